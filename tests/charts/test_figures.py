"""What holds for every chart: both themes, an empty table, and what a click on a mark means."""

from __future__ import annotations

import json
from functools import partial

import pytest

from retention.charts import (
    bridge,
    causes,
    cohort_groups,
    cohort_lines,
    cohorts,
    comparisons,
    customer,
    ladder,
    leak,
    movement,
    overview,
    rhythm,
    risk,
    segments,
    theme,
    tiers,
    value,
)
from tests.charts import tables
from tests.charts.tables import EURO

ALL = {
    "triangle": (cohorts.triangle, tables.triangle),
    "curves": (cohort_lines.curves, tables.triangle),
    "pooled": (cohort_lines.pooled, tables.pooled),
    "groups": (cohort_groups.groups, tables.groups),
    "difference": (cohort_groups.difference, tables.contrast),
    "bucket": (overview.bucket, tables.bucket),
    "bucket_history": (overview.bucket_history, tables.bucket),
    "leak": (partial(leak.twelve_months, claims=tables.lost()), tables.leak),
    "statuses": (rhythm.statuses, tables.statuses),
    "ladder": (ladder.ladder, tables.ladder),
    "treemap": (segments.treemap, tables.segments),
    "rfm_grid": (segments.rfm_grid, tables.grid),
    "flows": (movement.flows, tables.movement),
    "moves": (movement.matrix, tables.movement),
    "tiers": (tiers.tiers, tables.tiers),
    "forest": (causes.forest, tables.drivers),
    "claims": (causes.claims, tables.claims),
    "calibration": (risk.calibration, tables.calibration),
    "lift": (risk.lift, tables.lift),
    "comparators": (risk.comparators, tables.comparators),
    "distribution": (risk.distribution, tables.distribution),
    "bridge": (bridge.bridge, tables.bridge),
    "value_curve": (value.curve, tables.value_curve),
    "value_groups": (value.groups, tables.value_groups),
    "worth": (value.worth, tables.worth),
    "leak_by": (partial(comparisons.leak_by, whole=0.5), tables.leak_by),
    "timeline": (customer.timeline, tables.purchases),
}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_chart_is_drawn_in_both_themes(name, look):
    chart, table = ALL[name]
    drawn = chart(table(), title="A finding", subtitle="what", theme=look, formats=EURO)
    layout = json.loads(drawn.to_json())["layout"]
    assert layout["meta"]["title"] == "A finding"
    assert layout["template"]["layout"]["font"]["color"] == theme.palette(look).quiet


@pytest.mark.parametrize("name", ALL)
def test_every_chart_takes_an_empty_table(name):
    chart, table = ALL[name]
    if name == "bucket":
        return  # a month that is not there has no bridge
    assert chart(table().head(0), title="Nothing yet").layout.meta["title"] == "Nothing yet"


@pytest.mark.parametrize("name", ALL)
def test_a_click_can_be_resolved_on_every_mark(name):
    chart, table = ALL[name]
    drawn = chart(table(), title="A finding")
    keys = drawn.layout.meta["keys"]
    clickable = [trace for trace in drawn.data if trace.customdata is not None]
    assert bool(keys) == bool(clickable)
    for trace in clickable:
        assert all(len(values) == len(keys) for values in trace.customdata)
        assert len(trace.customdata) == len(trace.x)
