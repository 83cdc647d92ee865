"""Hostile files, one for each number, and what an import makes of them.

``python -m tests.ingest.fuzzing FROM TO`` tries the files of these numbers in a process of bounded
memory and prints one JSON object: how many came to which end, and every breach.
"""

import gzip
import io
import json
import random
import resource
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import xlsxwriter

from retention.errors import Refused
from retention.ingest.importing import Request, import_file
from retention.store import IN_MEMORY, Database

MEMORY_BYTES = 4 << 30
_RECEIVED = datetime(2026, 7, 1, 12)
_TEXTS = ("=1+1", "=cmd|' /C calc'!A0", "+49 151", "@SUM(A1)", "\x00", "\x1b[31m", "\u202e",
          "\ufeff", "1e309", "-1e-309", "99999999999999999999", "NaN", "inf", "31.02.2026",
          "0000-00-00", "9999-12-31", "1,2,3", "1.234.567,89", "($33.62)", '"', "''", ";;",
          "\t", "\r", "é" * 300, "Итого", "Total", "N/A", "-", "1;DROP TABLE batches", "<script>",
          "%s%n", "٣٫١٤")  # fmt: skip


def file_of(number: int) -> tuple[str, bytes]:
    """The name and the bytes of the hostile file ``number``, always the same."""
    chance = random.Random(number)
    if chance.random() < 0.12:
        return chance.choice(_MADE)(chance)
    name, content = _seed(chance)
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = chance.choice(_MUTATIONS)(chance, content)
    if chance.random() < 0.05:
        return f"{name}.gz", gzip.compress(content, mtime=0)
    return name, content


def attempt(database: Database, folder: Path, number: int) -> str:
    """Import the file ``number`` as a dry run: ``refused``, ``asked`` or ``told``. Raises
    ``AssertionError`` where rows are not accounted for, and lets through what an import raises."""
    name, content = file_of(number)
    path = folder / name
    path.write_bytes(content)
    try:
        report = import_file(database, Request(path, _RECEIVED, dry_run=True))
    except Refused as refusal:
        assert str(refusal) and "\n" not in str(refusal).strip(), "a refusal is one sentence"
        return "refused"
    finally:
        path.unlink()
    if report.questions:
        return "asked"
    assert report.rows == report.accepted + report.duplicates + report.rejected, report
    return "told"


def _rows(chance) -> list[list[str]]:
    header = ["order", "date", "customer", "product", "quantity", "amount"]
    count = chance.choice((0, 1, 3, 30))
    return [header] + [
        [str(at), f"{1 + at % 28:02d}.0{chance.randint(1, 6)}.2026", f"c{at % 7}@example.org",
         f"Tea no. {at % 5}", "2", f"{chance.randrange(10_000) / 100:.2f}".replace(".", ",")]
        for at in range(count)
    ]  # fmt: skip


def _seed(chance) -> tuple[str, bytes]:
    rows = _rows(chance)
    if chance.random() < 0.2:
        return "book.xlsx", _workbook(rows)
    delimiter = chance.choice(";,\t|")
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"))
    return chance.choice(("sales.csv", "sales.txt", "sales.tsv")), text.encode(encoding)


def _workbook(rows) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": _RECEIVED})
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return target.getvalue()


def _cut(chance, content):
    return content[: chance.randrange(len(content) + 1)]


def _cut_within(chance, content):
    begin = chance.randrange(len(content) + 1)
    return content[:begin] + content[begin + chance.randrange(1, 200) :]


def _flip(chance, content):
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 30)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _insert(chance, content):
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(_TEXTS).encode("utf-8", "replace") + content[at:]


def _noise(chance, content):
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.randbytes(chance.choice((1, 8, 400))) + content[at:]


def _repeat(chance, content):
    return content * chance.choice((2, 5))


def _swap_columns(chance, content):
    for delimiter in (b";", b",", b"\t", b"|"):
        if delimiter in content:
            lines = [line.split(delimiter) for line in content.split(b"\n")]
            for line in lines:
                if chance.random() < 0.5:
                    chance.shuffle(line)
            return b"\n".join(delimiter.join(line) for line in lines)
    return content


