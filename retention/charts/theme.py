"""The look of every chart: a chart takes its colours, its type and its figure from here.

A chart function takes a documented table and returns `figure(...)`. The figure carries in
`layout.meta` what the screen needs around it: `title` (the finding), `subtitle` (definition, n,
as of), `kind`, `keys` and `fixed` (what each mark's customdata means, so that a click can be
resolved), `above` (the room that words over the plot need).
"""

from __future__ import annotations

import html
import textwrap

import plotly.graph_objects as go

from retention.charts.colours import mixed, palette, readable, shade, text_on
from retention.charts.template import SIZE, template
from retention.formatting import Formats

__all__ = [
    "SIZE", "SMALL_GROUP", "escaped", "figure", "label", "mixed", "months", "palette", "readable",
    "shade", "shortened", "subtitle", "text_on", "unit",
]  # fmt: skip

SMALL_GROUP = 20
"""Below this many members a rate is greyed."""


def figure(
    *traces,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
    height: int = 380,
    kind: str | None = None,
    keys: tuple[str, ...] = (),
    fixed: dict | None = None,
    above: int = 0,
    **layout,
) -> go.Figure:
    """A figure in the house look.

    `title` is the finding, `subtitle` the definition, n and as-of date. `kind` and `keys` say what
    a click on a mark means: the mark's customdata begins with the values of `keys`, in order;
    `fixed` are values that hold for every mark, such as the grain. `above` is how many pixels the
    words over the plot need beyond one row of them.
    """
    drawn = go.Figure(data=list(traces))
    drawn.update_layout(
        template=template(theme),
        title={"text": wrapped(title, 70), "subtitle": {"text": wrapped(subtitle, 110)}},
        height=height + above,
        separators=(formats or Formats()).separators,
        meta={
            "title": title,
            "subtitle": subtitle,
            "kind": kind,
            "keys": list(keys),
            "fixed": fixed or {},
            "above": above,
        },
        margin={"t": 84 + 24 * (len(title) // 70) + above},
    )
    drawn.update_layout(**layout)
    return drawn


def subtitle(
    definition: str,
    *,
    n: int | None = None,
    as_of=None,
    unit: str = "customer",
    who: str = "",
    formats: Formats | None = None,
) -> str:
    """'definition · n = 312 customers · as of 31 Oct 2026'; `who` follows the customers, such as
    'with a purchase', where several counts of customers stand on the screen."""
    formats = formats or Formats()
    parts = [definition]
    if n is not None:
        parts.append(f"n = {formats.count(n, unit)} {who}".rstrip())
    if as_of is not None:
        parts.append(f"as of {formats.day(as_of)}")
    return " · ".join(parts)


def unit(drawn: go.Figure, text: str, row: int | None = None, *, above: int = 18) -> go.Figure:
    """Write the unit of the y axis level above it, where it is read, not turned on its side;
    ``above`` by so many pixels, more where other words stand over the plot."""
    axis = "" if row in (None, 1) else str(row)
    drawn.add_annotation(
        text=escaped(text),
        xref="paper",
        yref=f"y{axis} domain",
        x=0,
        y=1,
        yshift=above,
        xanchor="left",
        yanchor="middle",
        showarrow=False,
        font={"size": SIZE["small"]},
    )
    return drawn


def months(drawn: go.Figure, shown, right: int) -> go.Figure:
    """The x axis as months, from the first of `shown` to the last: without bounds the labels
    beside the last mark, in the `right` margin of so many pixels, push it on into empty months."""
    half = 16 * 24 * 3600 * 1000
    if len(shown):
        first, last = (each.timestamp() * 1000 for each in (min(shown), max(shown)))
        drawn.update_xaxes(range=[first - half, last + half])
    drawn.update_layout(margin_r=right)
    return drawn.update_xaxes(tickformat="%b\n%Y", nticks=12, tickangle=0, type="date")


def label(drawn: go.Figure, x, y, text: str, colour: str, theme: str, **placing) -> go.Figure:
    """A direct label beside a mark, in the mark's colour or near it."""
    drawn.add_annotation(
        **{
            "x": x,
            "y": y,
            "text": escaped(text),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 8,
            "font": {"color": readable(colour, theme), "size": SIZE["body"]},
            **placing,
        }
    )
    return drawn


def escaped(text) -> str:
    """Text from data as Plotly may show it: no tag of it is taken for markup."""
    return html.escape(str(text), quote=False)


def wrapped(text: str, width: int) -> str:
    """Escaped text broken into lines of about `width` characters."""
    return "<br>".join(escaped(line) for line in textwrap.wrap(text, width)) or ""


def shortened(text, width: int = 40) -> str:
    """Text from data cut to `width` characters, for labels that must not push a chart aside."""
    text = " ".join(str(text).split())
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
