"""Asking and acting: ``show``, ``contacts`` and ``backtest``."""

import argparse

import pandas as pd

from retention.commands import common
from retention.commands.common import add, database_of, pair, say, write, write_table
from retention.errors import Refused
from retention.store import Database, Filters

_FILTERS = ("category", "channel", "own", "salesperson", "segment", "store")
_MOST_NAMED = 5


def describe(commands) -> None:
    table = common.table_options()
    view = argparse.ArgumentParser(add_help=False, parents=[table])
    view.add_argument("--as-of", type=common.day, metavar="DATE", help="as known on that day")
    view.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")

    each = add(commands, "show", show, [view], "show a measure as a table; alone, list them")
    each.add_argument("measure", nargs="?")
    each = add(commands, "contacts", _contacts, [view], "whom to contact today")
    each.add_argument("--top", type=common.count, default=None, metavar="N")
    each.add_argument(
        "--channel", choices=("email", "phone"), help="those who agreed to be reached this way"
    )
    each.add_argument(
        "--agreed",
        action="store_true",
        help="you know that those agreed, too, who never said yes or no; a no stands",
    )
    each.add_argument(
        "--also-in-rhythm", action="store_true", help="also those who bought as usual"
    )
    each = add(commands, "backtest", _backtest, [table], "how well the risk score did on the past")
    each.add_argument("--seed", type=int, default=0)


def show(options) -> int:
    """The measure named, with those of its own options that ``options.rest`` holds."""
    from retention.measures.catalogue import CATALOGUE

    if options.measure is None:
        rows = [(name, measure.sentence) for name, measure in CATALOGUE.items()]
        return write_table(pd.DataFrame(rows, columns=["measure", "sentence"]), options)
    if options.measure not in CATALOGUE:
        raise Refused(f"There is no measure “{options.measure}”; there are {', '.join(CATALOGUE)}.")
    measure = CATALOGUE[options.measure]
    chosen = _measure_options(options.measure, measure, options.rest)
    filters = _filters(options)
    database = database_of(options)
    if database.as_of is None:
        return write_table(pd.DataFrame(), options)
    _refuse_unknown(database, filters)
    snapshot = database.snapshot(options.as_of, filters)
    return write_table(measure.function(snapshot, **chosen), options)


def _measure_options(name: str, measure, words: list[str]) -> dict:
    parser = argparse.ArgumentParser(prog=f"python -m retention show {name}", allow_abbrev=False)
    for option, (kind, default) in measure.options.items():
        parser.add_argument(f"--{option.replace('_', '-')}", type=kind, default=default)
    return vars(parser.parse_args(words))


def _contacts(options) -> int:
    from retention.actions import contacts

    filters = _filters(options)
    database = database_of(options)
    if database.as_of is None:
        return write_table(pd.DataFrame(), options)
    _refuse_unknown(database, filters)
    snapshot = database.snapshot(options.as_of, filters)
    asked = contacts.to_contact(contacts.today(snapshot), also_in_rhythm=options.also_in_rhythm)
    chosen = contacts.take(asked, channel=options.channel, agreed_only=not options.agreed)
    if options.channel and not options.agreed:
        left_out = len(contacts.take(asked, channel=options.channel)) - len(chosen)
        if left_out:
            say(f"{left_out} left out, who never said yes or no; --agreed says that they agreed.")
    return write_table(contacts.take(chosen, top=options.top), options)


def _backtest(options) -> int:
    from retention.models.backtest import backtest

    database = database_of(options)
    if database.as_of is None:
        raise Refused("There are no sales yet; import a sales export first.")
    result = backtest(database.snapshot(), seed=options.seed)
    if options.format == "json":
        return write(result.to_json().encode() + b"\n", options)
    say(result.gate.why)
    return write_table(result.table(), options)


def _filters(options) -> Filters:
    chosen: dict[str, tuple] = {}
    for text in options.where:
        name, value = pair(text, "--where")
        if name not in _FILTERS:
            raise Refused(
                f"There is no field “{name}” to filter by; there are {', '.join(_FILTERS)}."
            )
        chosen[name] = (*chosen.get(name, ()), value or "")
    return Filters(**chosen)


def _refuse_unknown(database: Database, filters: Filters) -> None:
    """A value that nothing has would leave an empty table, as if nobody had bought."""
    chosen = {field: getattr(filters, field) for field in _FILTERS}
    if not any(chosen.values()):
        return
    from retention.measures.filters import choices
    from retention.measures.segments import SEGMENTS

    known = choices(database.snapshot()).sort_values("lines", ascending=False, kind="stable")
    for field, values in chosen.items():
        names = list(known.loc[known["field"] == field, "value"])
        if field == "segment":
            names += [name for name in SEGMENTS if name not in names]
        for value in values:
            if value not in names:
                what = "segment of your own" if field == "own" else field
                raise Refused(f"There is no {what} “{value}”; {_named(field, names)}")


def _named(field: str, names: list[str]) -> str:
    if not names and field == "own":
        return "`own-segments --save` makes one."
    if not names:
        return f"the sales name no {field}."
    left = len(names) - _MOST_NAMED
    more = f" and {left} more" if left > 0 else ""
    verb = "is" if len(names) == 1 else "are"
    return f"there {verb} {', '.join(names[:_MOST_NAMED])}{more}."
