"""How a test uploads files on the page Data: choosing, pressing, waiting for the outcome."""

from pathlib import Path

from pages.shared import uploads
from tests.pages.conftest import texts

SALES = b"order;date;customer;amount\n1;03.05.2024;anna;10,50\n2;31.05.2024;bert;7,00\n"


def upload(app, content: bytes, name: str = "may.csv"):
    return upload_all(app, {name: content})


def upload_all(app, files: dict[str, bytes]):
    told = [(name, content, "text/csv") for name, content in files.items()]
    app.file_uploader[0].set_value(told).run()
    assert not app.exception, app.exception
    return app


def waiting_on_disk() -> list[Path]:
    """Every copy of an upload that nobody has deleted yet."""
    return [each for each in Path(uploads._folder().name).rglob("*") if each.is_file()]


def copy_of(app) -> Path:
    """The only file waiting."""
    ((file,),) = app.session_state["_upload_copies"].values()
    return file.path


def press(app, label: str):
    button = next(each for each in app.button if each.label.replace("\\", "").startswith(label))
    button.click().run()
    return app


def finished(app):
    """Wait for the imports under way and draw the page again."""
    assert all(job.finished.wait(60) for job in app.session_state["_import_jobs"])
    app.run()
    assert not app.exception, app.exception
    return texts(app).replace("\\", "")
