"""Who is who: the numbers that look like one person."""

import pandas as pd

from retention.commands.common import add, database_of, moment, say, table_options, write_table
from retention.formatting import Formats

_COLUMNS = ["group", "customer", "name", "shares", "value", "orders", "look_first"]
_WHO = "command line"


def describe(commands) -> None:
    each = add(commands, "merges", _merges, [table_options()], "customers who may be one person")
    what = each.add_mutually_exclusive_group()
    what.add_argument("--accept", nargs="+", metavar="GROUP", help="merge them; or say: all")
    what.add_argument("--accepted", action="store_true", help="list what was merged")
    what.add_argument("--undo", nargs="+", metavar="GROUP", help="take it back; or say: all")


def _merges(options) -> int:
    database = database_of(options)
    if database.as_of is None:
        return write_table(pd.DataFrame(columns=_COLUMNS), options)
    if options.accept:
        return _accept(database, options.accept)
    if options.undo:
        return _undo(database, options.undo)
    return _list(database.snapshot(), options)


def _list(snapshot, options) -> int:
    from retention.measures import identities
    from retention.measures.sentences import identities as sentences

    if options.accepted:
        return write_table(identities.accepted(snapshot), options)
    proposals = identities.proposals(snapshot)
    formats = Formats(snapshot.settings.locale, snapshot.settings.currency)
    for sentence in (
        sentences.proposed(identities.effect(snapshot), formats),
        sentences.to_look_at(proposals, formats),
        sentences.passed_over(identities.passed_over(snapshot), formats),
    ):
        if sentence:
            say(sentence)
    return write_table(proposals[_COLUMNS], options)


def _accept(database, groups: list[str]) -> int:
    from retention.measures import identities
    from retention.store import merges

    accepted = identities.chosen(identities.proposals(database.snapshot()), groups)
    if accepted:
        merges.accept(database, accepted, who=_WHO, at=moment())
    customers = sum(1 + len(others) for _, others in accepted)
    say(f"{customers} customers are {len(accepted)} now.")
    return 0


def _undo(database, groups: list[str]) -> int:
    from retention.measures.identities import ALL
    from retention.store import merges

    if groups == [ALL]:
        groups = merges.held(database).persons()
    if groups:
        merges.undo(database, groups, who=_WHO, at=moment())
    say(f"Taken back: {len(groups)} merged customers.")
    return 0
