"""One writer for many people: files are handed in, and loaded one after the other in a thread.

While a dashboard holds the database, the command line hands its files in through the folder
``<db>.inbox``.
"""

import atexit
import json
import shutil
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from queue import Empty, Queue

from retention.errors import Refused
from retention.ingest.importing import Report, Request, import_file
from retention.store.database import Database

_LOOK_EVERY_SECONDS = 2.0
_STOP_WITHIN_SECONDS = 10.0
_ORDER = ".order.json"


@dataclass
class Job:
    """One file on its way. ``step`` and ``share`` (0–1) tell how far; then ``report`` or
    ``refusal``, one of which is set when ``done``."""

    request: Request
    step: str = "waiting"
    share: float = 0.0
    report: Report | None = None
    refusal: str | None = None
    finished: threading.Event = field(default_factory=threading.Event)

    @property
    def done(self) -> bool:
        return self.finished.is_set()

    def tell(self, step: str, share: float) -> None:
        self.step, self.share = step, share


class ImportQueue:
    """The one writer of a database inside a server."""

    def __init__(self, database: Database):
        self._database = database
        self._waiting: Queue[Job | None] = Queue()
        self._thread = threading.Thread(target=self._work, name="imports", daemon=True)
        self._thread.start()
        atexit.register(self.stop)

    def hand_in(self, request: Request) -> Job:
        """Queue a file; the copy at ``request.path`` is deleted once it is loaded or refused."""
        job = Job(request)
        self._waiting.put(job)
        return job

    def stop(self) -> None:
        """Finish the file under way and take no more; what waits in the inbox stays there."""
        self._waiting.put(None)
        self._thread.join(timeout=_STOP_WITHIN_SECONDS)

    def _work(self) -> None:
        while True:
            try:
                job = self._waiting.get(timeout=_LOOK_EVERY_SECONDS)
            except Empty:
                for request in waiting_in(inbox(self._database.path)):
                    self._run(Job(request))
                continue
            if job is None:
                return
            self._run(job)

    def _run(self, job: Job) -> None:
        try:
            job.report = import_file(self._database, job.request, progress=job.tell)
        except Refused as refusal:
            job.refusal = str(refusal)
        except Exception as error:  # a thread that dies would stop every later import
            job.refusal = (
                f"{job.request.file} could not be loaded ({type(error).__name__}); "
                "nothing was changed."
            )
        finally:
            job.request.path.unlink(missing_ok=True)
            job.request.path.with_name(job.request.path.name + _ORDER).unlink(missing_ok=True)
            job.finished.set()


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
    place = len(list(folder.iterdir()))
    ending = "".join(request.path.suffixes[-2:])
    copy = folder / f"{stamp}-{place:04d}{ending}"
    shutil.copyfile(request.path, copy)
    order = {
        "name": request.file,
        "received_at": request.received_at.isoformat(),
        "source": request.source,
        "sheet": request.sheet,
        "dates": request.dates,
        "decimal": request.decimal,
        "fields": request.fields,
        "who": request.who,
    }
    partial = folder / f"{copy.name}.partial"
    partial.write_text(json.dumps(order, ensure_ascii=False), encoding="utf-8")
    partial.replace(folder / f"{copy.name}{_ORDER}")


def waiting_in(folder: Path) -> list[Request]:
    """The files handed in, the oldest first."""
    requests = []
    for order in sorted(folder.glob(f"*{_ORDER}")) if folder.is_dir() else []:
        said = json.loads(order.read_text(encoding="utf-8"))
        said["received_at"] = datetime.fromisoformat(said["received_at"])
        requests.append(Request(path=order.with_name(order.name.removesuffix(_ORDER)), **said))
    return requests
