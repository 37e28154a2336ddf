"""Articles as a Parquet table, written with nothing but the standard library: plain pages, not packed, in groups of rows.
Only what the checks of this folder need."""

import struct

BYTES, REQUIRED, UTF8, PLAIN, RLE = 6, 0, 0, 0, 3
# The types of Thrift's compact protocol.
I32, I64, TEXT, LIST, STRUCT = 5, 6, 8, 9, 12


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out + bytes([number]))


def value(kind, content):
    if kind in (I32, I64):
        return varint(content * 2)
    if kind == TEXT:
        return varint(len(content.encode())) + content.encode()
    if kind == LIST:
        of, items = content
        return varint_head(len(items), of) + b"".join(value(of, item) for item in items)
    return fields(content)


def varint_head(length, of):
    return bytes([length << 4 | of]) if length < 15 else bytes([0xF0 | of]) + varint(length)


def fields(content):
    """A structure: (number, type, value) in the order of their numbers."""
    out, before = b"", 0
    for number, kind, item in content:
        out += bytes([number - before << 4 | kind]) + value(kind, item)
        before = number
    return out + b"\0"


def write(path, rows, columns, group=50):
    """Writes dictionaries as rows; every row has a text in every column."""
    with open(path, "wb") as out:
        out.write(b"PAR1")
        groups = []
        for at in range(0, len(rows), group):
            part, chunks, total = rows[at : at + group], [], 0
            for column in columns:
                texts = [row[column].encode() for row in part]
                page = b"".join(struct.pack("<I", len(text)) + text for text in texts)
                about = [(1, I32, len(part)), (2, I32, PLAIN), (3, I32, RLE), (4, I32, RLE)]
                page = fields([(1, I32, 0), (2, I32, len(page)), (3, I32, len(page)), (5, STRUCT, about)]) + page
                begin = out.tell()
                out.write(page)
                total += len(page)
                chunk = [(1, I32, BYTES), (2, LIST, (I32, [PLAIN])), (3, LIST, (TEXT, [column])), (4, I32, 0),
                         (5, I64, len(part)), (6, I64, len(page)), (7, I64, len(page)), (9, I64, begin)]
                chunks.append([(2, I64, begin), (3, STRUCT, chunk)])
            groups.append([(1, LIST, (STRUCT, chunks)), (2, I64, total), (3, I64, len(part))])
        schema = [[(4, TEXT, "articles"), (5, I32, len(columns))]]
        schema += [[(1, I32, BYTES), (3, I32, REQUIRED), (4, TEXT, column), (6, I32, UTF8)] for column in columns]
        end = fields([(1, I32, 1), (2, LIST, (STRUCT, schema)), (3, I64, len(rows)), (4, LIST, (STRUCT, groups))])
        out.write(end + struct.pack("<I", len(end)) + b"PAR1")
