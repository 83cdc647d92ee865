"""Moves between segments in words, by hand."""

import pandas as pd

from retention.measures.sentences import movement
from tests.charts import tables
from tests.measures.sentences.rows import EURO

MOVES = tables.movement()


def test_who_moved_down_and_what_they_had_brought():
    assert movement.headline(MOVES, EURO) == (
        "40 customers moved down since 31 Jul 2026; they had brought €300 in the 12 months before"
    )
    short = MOVES.assign(since=pd.Timestamp("2026-01-05"))
    assert movement.headline(short, EURO).endswith("they had brought €300 since 5 Jan 2026")
    assert movement.headline(MOVES.assign(amount=0.0), EURO) == (
        "40 customers moved down since 31 Jul 2026"
    )
    assert movement.headline(MOVES.iloc[[0, 3]], EURO) == "Nobody has moved down since 31 Jul 2026"


def test_what_the_others_did():
    assert movement.others(MOVES, EURO) == (
        "1 moved up, 39 bought for the first time and 120 stayed about where they were."
    )
    assert movement.others(MOVES.iloc[[1]], EURO) == ""


def test_days_and_cut_points_are_said():
    assert movement.definition(MOVES, "frozen", EURO) == (
        "segments on 31 Jul 2026 and on 31 Oct 2026, both days by the cut points of 31 Jul 2026"
    )
    assert movement.definition(MOVES, "own", EURO).endswith("each day's own fifths")
    assert movement.not_the_same("own") == "" != movement.not_the_same("frozen")


def test_the_largest_move_and_what_is_folded():
    assert movement.matrix_title(MOVES, EURO) == (
        "The largest move down: 40 of 150 customers in Champions are now in At risk"
    )
    assert movement.matrix_title(MOVES.iloc[[0, 2]], EURO).startswith("The largest move up: 1 of")
    assert movement.matrix_title(MOVES.iloc[[0]], EURO) == (
        "Nobody moved from one segment to another"
    )
    assert "1 customer is in 1 such move" in movement.folded(MOVES, EURO)
    assert movement.folded(MOVES.iloc[[0]], EURO) == ""
