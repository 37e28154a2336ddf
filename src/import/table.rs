//! Tables of delimited text (RFC 4180), with the line and column of every cell.

use crate::error::Error;

/// A cell with the place where it starts, both from one; columns are Unicode code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub text: String,
    pub line: usize,
    pub column: usize,
}

/// The cells of a row.
pub(super) type Row = Vec<Cell>;

/// What may stand between cells, the likeliest first.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// The separator that the header uses most.
fn separator(text: &str) -> char {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |c: char| header.matches(c).count();
    SEPARATORS.into_iter().rev().max_by_key(|c| count(*c)).unwrap_or(',')
}

/// Whether the first line names at least the columns that a table of events needs.
pub(super) fn is_header(text: &str) -> bool {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let cells: Vec<String> =
        header.split(separator(text)).map(|cell| cell.trim().trim_matches('"').to_lowercase()).collect();
    let has = |name: &str| cells.iter().any(|cell| cell == name);
    cells.len() > 1 && has("label") && (has("date") || has("earliest"))
}

/// Every row that is not blank. In place of a row with text after a closing quotation mark, or with a mark that is never
/// closed, stands that fault; the rows around it are whole.
pub(super) fn read(text: &str) -> Vec<Result<Row, Error>> {
    let separator = separator(text);
    let mut rows: Vec<Result<Row, Error>> = Vec::new();
    let mut row: Row = Vec::new();
    let mut fault: Option<Error> = None;
    let mut cell = Cell { text: String::new(), line: 1, column: 1 };
    let (mut line, mut column) = (1, 1);
    // Where the cell's quotation opened; `closed` after its end.
    let mut quoted: Option<(usize, usize)> = None;
    let mut closed = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let end = c == '\n' || (c == '\r' && letters.peek() != Some(&'\n'));
        match quoted {
            Some(_) if c == '"' && letters.peek() == Some(&'"') => {
                letters.next();
                column += 1;
                cell.text.push('"');
            }
            Some(_) if c == '"' => (quoted, closed) = (None, true),
            Some(_) => cell.text.push(c),
            None if c == '"' && cell.text.trim().is_empty() && !closed => {
                cell.text.clear();
                quoted = Some((line, column));
            }
            None if c == separator || end => {
                row.push(cell);
                cell = Cell { text: String::new(), line, column: column + 1 };
                closed = false;
                if end {
                    let row = std::mem::take(&mut row);
                    rows.push(fault.take().map_or(Ok(row), Err));
                    cell = Cell { text: String::new(), line: line + 1, column: 1 };
                }
            }
            None if c == '\r' => {}
            None if closed && !c.is_whitespace() => {
                let message = format!("{c:?} follows a closing quotation mark; double the marks inside a quoted cell");
                fault.get_or_insert_with(|| Error::new("bad-csv", message).at(line, column));
            }
            None if closed => {}
            None => cell.text.push(c),
        }
        column += 1;
        if end {
            (line, column) = (line + 1, 1);
        }
    }
    if let Some((line, column)) = quoted {
        fault.get_or_insert_with(|| Error::new("bad-csv", "the quotation mark is never closed").at(line, column));
    }
    row.push(cell);
    rows.push(fault.map_or(Ok(row), Err));
    for cell in rows.iter_mut().flatten().flatten() {
        cell.text = cell.text.trim().to_string();
    }
    rows.retain(|row| row.as_ref().map_or(true, |row| row.iter().any(|cell| !cell.text.is_empty())));
    rows
}
