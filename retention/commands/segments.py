"""Segments of one's own: listed, saved, removed."""

from retention.commands.common import add, database_of, moment, table_options, write_table
from retention.errors import Refused

_WHO = "command line"


def describe(commands) -> None:
    each = add(commands, "own-segments", _own_segments, [table_options()], "segments of your own")
    what = each.add_mutually_exclusive_group()
    what.add_argument("--save", metavar="NAME", help="save one; it is made of --when")
    what.add_argument("--remove", metavar="NAME", help="forget one")
    each.add_argument(
        "--when", nargs=3, action="append", default=[], metavar=("FIELD", "IS", "VALUE"),
        help="a condition such as orders “at least” 3; all of them hold",
    )  # fmt: skip


def _own_segments(options) -> int:
    from retention.store import own_segments

    database = database_of(options)
    if options.when and not options.save:
        raise Refused("Conditions make a segment: give it a name with --save NAME.")
    if options.save:
        conditions = [own_segments.condition(*each) for each in options.when]
        own_segments.save(database, options.save, conditions, who=_WHO, at=moment())
    if options.remove:
        own_segments.remove(database, options.remove, who=_WHO, at=moment())
    return write_table(own_segments.held(database), options)
