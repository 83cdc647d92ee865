"""Names of files as they can be shown and kept."""


def file_name(name: str) -> str:
    """A file's name as it can be shown and kept: bytes that are no letters, such as those of a name
    in an old code page, become "_"."""
    return "".join(sign if sign.isprintable() else "_" for sign in name)


def short_file_name(name: str, most_bytes: int) -> str:
    """``file_name`` cut in the middle, so that a disk takes it and its ending stays."""
    shown = file_name(name)
    while len(shown.encode()) > most_bytes:
        middle = len(shown) // 2
        shown = shown[: middle - 1] + "…" + shown[middle + 2 :]
    return shown
