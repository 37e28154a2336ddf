//! Reads a table as spreadsheets write it: comma, semicolon or tab, quotes around cells, and every cell knows its place
//! in the file, so that a complaint can say where.

use crate::error::Error;

/// A cell with the 1-based line and column (code points) at which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub text: String,
    pub line: usize,
    pub column: usize,
}

/// The rows of a table without the empty lines and those that begin with `#`.
///
/// # Errors
/// A quote that is never closed, or text after a closing quote.
pub(super) fn rows(text: &str) -> Result<Vec<Vec<Cell>>, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { letters: text.chars().peekable(), line: 1, column: 1, separator: separator(text) };
    let mut rows = Vec::new();
    while reader.letters.peek().is_some() {
        if reader.letters.peek() == Some(&'#') {
            reader.skip_line();
            continue;
        }
        let row = reader.row()?;
        if row.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The sign between the cells: the first of the three in the heading, which has no other use for any.
fn separator(text: &str) -> char {
    let heading = text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty()).unwrap_or("");
    heading.chars().find(|c| matches!(c, ',' | ';' | '\t')).unwrap_or(',')
}

struct Reader<'t> {
    letters: std::iter::Peekable<std::str::Chars<'t>>,
    line: usize,
    column: usize,
    separator: char,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.letters.next()?;
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn skip_line(&mut self) {
        while self.next().is_some_and(|c| c != '\n') {}
    }

    /// The cells up to the end of the line.
    fn row(&mut self) -> Result<Vec<Cell>, Error> {
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell()?);
            match self.next() {
                Some(c) if c == self.separator => {}
                _ => return Ok(cells),
            }
        }
    }

    /// One cell without the blanks about it; the sign or the line end after it is left.
    fn cell(&mut self) -> Result<Cell, Error> {
        while self.letters.peek().is_some_and(|c| matches!(c, ' ' | '\r')) {
            self.next();
        }
        let (line, column) = (self.line, self.column);
        let cell = |text: &str| Cell { text: text.trim().to_string(), line, column };
        let mut text = String::new();
        if self.letters.peek() != Some(&'"') {
            while self.letters.peek().is_some_and(|c| *c != '\n' && *c != self.separator) {
                text.extend(self.next());
            }
            return Ok(cell(&text));
        }
        self.next();
        loop {
            match self.next() {
                Some('"') if self.letters.peek() == Some(&'"') => text.extend(self.next()),
                Some('"') => break,
                Some(c) => text.push(c),
                None => {
                    return Err(
                        Error::new("bad-gazetteer", "the quote that begins here is never closed").at(line, column)
                    );
                }
            }
        }
        while self.letters.peek().is_some_and(|c| matches!(c, ' ' | '\r')) {
            self.next();
        }
        match self.letters.peek() {
            Some(c) if *c != '\n' && *c != self.separator => {
                let message = "there is text after a closing quote; write a quote inside a cell twice";
                Err(Error::new("bad-gazetteer", message).at(self.line, self.column))
            }
            _ => Ok(cell(&text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let rows = rows(text).expect("a table");
        rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn tables_of_spreadsheets_are_read() {
        let rows: [(&str, &[&[&str]]); 7] = [
            ("a,b\n1,2\n", &[&["a", "b"], &["1", "2"]]),
            ("\u{feff}a;b\r\n1; 2 \r\n", &[&["a", "b"], &["1", "2"]]),
            ("a\tb\n1\t\n", &[&["a", "b"], &["1", ""]]),
            ("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n", &[&["a", "b"], &["x, y", "he said \"no\""]]),
            ("# note\n\na,b\n# more\n,\n1,2", &[&["a", "b"], &["1", "2"]]),
            ("a,b\n\"two\nlines\",2\n", &[&["a", "b"], &["two\nlines", "2"]]),
            ("", &[]),
        ];
        for (text, cells) in rows {
            assert_eq!(texts(text), cells, "{text:?}");
        }
    }

    #[test]
    fn faults_and_cells_know_their_place() {
        for (text, at) in [("a,b\n1,\"x", (2, 3)), ("a,b\n\"x\"y,1", (2, 4)), ("a,b\n\"x\nz\"y,1", (3, 3))] {
            assert_eq!(rows(text).expect_err(text).at, Some(at), "{text:?}");
        }
        let cells = rows("a,b\n é, z\n").expect("a table");
        let at: Vec<_> = cells.iter().flatten().map(|cell| (cell.line, cell.column)).collect();
        assert_eq!(at, [(1, 1), (1, 3), (2, 2), (2, 5)]);
    }
}
