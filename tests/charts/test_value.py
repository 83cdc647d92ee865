"""Value: bars that hang where the one before ended, lines that stop where few are left."""

from __future__ import annotations

import pytest

from retention.charts import bridge, comparisons, theme, value
from tests.charts import tables
from tests.charts.tables import EURO


def words(drawn) -> list[str]:
    return [each.text for each in drawn.layout.annotations]


class TestBridge:
    def test_each_bar_hangs_where_the_one_before_ended(self):
        bars = bridge.bridge(tables.bridge(), title="t").data[0]
        # before 0–100, new 100–130, more 130–135, less 115–135, lost 75–115, after 0–75
        assert list(bars.base) == [0, 100, 130, 115, 75, 0]
        assert list(bars.y) == [100, 30, 5, 20, 40, 75]

    def test_steps_of_nothing_are_left_out_and_losses_have_their_colour(self):
        bars = bridge.bridge(tables.bridge(), title="t").data[0]
        steps = [step for (step,) in bars.customdata]
        assert steps == ["before", "new", "expansion", "contraction", "lost", "after"]
        colours = dict(zip(steps, bars.marker.color, strict=True))
        assert colours["lost"] == colours["contraction"] == theme.palette().loss
        assert colours["new"] == theme.palette().gain

    def test_the_windows_stand_under_their_bars(self):
        bars = bridge.bridge(tables.bridge(), title="t", formats=EURO).data[0]
        assert bars.x[0] == "1 Jan 2024<br>to 31 Dec 2024"
        assert bars.text[1] == "<b>+€30.00</b>"


class TestCurve:
    def test_months_of_few_customers_are_left_out(self):
        lines = value.curve(tables.value_curve(), title="t").data
        assert [list(line.x) for line in lines] == [[0, 1, 2], [0, 1]]

    def test_one_group_has_its_interval_and_several_their_names(self):
        one = tables.value_curve().query("group == 'web'")
        assert len(value.curve(one, title="t").data) == 3
        drawn = value.curve(tables.value_curve(), title="t", formats=EURO)
        assert any(word.startswith("web €15") for word in words(drawn))

    def test_the_cost_of_winning_one_is_a_level(self):
        drawn = value.curve(tables.value_curve(), cac=12.0, title="t", formats=EURO)
        assert drawn.layout.shapes[0].y0 == 12.0
        assert "cost of winning one: €12.00" in words(drawn)


class TestGroups:
    def test_a_year_is_a_name_and_few_customers_are_pale(self):
        drawn = value.groups(tables.value_groups(), title="t", formats=EURO)
        assert list(drawn.layout.yaxis.ticktext) == ["&lt;b&gt;", "2023", "2024"]
        assert list(drawn.data[0].y) == [0, 1, 2]
        assert list(drawn.data[0].marker.opacity) == [0.4, 1, 1]
        assert {each.y for each in drawn.layout.annotations} == {0, 1, 2}


class TestWorth:
    def test_as_now_has_no_bar(self):
        bars = value.worth(tables.worth(), title="t", formats=EURO).data[0]
        assert list(bars.x) == ["1 point less<br>(4.0% a month)", "1 point more<br>(6.0% a month)"]
        assert bars.error_y.array[0] == pytest.approx(20)


class TestLeakBy:
    def test_only_what_is_certain_has_colour(self):
        drawn = comparisons.leak_by(tables.leak_by(), whole=0.53, title="t")
        dots = drawn.data[0]
        names = list(drawn.layout.yaxis.ticktext)
        colours = dict(zip(names, dots.marker.color, strict=True))
        palette = theme.palette()
        assert colours == {"2023": palette.loss, "2024": palette.gain, "x": palette.context}
        assert names[-1] == "2023"  # the leakiest on top
