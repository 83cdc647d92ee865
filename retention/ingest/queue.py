"""One writer for many people: files are handed in, and loaded one after the other in a thread.

While a dashboard holds the database, the command line hands its files in through the folder
``<db>.inbox``. Nobody waits for the answer there, so a file that is refused or leaves a question
open is kept in ``<db>.inbox/refused`` under its own name, with the reason beside it.
"""

import atexit
import json
import os
import re
import shutil
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from queue import Empty, Queue

from retention.errors import Refused
from retention.ingest.file_names import short_file_name
from retention.ingest.importing import Report, Request, import_file
from retention.store.database import Database, Interrupted
from retention.store.temporary import is_running

_LOOK_EVERY_SECONDS = 2.0
_STOP_WITHIN_SECONDS = 10.0
_TELLING_SHARE = 0.05
_ORDER = ".order.json"
_REASON = ".reason.txt"
_HANDED_IN = re.compile(r"\d{8}-\d{6}-\d+-(?P<pid>\d+)(\.|$)")
_REFUSED = "refused"
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,16}")
_LONGEST_NAME_BYTES = 200  # most disks take 255, and the reason has a longer name


class Stopped(Exception):
    """Ends an import that a person stopped; its transaction is rolled back."""


@dataclass
class Job:
    """One file on its way. ``step`` and ``share`` (0–1) tell how far; then ``report`` or
    ``refusal``, one of which is set when ``done``. ``seconds`` is how long it has been worked on.
    """

    request: Request
    step: str = "waiting"
    share: float = 0.0
    report: Report | None = None
    refusal: str | None = None
    finished: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)
    began: float | None = None
    ended: float | None = None

    @property
    def done(self) -> bool:
        return self.finished.is_set()

    @property
    def reason(self) -> str | None:
        """Why nothing was loaded: the sentence, or the open questions with what answers them."""
        if self.refusal is not None:
            return self.refusal
        asked = self.report.questions if self.report else ()
        told = [f"{question.text} Answer with {question.flag}." for question in asked]
        return "\n".join(told).replace(self.request.path.name, self.request.file) or None

    @property
    def seconds(self) -> float:
        if self.began is None:
            return 0.0
        return (self.ended or time.monotonic()) - self.began

    @property
    def seconds_left(self) -> float | None:
        """How long it will still take at the pace so far; ``None`` while it is too early to say."""
        if self.share < _TELLING_SHARE or self.done:
            return None
        return self.seconds * (1 - self.share) / self.share

    def tell(self, step: str, share: float) -> None:
        """Note how far it is; raises ``Stopped`` where a person wants no more of it and it is not
        done yet."""
        if self.stopping.is_set() and share < 1:
            raise Stopped
        self.step, self.share = step, share


class ImportQueue:
    """The one writer of a database inside a server."""

    def __init__(self, database: Database):
        self._database = database
        self._running: Job | None = None
        self._changing = threading.Lock()  # so that no next job is met in place of this one
        _sweep(inbox(database.path))
        self._waiting: Queue[Job | None] = Queue()
        self._thread = threading.Thread(target=self._work, name="imports", daemon=True)
        self._thread.start()
        atexit.register(self.stop)

    def hand_in(self, request: Request) -> Job:
        """Queue a file; the copy at ``request.path`` is deleted once it is loaded or refused. While
        a question is open it stays, to be handed in again with the answer."""
        job = Job(request)
        self._waiting.put(job)
        return job

    def cancel(self, job: Job) -> None:
        """Stop a file on its way: nothing of it is loaded. Too late once it is done. What somebody
        else writes meanwhile goes on."""
        job.stopping.set()
        with self._changing:
            if job is self._running:
                self._database.interrupt_writing(self._thread.ident)

    def stop(self) -> None:
        """Finish the file under way and take no more; what waits in the inbox stays there."""
        self._waiting.put(None)
        self._thread.join(timeout=_STOP_WITHIN_SECONDS)

    def _work(self) -> None:
        while True:
            try:
                job = self._waiting.get(timeout=_LOOK_EVERY_SECONDS)
            except Empty:
                self._empty_inbox()
                continue
            if job is None:
                return
            try:
                self._run(job)
            finally:
                if not (job.report and job.report.questions):
                    job.request.path.unlink(missing_ok=True)
                job.finished.set()

    def _empty_inbox(self) -> None:
        if self._database.is_lost:  # they wait until it is built anew
            return
        for order in _orders(inbox(self._database.path)):
            # what cannot be read or moved now stays, and is tried again at the next look
            with suppress(OSError):
                self._take(order)

    def _take(self, order: Path) -> None:
        try:
            request = _read(order)
        except Refused as refusal:
            _refuse(order, _copy_of(order).name, str(refusal))
            return
        job = Job(request)
        self._run(job)
        if job.reason:
            _refuse(order, request.file, job.reason)
        else:
            request.path.unlink(missing_ok=True)
            order.unlink(missing_ok=True)

    def _run(self, job: Job) -> None:
        job.began = time.monotonic()
        self._now(job)
        try:
            self._import(job)
        finally:
            self._now(None)
            job.ended = time.monotonic()

    def _now(self, job: Job | None) -> None:
        with self._changing:
            self._running = job

    def _import(self, job: Job) -> None:
        try:
            job.report = import_file(self._database, job.request, progress=job.tell)
        except Refused as refusal:
            job.refusal = str(refusal).replace(job.request.path.name, job.request.file)
        except (Stopped, Interrupted):
            job.refusal = f"{job.request.file} was stopped; nothing of it was loaded."
        except Exception as error:  # a thread that dies would stop every later import
            job.refusal = (
                f"{job.request.file} could not be loaded ({type(error).__name__}); "
                "nothing was changed."
            )


