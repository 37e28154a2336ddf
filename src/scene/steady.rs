//! One fixed order for a PDF: the converter names the fonts of a page, and lists all that it refers to, in the order of a
//! hash table, which differs from run to run. Here the lists are sorted, the objects are numbered as they are reached from
//! the catalogue, fonts by their names, and the streams are compressed after their font names are set.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;

/// Bytes of one line of the cross-reference table.
const ENTRY: usize = 20;
/// What stands between a dictionary and its stream.
const STREAM: &[u8] = b"\nstream\n";
/// The head of the file; the bytes above 127 tell programs that it is binary.
const HEAD: &[u8] = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n";

/// What a page lists by names that hold from run to run, a line each, in any order.
const LISTS: [&[u8]; 5] =
    [b"/ColorSpace <<\n", b"/ExtGState <<\n", b"/Pattern <<\n", b"/Shading <<\n", b"/XObject <<\n"];

/// An object as it is written: its dictionary or other value, and its stream.
struct Object<'a> {
    head: Cow<'a, [u8]>,
    stream: Option<&'a [u8]>,
}

/// A font of a page's resources: its name there, its object, and the name of the typeface.
type Font<'a> = (&'a [u8], usize, Vec<u8>);

/// The same document in the fixed order; `None` where the bytes are not what the writer of this program writes.
pub(super) fn steady(pdf: &[u8]) -> Option<Vec<u8>> {
    let start = number(pdf.get(find_last(pdf, b"startxref\n")? + b"startxref\n".len()..)?)?;
    let objects = objects(pdf, start)?;
    let trailer = pdf.get(start..)?;
    let (root, info) = (named(trailer, b"/Root ")?, named(trailer, b"/Info ")?);
    let order = reached(&objects, root, info)?;
    let numbers: BTreeMap<usize, usize> = order.iter().copied().zip(1..).collect();
    let mut out = HEAD.to_vec();
    let mut offsets = Vec::new();
    for id in &order {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", numbers.get(id)?).bytes());
        // What is written about the document is words and names no object.
        let object = objects.get(id)?;
        write(&mut out, object, &objects, &numbers, *id != info)?;
        out.extend(b"\nendobj\n\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f\r\n", order.len() + 1).bytes());
    offsets.iter().for_each(|offset| out.extend(format!("{offset:010} 00000 n\r\n").bytes()));
    let (root, info) = (numbers.get(&root)?, numbers.get(&info)?);
    let size = order.len() + 1;
    let trailer = format!("trailer\n<<\n  /Size {size}\n  /Root {root} 0 R\n  /Info {info} 0 R\n>>\n");
    out.extend(format!("{trailer}startxref\n{table}\n%%EOF").bytes());
    Some(out)
}

/// The objects by their numbers, as the cross-reference table at `start` finds them.
fn objects(pdf: &[u8], start: usize) -> Option<BTreeMap<usize, Object<'_>>> {
    let table = pdf.get(start..)?.strip_prefix(b"xref\n0 ")?;
    let size = number(table)?;
    let first = table.iter().position(|b| *b == b'\n')? + 1;
    let entry = |id: usize| number(table.get(first + id * ENTRY..)?);
    let mut places: Vec<(usize, usize)> = (1..size).map(|id| Some((entry(id)?, id))).collect::<Option<_>>()?;
    places.sort_unstable();
    let ends = places.iter().skip(1).map(|(at, _)| *at).chain([start]).collect::<Vec<_>>();
    let mut out = BTreeMap::new();
    for ((at, id), end) in places.into_iter().zip(ends) {
        let whole = pdf.get(at..end)?.strip_prefix(format!("{id} 0 obj\n").as_bytes())?;
        let body = whole.get(..find_last(whole, b"\nendobj")?)?;
        let object = match find(body, STREAM) {
            Some(cut) => {
                let rest = body.get(cut + STREAM.len()..)?;
                let length = number(body.get(find(body, b"/Length ")? + b"/Length ".len()..cut)?)?;
                Object { head: sorted(body.get(..cut)?), stream: Some(rest.get(..length)?) }
            }
            None => Object { head: sorted(body), stream: None },
        };
        out.insert(id, object);
    }
    Some(out)
}

/// A dictionary with its lists in the order of their names.
fn sorted(head: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Cow::Borrowed(head);
    for list in LISTS {
        let Some(from) = find(&out, list).map(|at| at + list.len()) else { continue };
        let Some(end) = out.get(from..).and_then(|rest| find(rest, b">>")) else { continue };
        let part = out.to_mut().get_mut(from..from + end).unwrap_or_default();
        let mut lines: Vec<&[u8]> = part.split_inclusive(|b| *b == b'\n').collect();
        // What stands before the closing brackets is no line of the list.
        let last = lines.pop();
        lines.sort_unstable();
        lines.extend(last);
        let whole = lines.concat();
        part.copy_from_slice(&whole);
    }
    out
}

/// The objects in the order in which they are reached from the catalogue, each before those that it names.
fn reached(objects: &BTreeMap<usize, Object<'_>>, root: usize, info: usize) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = Vec::new();
    let mut met = std::collections::BTreeSet::new();
    let mut waiting = vec![info, root];
    while let Some(id) = waiting.pop() {
        if !met.insert(id) {
            continue;
        }
        order.push(id);
        let object = objects.get(&id)?;
        if id == info {
            continue;
        }
        let fonts: Vec<usize> = fonts(&object.head, objects)?.into_iter().map(|(_, id, _)| id).collect();
        let others = references(&object.head).into_iter().map(|(_, _, id)| id).filter(|id| !fonts.contains(id));
        let next: Vec<usize> = fonts.iter().copied().chain(others).collect();
        waiting.extend(next.into_iter().rev());
    }
    Some(order)
}

