"""Features at a cut-off: a world by hand, a slow walk, and nothing of the future in them."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention.errors import Refused
from retention.models.features import FEATURES, features, log_features, purchase_summary, span
from tests.models.simulated import START, shop, visits
from tests.worlds import world

H = 30
CUTOFF = date(2024, 4, 1)
VISITS = """
    anna 2024-01-01 10
    anna 2024-01-11 20
    anna 2024-03-12 40
    anna 2024-03-22 10
    anna 2024-04-20 10
    bert 2024-03-02 50
    cleo 2024-01-31 10
    dora 2024-02-10 10
    dora 2024-04-01 30
    dora 2024-04-02 10
    emil 2024-05-01 10
    zoe  2024-06-30 10
"""


def at(snapshot, cutoff=CUTOFF, **options):
    frame = features(snapshot, cutoff, H, **options)
    names = snapshot.ask("features/customers")
    return frame.merge(names, on="customer_key").set_index("customer").sort_index()


def test_a_world_by_hand():
    frame = at(world(VISITS, horizon_days=H).snapshot())
    # cleo's last purchase lies 61 days back, more than 2H; emil and zoe have not come yet.
    assert frame.index.tolist() == ["anna", "bert", "dora"]
    anna = frame.loc["anna"]
    assert anna[["orders", "days_since", "tenure_days"]].tolist() == [4, 10, 91]
    assert anna[["orders_h", "orders_before_h"]].tolist() == [2, 0]
    assert anna["mean_amount"] == 20
    assert anna["last_ratio"] == 0.5
    assert anna[["frequency", "recency"]].tolist() == [3, 81]
    assert anna["value"] == 25
    assert anna["overdue_ratio"] == pytest.approx(10 / anna["gap_days"])
    # Bought on the cut-off's own day: that is the past; the day after is the future.
    assert frame.loc["dora", ["orders", "days_since"]].tolist() == [2, 0]
    assert frame["churned"].to_dict() == {"anna": False, "bert": True, "dora": False}


def test_own_gap_is_the_one_shown_on_every_page():
    snapshot = world(VISITS, horizon_days=H).snapshot(as_of=CUTOFF)
    frame = at(snapshot, label=False)
    shown = snapshot.ask("customers/table").set_index("customer").loc[frame.index]
    for name in ("gap_days", "overdue_ratio", "days_since"):
        assert frame[name].tolist() == pytest.approx(shown[name].tolist())
    assert frame["value"].tolist() == pytest.approx((shown["amount_2h"] / 2).tolist())


def test_the_label_window_has_exactly_h_days():
    last = CUTOFF + timedelta(days=H)
    for day, churned in ((last, False), (last + timedelta(days=1), True)):
        text = f"anna 2024-03-20\nanna {day}\nzoe 2024-07-30"
        assert at(world(text, horizon_days=H).snapshot()).loc["anna", "churned"] == churned


def test_a_label_that_is_not_complete_is_refused():
    snapshot = world(VISITS, horizon_days=H).snapshot(as_of=CUTOFF + timedelta(days=H - 1))
    with pytest.raises(Refused, match="not known yet"):
        features(snapshot, CUTOFF, H)
    assert "churned" not in features(snapshot, CUTOFF, H, label=False)


def test_a_later_return_is_not_known_at_the_cutoff():
    text = "anna 2024-03-20 10\nanna 2024-03-25 40\nzoe 2024-06-30"
    returned = text + "\nanna 2024-04-05 -40"
    before = at(world(text, horizon_days=H).snapshot()).loc["anna"]
    after = at(world(returned, horizon_days=H).snapshot()).loc["anna"]
    assert before.tolist() == after.tolist()
    later = at(world(returned, horizon_days=H).snapshot(), CUTOFF + timedelta(days=5)).loc["anna"]
    assert later["orders"] == 1


def test_a_purchase_returned_within_the_window_is_no_purchase():
    text = "anna 2024-03-20\nanna 2024-04-05 40\nanna 2024-04-10 -40\nzoe 2024-06-30"
    assert at(world(text, horizon_days=H).snapshot()).loc["anna", "churned"]


@given(seed=st.integers(0, 10_000), cutoff=st.integers(60, 160))
@settings(max_examples=4, deadline=None)
def test_rows_after_the_cutoff_change_no_feature(seed, cutoff):
    rows = visits(25, days=200, seed=seed)
    day = START.date() + timedelta(days=cutoff)
    past = rows[rows["day"] <= cutoff]
    whole = shop(rows, horizon_days=H).snapshot()
    half = shop(past, horizon_days=H).snapshot()
    full, short = (
        at(snapshot, day, label=False).drop(columns="customer_key") for snapshot in (whole, half)
    )
    pd.testing.assert_frame_equal(full.sort_index(), short.sort_index())


def slow_customer(rows, cutoff, pooled):
    """One customer's features, walked through purchase by purchase."""
    mu, within, k = pooled
    days = rows.groupby("day")["amount"].sum()
    gaps = np.log(np.diff(days.index))
    n, since = len(gaps), cutoff - days.index[-1]
    gap = np.exp((gaps.sum() + k * mu) / (n + k))
    squares = ((gaps - gaps.mean()) ** 2).sum() if n else 0
    spread = np.sqrt((squares + k * within) / (n - 1 + k)) if n >= 2 else np.sqrt(within)
    mean = days.mean()
    return [
        len(days),
        since,
        cutoff - days.index[0],
        gap,
        since / gap,
        spread,
        sum(cutoff - H < day <= cutoff for day in days.index),
        sum(cutoff - 2 * H < day <= cutoff - H for day in days.index),
        mean,
        days.iloc[-1] / mean,
    ]


