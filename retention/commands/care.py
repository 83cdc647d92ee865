"""Care of the data: the uploads, taking one back, building anew, checking."""

from pathlib import Path

import pandas as pd

from retention.commands.common import add, database_of, moment, path_of, say, write_table
from retention.commands.common import shared_options as shared
from retention.commands.common import table_options as table


def describe(commands) -> None:
    add(commands, "batches", _batches, [table()], "list the uploads")
    each = add(
        commands, "rejects", _rejects, [table()], "the rows of an upload that were not taken"
    )
    each.add_argument("batch", type=int)
    each = add(commands, "undo", _undo, [table()], "take an upload back")
    each.add_argument("batch", type=int)
    each.add_argument("--dry-run", action="store_true", help="only list what would change")
    add(commands, "rebuild", _rebuild, [shared()], "build the database anew from its archive")
    each = add(commands, "backup", _backup, [shared()], "write everything into one file")
    each.add_argument("file", type=Path, metavar="FILE")
    each = add(commands, "restore", _restore, [shared()], "make the database of a backup")
    each.add_argument("file", type=Path, metavar="FILE")
    each.add_argument(
        "--replace", action="store_true", help="keep the present database aside and take its place"
    )
    add(commands, "check", _check, [table()], "verify that everything adds up")


def _batches(options) -> int:
    from retention.measures import quality

    return write_table(quality.listed(database_of(options)), options)


def _rejects(options) -> int:
    from retention.store import batches

    header, rows = batches.rejects(database_of(options), options.batch)
    return write_table(pd.DataFrame(rows, columns=header), options)


def _undo(options) -> int:
    from retention.ingest.undoing import preview_undo, undo

    if options.dry_run:
        return write_table(preview_undo(database_of(options), options.batch), options)
    later = undo(database_of(options), options.batch)
    again = f"; loaded again after it: {', '.join(map(str, later))}" if later else ""
    say(f"Batch {options.batch} is undone{again}.")
    return 0


def _rebuild(options) -> int:
    from retention.ingest.undoing import rebuild
    from retention.measures.sentences import uploads

    database = database_of(options, create=True)
    count = rebuild(database)
    say(f"Built anew from {count} uploads.")
    if missing := database.archive.missing():
        say(uploads.without_records(missing))
    return 0


def _backup(options) -> int:
    from retention.store.backup import backup

    count = backup(database_of(options), options.file, made_at=moment())
    say(f"{options.file} holds everything: {count} files.")
    return 0


def _restore(options) -> int:
    from retention.ingest.restoring import restore

    done = restore(path_of(options), options.file, replace=options.replace, restored_at=moment())
    say(f"{path_of(options)} is built anew from {done.uploads} uploads of {options.file}.")
    for sentence in done.differs:
        say(f"Not as it was, {sentence}.")
    if done.aside:
        say(f"What was there before is kept in {done.aside}.")
    return 0


def _breached(count: int) -> str:
    return "1 thing does not add up." if count == 1 else f"{count} things do not add up."


def _check(options) -> int:
    from retention.store.checking import findings

    breaches = findings(database_of(options))
    write_table(breaches, options)
    say("Everything adds up." if breaches.empty else _breached(len(breaches)))
    return 0 if breaches.empty else 1
