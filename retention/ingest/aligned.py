"""Columns kept apart by spaces: a run of blanks between values, or fixed places in the line."""

import re
from pathlib import Path

from retention.ingest.encoding import Utf8Text
from retention.store.temporary import new_folder

_LOOKED_AT = 300
_RUN = re.compile(r"[ \t]+")
_GAP = re.compile(r"[ \t]{2,}")


def separated(text: Utf8Text, beginning: str) -> Utf8Text | None:
    """The same table with tabs between its columns; ``None`` where no blanks keep them apart.

    Every line stays one line, so that row numbers stay those of the file.
    """
    lines = [line.rstrip() for line in beginning.splitlines()[:_LOOKED_AT] if line.strip()]
    cut = _cutter(lines)
    if cut is None:
        return None
    folder = new_folder()
    target = Path(folder.name) / "separated"
    with (
        text.path.open(encoding="utf-8", errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        source.seek(text.start)
        for line in source:
            out.write("\t".join(cut(line.rstrip("\r\n"))) + "\n")
    text.close()
    return Utf8Text(target, text.encoding, 0, folder)


def _cutter(lines: list[str]):
    """How to cut a line into cells: at every run of blanks, at every gap of two, or at places."""
    for separator in (_RUN, _GAP):
        widths = {len(separator.split(line.strip())) for line in lines}
        if len(lines) > 1 and len(widths) == 1 and widths != {1}:
            return lambda line, by=separator: by.split(line.strip())
    places = _columns_of_blanks(lines)
    if len(places) < 2:
        return None
    bounds = list(zip(places, [*places[1:], None], strict=True))
    return lambda line: [line[start:end].strip() for start, end in bounds]


def _columns_of_blanks(lines: list[str]) -> list[int]:
    """Where each column begins, if at least two blanks stand in the same places of every line."""
    width = max(map(len, lines), default=0)
    blank = [all(line[at : at + 1] in ("", " ") for line in lines) for at in range(width)]
    begins = [at for at in range(width) if not blank[at] and (at == 0 or blank[at - 1])]
    gaps = [at for at in begins if at < 2 or blank[at - 2]]
    return gaps if len(lines) > 2 else []
