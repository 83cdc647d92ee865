"""One customer's purchases in time."""

from __future__ import annotations

from datetime import date

from retention.charts import customer
from tests.charts import tables
from tests.charts.tables import EURO


class TestTimeline:
    def test_returns_hang_below_and_the_expected_band_is_drawn(self):
        drawn = customer.timeline(
            tables.purchases(),
            title="t",
            as_of=date(2026, 3, 1),
            expected=(date(2026, 3, 5), date(2026, 4, 1)),
            formats=EURO,
        )
        dots = [trace for trace in drawn.data if trace.customdata is not None]
        assert list(dots[0].y) == [40, 60]
        assert list(dots[1].y) == [-15]
        assert [tuple(values) for values in dots[1].customdata] == [("2026-02-09", "return")]
        band = next(shape for shape in drawn.layout.shapes if shape.type == "rect")
        assert str(band.x0).startswith("2026-03-05")
        assert "data end 1 Mar 2026" in [note.text for note in drawn.layout.annotations]

    def test_words_over_near_days_stand_on_rows_of_their_own(self):
        def words(**days):
            drawn = customer.timeline(tables.purchases(), title="t", formats=EURO, **days)
            return {note.text: note for note in drawn.layout.annotations}, drawn

        near, drawn = words(as_of=date(2026, 3, 1), expected=(date(2026, 3, 2), date(2026, 3, 3)))
        rows = [near[text].yshift for text in ("next purchase expected", "data end 1 Mar 2026")]
        rows.append(near["amount of a day, EUR"].yshift)
        assert all(above - below >= 16 for below, above in zip(rows, rows[1:], strict=False))
        # the screen writes the title itself and keeps this room for the words
        assert rows[-1] + 12 <= 30 + drawn.layout.meta["above"]
        # at the right edge they point to the left, and the axis ends with what it shows
        assert near["next purchase expected"].xanchor == "right"
        assert str(drawn.layout.xaxis.range[1]) < "2026-03-10"
        early, _ = words(as_of=date(2026, 3, 1), expected=(date(2026, 3, 5), date(2028, 4, 1)))
        assert early["data end 1 Mar 2026"].xanchor == "left"
