"""What became of an upload, in words."""

from retention.formatting import Formats
from retention.measures.sentences.words import counted


def nameless(lines: int, formats: Formats, *, waits: bool) -> str:
    """The lines of an upload that name no customer. Where some of it ``waits`` for a rate, no line
    is in the money before it has one."""
    one = lines == 1
    counts = f"{'it counts' if one else 'they count'} in the money"
    if waits:
        counts += f" once {'its' if one else 'their'} month has a rate,"
    return (
        f"{counted(lines, 'line', formats, 'names', 'name')} no customer: {counts} and "
        f"{'is' if one else 'are'} left out of every number about customers."
    )


def without_records(numbers: list[int]) -> str:
    """On uploads whose records are missing from the archive: nothing of them is counted."""
    told = ", ".join(map(str, numbers))
    one = len(numbers) == 1
    return (
        f"The {'record' if one else 'records'} of {'upload' if one else 'uploads'} {told} "
        f"{'is' if one else 'are'} missing from the archive, so nothing of "
        f"{'it' if one else 'them'} is counted; put the archive back from a backup, or load "
        f"{'the file' if one else 'the files'} again."
    )