/// The fonts of an object's resources by the names of their typefaces.
fn fonts<'a>(head: &'a [u8], objects: &BTreeMap<usize, Object<'_>>) -> Option<Vec<Font<'a>>> {
    let Some((from, to)) = font_part(head) else { return Some(Vec::new()) };
    let part = head.get(from..to)?;
    let mut out = Vec::new();
    for (at, _, id) in references(part) {
        let name = part.get(..at)?.rsplit(|b| *b == b'/').next()?.trim_ascii();
        let font = &objects.get(&id)?.head;
        let base = font.get(find(font, b"/BaseFont /")? + b"/BaseFont /".len()..)?;
        out.push((name, id, base.iter().copied().take_while(|b| !b.is_ascii_whitespace()).collect()));
    }
    out.sort_by(|a: &Font<'_>, b| a.2.cmp(&b.2));
    Some(out)
}

/// Where the fonts of a resource dictionary stand in it.
fn font_part(head: &[u8]) -> Option<(usize, usize)> {
    let from = find(head, b"/Font <<")? + b"/Font <<".len();
    let length = find(head.get(from..)?, b">>")?;
    Some((from, from + length))
}

fn write(
    out: &mut Vec<u8>,
    object: &Object<'_>,
    objects: &BTreeMap<usize, Object<'_>>,
    numbers: &BTreeMap<usize, usize>,
    refers: bool,
) -> Option<()> {
    let fonts = if refers { fonts(&object.head, objects)? } else { Vec::new() };
    let mut head = Vec::new();
    match font_part(&object.head).filter(|_| !fonts.is_empty()) {
        Some((from, to)) => {
            renumbered(&mut head, object.head.get(..from)?, numbers)?;
            for (rank, (_, id, _)) in fonts.iter().enumerate() {
                head.extend(format!(" /fo{rank} {} 0 R", numbers.get(id)?).bytes());
            }
            head.push(b' ');
            renumbered(&mut head, object.head.get(to..)?, numbers)?;
        }
        None if refers => renumbered(&mut head, &object.head, numbers)?,
        None => head.extend(object.head.iter()),
    }
    let Some(stream) = object.stream else {
        out.extend(head);
        return Some(());
    };
    let text = with_fonts(stream, &fonts);
    let packed = find(&head, b"/Filter").is_some();
    let data = if packed { text } else { deflated(&text)? };
    let at = find(&head, b"/Length ")?;
    let digits = head.get(at + b"/Length ".len()..)?.iter().take_while(|b| b.is_ascii_digit()).count();
    out.extend(head.get(..at)?);
    out.extend(format!("/Length {}{}", data.len(), if packed { "" } else { "\n  /Filter /FlateDecode" }).bytes());
    out.extend(head.get(at + b"/Length ".len() + digits..)?);
    out.extend(STREAM);
    out.extend(data);
    out.extend(b"\nendstream");
    Some(())
}

/// The text of a stream with each font under the name of its rank.
fn with_fonts(stream: &[u8], fonts: &[Font<'_>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(stream.len());
    let mut rest = stream;
    while let Some((first, tail)) = rest.split_first() {
        let named = fonts.iter().enumerate().find_map(|(rank, (name, ..))| {
            let after = tail.strip_prefix(*name).filter(|_| *first == b'/')?;
            after.first().is_some_and(|b| *b == b' ').then_some((rank, after))
        });
        match named {
            Some((rank, after)) => {
                out.extend(format!("/fo{rank}").bytes());
                rest = after;
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    out
}

fn deflated(text: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).ok()?;
    encoder.finish().ok()
}

/// Copies a dictionary with its references by their new numbers.
fn renumbered(out: &mut Vec<u8>, head: &[u8], numbers: &BTreeMap<usize, usize>) -> Option<()> {
    let mut done = 0;
    for (from, to, id) in references(head) {
        out.extend(head.get(done..from)?);
        out.extend(format!("{} 0 R", numbers.get(&id)?).bytes());
        done = to;
    }
    out.extend(head.get(done..)?);
    Some(())
}

/// The references of a dictionary, `7 0 R`: from, to, number.
fn references(head: &[u8]) -> Vec<(usize, usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = head.get(at..).and_then(|rest| find(rest, b" 0 R")) {
        let end = at + found;
        let digits = head[..end].iter().rev().take_while(|b| b.is_ascii_digit()).count();
        out.extend(number(&head[end - digits..]).map(|id| (end - digits, end + b" 0 R".len(), id)));
        at = end + b" 0 R".len();
    }
    out
}

/// The number of the object that the trailer names so.
fn named(trailer: &[u8], key: &[u8]) -> Option<usize> {
    number(trailer.get(find(trailer, key)? + key.len()..)?)
}

/// The number at the start of some bytes.
fn number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    std::str::from_utf8(bytes.get(..digits)?).ok()?.parse().ok()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, what)
}

fn find_last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(bytes, what)
}

#[cfg(test)]
mod tests {
    use super::sorted;

    #[test]
    fn lists_of_a_page_are_sorted_by_name_and_nothing_else_is() {
        let page = |first: &str, second: &str| {
            format!(
                "<<\n  /Resources <<\n    /ExtGState <<\n      {first}\n      {second}\n    >>\n    /ProcSet [/PDF /Text]\n  >>\n  \
                 /Kids [9 0 R 4 0 R]\n>>"
            )
        };
        let (one, two) = ("/gs0 12 0 R", "/gs1 7 0 R");
        let expected = page(one, two);
        for written in [page(one, two), page(two, one)] {
            assert_eq!(String::from_utf8_lossy(&sorted(written.as_bytes())), expected);
        }
    }
}
