"""The lines of the groups and the difference of two, mark by mark."""

from __future__ import annotations

import pytest

from retention.charts import cohort_groups, cohort_lines, cohorts, theme
from tests.charts import tables
from tests.charts.tables import EURO


class TestGroups:
    def draw(self, **options):
        return cohort_groups.groups(tables.groups(), title="t", subtitle="s", **options)

    def test_the_largest_are_drawn_and_who_is_not_told_comes_last(self):
        # of the fax ten customers are too few
        assert cohort_groups.drawn_groups(tables.groups()) == ["web", "shop", ""]
        drawn = self.draw()
        assert [line.customdata[0][0] for line in drawn.data] == ["web", "shop", ""]
        assert drawn.layout.meta["subtitle"] == "s · largest 3 of 4 groups"

    def test_a_point_of_few_or_of_the_oldest_alone_is_left_out(self):
        # web's period 2 has 19 customers; of the untold 30 of 200 are under a fifth
        assert [list(line.x) for line in self.draw().data] == [[1], [1, 2], [1]]

    def test_each_line_is_named_apart_from_the_others(self):
        drawn = self.draw(names={"web": "<b>Web</b>"})
        named = {each.text: each.y for each in drawn.layout.annotations if each.xshift == 8}
        assert set(named) == {"&lt;b&gt;Web&lt;/b&gt;", "shop", "not told"}
        heights = sorted(named.values())
        top = drawn.layout.yaxis.range[1]
        room = top * cohort_groups._ROOM / cohort_groups._HEIGHT
        assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) >= room - 1e-9
        assert heights[0] >= 0 and heights[-1] <= top

    def test_names_that_end_together_are_set_apart_below_the_top(self):
        placed = cohort_groups._apart({"a": 1.0, "b": 1.0, "c": 0.99}, 1.0)
        room = 17 / 400
        assert placed == pytest.approx({"c": 1 - 2 * room, "a": 1 - room, "b": 1})

    def test_the_hover_says_it_in_words(self):
        assert self.draw(formats=EURO).data[1].hovertext[0] == (
            "<b>40.0%</b> in month 1<br>began with shop<br>20 of 50 customers bought"
            "<br>95% interval 26–54%"
        )


class TestDifference:
    def draw(self):
        return cohort_groups.difference(tables.contrast(), title="t")

    def test_what_chance_may_make_is_grey_and_few_are_left_out(self):
        may, told = self.draw().data
        assert (list(may.x), list(told.x)) == ([2], [1])
        assert told.y[0] == pytest.approx(20)
        assert told.marker.color == theme.palette().accent
        assert may.marker.color == theme.palette().context

    def test_the_hover_names_both_sides(self):
        assert self.draw().data[1].hovertext[0] == (
            "<b>+20.0 points</b> in month 1<br>50.0% of 50 less 30.0% of 60"
            "<br>95% interval +5.0 to +33.0 points"
        )


class TestPurchases:
    """Counted in purchases, a cell is not a share."""

    table = tables.triangle().assign(orders=lambda each: (each["retention"] * 200).astype(int))

    def test_a_cell_says_how_many_by_a_hundred(self):
        observed, _ = cohorts.triangle(self.table, title="t", formats=EURO).data
        assert observed.text[1] == "40"
        assert observed.hovertext[1] == (
            "<b>40 purchases per 100 customers</b> in month 1 after the first<br>40 of 100 "
            "customers who first bought in Jan 2026<br>80 purchases in that month"
            "<br>95% interval 30–50"
        )

    def test_the_lines_are_drawn_by_a_hundred(self):
        drawn = cohort_lines.curves(self.table, title="t")
        assert list(drawn.data[0].y) == [40, 0]
        assert drawn.layout.yaxis.tickformat == ",.0f"
        assert "purchases per 100 customers" in [each.text for each in drawn.layout.annotations]