def _open_quotes(chance, content):
    return content.replace(b'"', b"", chance.randrange(1, 4))


def _zeros(chance, content):
    return content.replace(chance.choice((b"a", b"1", b";", b" ")), b"\x00")


def _other_line_ends(chance, content):
    return content.replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\r", b"", b"\x0b")))


_MUTATIONS = (_cut, _cut_within, _flip, _insert, _insert, _noise, _repeat, _swap_columns,
              _open_quotes, _zeros, _other_line_ends)  # fmt: skip


def _many_columns(chance):
    count = chance.choice((300, 1_000, 10_000)) if chance.random() < 0.1 else 300
    header = ";".join(f"c{at}" for at in range(count))
    return "wide.csv", f"date;amount;{header}\n01.05.2026;5;{'x;' * count}\n".encode()


def _huge_cell(chance):
    size = 20_000_000 if chance.random() < 0.03 else 200_000
    quote = chance.choice(('"', ""))
    return "cell.csv", f"date;amount;customer\n01.05.2026;5;{quote}{'x' * size}{quote}\n".encode()


def _never_closed(chance):
    return "open.csv", b'date;amount;customer\n01.05.2026;5;"anna\n' + b"02.05.2026;6;bert\n" * 3000


def _gzip_bomb(chance):
    size = chance.choice((1, 30)) * 1_000_000
    return "bomb.csv.gz", gzip.compress(b"date;amount\n" + b"0" * size, mtime=0)


def _half_gzip(chance):
    rows = b"date;amount\n01.05.2026;5\n" * 50
    return "half.csv.gz", _cut(chance, gzip.compress(rows, mtime=0))


def _changed_book(chance, part: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_workbook(_rows(chance)))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in source.namelist():
            # A name alone would take the hour of the run into the file.
            changed = content if name == part else source.read(name)
            out.writestr(zipfile.ZipInfo(name), changed, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _laughing_book(chance):
    entities = "".join(
        f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, chance.choice((4, 9)))
    )
    shared = (
        f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "lol">{entities}]>'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><t>&l3;</t></si></sst>"
    )
    return "laugh.xlsx", _changed_book(chance, "xl/sharedStrings.xml", shared.encode())


def _blown_up_book(chance):
    size = 60_000_000 if chance.random() < 0.05 else 1_000_000
    return "blown.xlsx", _changed_book(chance, "xl/worksheets/sheet1.xml", b" " * size)


def _broken_book(chance):
    broken = _flip(chance, b'<worksheet><sheetData><row r="1"><c r="A1048577" t="s"><v>9</v></c>')
    return "broken.xlsx", _changed_book(chance, "xl/worksheets/sheet1.xml", broken)


def _far_cell(chance):
    place = chance.choice(("XFD1048576", "A1048576", "XFD1", "ZZZZ9", "A0", "A99999999999"))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c></row>'
        f'<row r="9"><c r="{place}"><v>5</v></c></row></sheetData></worksheet>'
    )
    return "far.xlsx", _changed_book(chance, "xl/worksheets/sheet1.xml", sheet.encode())


def _foreign(chance):
    name, head = chance.choice(
        (("a.xlsx", b"PK\x03\x04"), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
         ("a.csv", b"PAR1"), ("a.csv", b"%PDF-1.7"), ("a.ods", b"PK\x05\x06"),
         ("a.csv", b"\x89PNG"), ("a.gz", b"\x1f\x8b"))
    )  # fmt: skip
    return name, head + chance.randbytes(chance.choice((0, 20, 3_000)))


_MADE: tuple[Callable, ...] = (
    _many_columns, _huge_cell, _never_closed, _gzip_bomb, _half_gzip, _laughing_book,
    _blown_up_book, _broken_book, _far_cell, _foreign,
)  # fmt: skip


def main(first: int, end: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    ends, breaches = Counter(), []
    database = Database(IN_MEMORY)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, end):
            try:
                ends[attempt(database, Path(folder), number)] += 1
            except Exception as error:
                breaches.append([number, file_of(number)[0], f"{type(error).__name__}: {error}"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    sys.stdout.write(json.dumps({"ends": ends, "breaches": breaches, "peak_mb": peak}) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
