"""The one home of temporary folders: each names its process, so that the next start sweeps what a
killed one left."""

import os
import re
import shutil
import tempfile
from pathlib import Path

_PREFIX = "regulars-"
_OURS = re.compile(rf"{_PREFIX}(?P<pid>\d+)-\w+")


def new_folder() -> tempfile.TemporaryDirectory:
    """A folder of this process; it goes with ``cleanup``, or at the process's end."""
    return tempfile.TemporaryDirectory(
        prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True
    )


def sweep() -> None:
    """Delete the folders of processes that have ended without doing so themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        named = _OURS.fullmatch(folder.name)
        if named and not is_running(int(named["pid"])):
            # another user's folder cannot be deleted, and is theirs to sweep
            shutil.rmtree(folder, ignore_errors=True)


def is_running(pid: int) -> bool:
    """Whether a process of that number is there. On Windows, where asking would end it, every one
    is taken to be."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