def pooled_gaps(rows):
    """mu, the variance within customers, and k = within / between of a one-way layout."""
    logs = [np.log(np.diff(sorted(set(days)))) for _, days in rows.groupby("customer")["day"]]
    logs = [each for each in logs if len(each)]
    every, sizes = np.concatenate(logs), np.array([len(each) for each in logs])
    within = sum(((each - each.mean()) ** 2).sum() for each in logs) / (len(every) - len(logs))
    means = np.array([each.mean() for each in logs])
    between_ms = (sizes * (means - every.mean()) ** 2).sum() / (len(logs) - 1)
    size = (len(every) - (sizes**2).sum() / len(every)) / (len(logs) - 1)
    between = (between_ms - within) / size
    k = np.clip(within / between, 0.1, 50) if between > 0 else 3
    return every.mean(), max(within, 0.01), k


@given(seed=st.integers(0, 10_000))
@settings(max_examples=4, deadline=None)
def test_sql_equals_the_slow_walk(seed):
    rows = visits(30, days=200, seed=seed)
    rows["amount"] = rows["amount"].round(2)
    cutoff = 150
    past = rows[rows["day"] <= cutoff]
    frame = at(
        shop(rows, horizon_days=H).snapshot(), START.date() + timedelta(days=cutoff), label=False
    )
    pooled = pooled_gaps(past)
    slow = {
        f"c{customer}": slow_customer(own, cutoff, pooled)
        for customer, own in past.groupby("customer")
        if own["day"].max() > cutoff - 2 * H
    }
    assert sorted(frame.index) == sorted(slow)
    for customer, expected in slow.items():
        assert frame.loc[customer, list(FEATURES)].tolist() == pytest.approx(expected, rel=1e-6)


def test_logs_are_finite_in_the_order_of_the_features():
    frame = at(world(VISITS, horizon_days=H).snapshot())
    logs = log_features(frame)
    assert logs.shape == (3, 10)
    assert np.isfinite(logs).all()
    assert logs[0, FEATURES.index("mean_amount")] == pytest.approx(np.log(20))
    assert logs[0, FEATURES.index("orders_h")] == pytest.approx(np.log(3))


def test_summary_counts_everybody_once():
    snapshot = world(VISITS, horizon_days=H).snapshot()
    summary = purchase_summary(snapshot, CUTOFF)
    assert summary["customers"].sum() == 4
    assert summary.query("frequency == 3")[["recency", "age"]].to_numpy().tolist() == [[81, 91]]


def test_span_and_its_refusal_where_no_sale_names_a_customer():
    assert span(world(VISITS).snapshot()) == (date(2024, 1, 1), 6)
    with pytest.raises(Refused, match="No sale names its customer"):
        span(world("- 2024-01-01").snapshot())


def test_one_in_three_keeps_the_same_third_at_every_cutoff():
    snapshot = shop(visits(60, days=200, seed=1), horizon_days=H).snapshot()
    days = [START.date() + timedelta(days=each) for each in (120, 150)]
    for day in days:
        kept = features(snapshot, day, H, one_in=3)["customer_key"]
        everybody = features(snapshot, day, H)["customer_key"]
        assert sorted(kept) == sorted(key for key in everybody if key % 3 == 0)