def inbox(database_path: Path | str) -> Path:
    """The folder through which another process hands files in."""
    path = Path(database_path)
    return path.with_name(path.name + ".inbox")


def leave(database_path: Path, request: Request) -> None:
    """Hand a file in from another process: a copy, and beside it what the person said. The order
    is written last and whole, so that half a copy is never taken."""
    folder = inbox(database_path)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = request.received_at.strftime("%Y%m%d-%H%M%S")
    ending = "".join(filter(_ENDING.fullmatch, request.path.suffixes[-2:]))
    # the clock keeps apart, and in order, what is handed in within one second
    copy = folder / f"{stamp}-{time.time_ns()}-{os.getpid()}{ending}"
    shutil.copyfile(request.path, copy)
    order = {
        "name": request.file,
        "received_at": request.received_at.isoformat(),
        "source": request.source,
        "sheet": request.sheet,
        "dates": request.dates,
        "decimal": request.decimal,
        "fields": request.fields,
        "kind": request.kind,
        "who": request.who,
        "replace_period": request.replace_period,
    }
    partial = folder / f"{copy.name}.partial"
    partial.write_text(json.dumps(order, ensure_ascii=False), encoding="utf-8")
    partial.replace(folder / f"{copy.name}{_ORDER}")


def _sweep(folder: Path) -> None:
    """Delete the copies that processes left which were killed before they wrote the order."""
    for path in folder.glob("*"):
        handed = _HANDED_IN.match(path.name)
        if handed and not is_running(int(handed["pid"])) and not _has_order(path):
            path.unlink(missing_ok=True)


def _has_order(path: Path) -> bool:
    return path.name.endswith(_ORDER) or path.with_name(path.name + _ORDER).exists()


def refused_in(folder: Path) -> list[tuple[str, str]]:
    """Name and reason of every file of the inbox ``folder`` that was not loaded, by name."""
    return [
        (reason.name.removesuffix(_REASON), reason.read_text(encoding="utf-8").strip())
        for reason in sorted((folder / _REFUSED).glob(f"*{_REASON}"))
        if reason.with_name(reason.name.removesuffix(_REASON)).exists()
    ]


def dismiss(folder: Path, name: str) -> None:
    """Stop telling of a refused file; the file itself stays where it is."""
    (folder / _REFUSED / (Path(name).name + _REASON)).unlink(missing_ok=True)


def _orders(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_ORDER}"))


def _copy_of(order: Path) -> Path:
    """The file that an order speaks of."""
    return order.with_name(order.name.removesuffix(_ORDER))


def _read(order: Path) -> Request:
    """What a person said about a file handed in; raises ``Refused`` where it makes no sense."""
    try:
        said = json.loads(order.read_text(encoding="utf-8"))
        said["received_at"] = datetime.fromisoformat(said["received_at"])
        request = Request(path=_copy_of(order), **said)
    except (ValueError, TypeError, KeyError):  # ValueError: no JSON, no text, no moment
        request = None
    if request is None or not isinstance(request.name, str):
        raise Refused("What was said about this file cannot be read; import the file again.")
    return request


def _refuse(order: Path, name: str, reason: str) -> None:
    """Move a file out of the inbox, the reason beside it. The reason is written first: whatever
    happens between two steps, the file is in one of the two folders."""
    copy = _copy_of(order)
    shown = short_file_name(Path(name).name or copy.name, _LONGEST_NAME_BYTES)
    kept = _free(order.parent / _REFUSED, shown)
    kept.parent.mkdir(exist_ok=True)
    told = (reason + "\n").encode("utf-8", "replace")
    kept.with_name(kept.name + _REASON).write_bytes(told)
    if copy.exists():
        copy.replace(kept)
        order.unlink(missing_ok=True)
    else:  # the order alone was left: it tells at least which file is missing
        order.replace(kept)


def _free(folder: Path, name: str) -> Path:
    """A path in ``folder`` that no file has yet: may.csv, then may-2.csv."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path
