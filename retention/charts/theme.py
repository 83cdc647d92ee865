"""The look of every chart, from one set of tokens.

`PALETTES` holds the colours of the light and the dark theme; `.streamlit/config.toml` repeats the
same values for the screen around the charts, and a test compares the two. Marks take their colours
from Okabe and Ito's palette (2008), areas of quantity from cividis (Nuñez 2018): both can be told
apart by people with any common colour vision.

A chart function takes a documented table and returns `figure(...)`. The figure carries in
`layout.meta` what the screen needs around it: `title` (the finding), `subtitle` (definition, n,
as of), `kind`, `keys` and `fixed` (what each mark's customdata means, so that a click can be
resolved).
"""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from retention.formatting import Formats

SANS = '"Source Sans", "Source Sans 3", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'
SERIF = '"Source Serif", "Source Serif 4", Georgia, Cambria, serif'

SIZE = {"tiny": 11, "small": 12, "body": 13, "label": 14, "title": 20}
"""One type scale, in pixels."""

SMALL_GROUP = 20
"""Below this many members a rate is greyed."""


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, by what they do."""

    paper: str  # the page
    panel: str  # sidebar, cards, hover labels
    ink: str  # text that is read
    quiet: str  # text that is glanced at, ≥ 4.5:1 on paper
    line: str  # grid and borders
    accent: str  # the one accent: what the eye should land on
    context: str  # marks that only give the scale
    gain: str  # comes in; always with a sign or a side beside it
    loss: str  # goes out
    wash: str  # interval bands
    series: tuple[str, ...]


PALETTES = {
    "light": Palette(
        paper="#FCFBF8",
        panel="#F4F1EA",
        ink="#1B2430",
        quiet="#5B6573",
        line="#E4DFD4",
        accent="#0072B2",
        context="#A9B0B8",
        gain="#0072B2",
        loss="#D55E00",
        wash="rgba(0,114,178,0.14)",
        series=("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#5B6573"),
    ),
    "dark": Palette(
        paper="#12161C",
        panel="#191F27",
        ink="#E9ECEF",
        quiet="#9EA8B4",
        line="#2B333D",
        accent="#56B4E9",
        context="#5E6873",
        gain="#56B4E9",
        loss="#E69F00",
        wash="rgba(86,180,233,0.18)",
        series=("#56B4E9", "#E69F00", "#2DB892", "#CC79A7", "#F0E442", "#7FA6D9", "#9EA8B4"),
    ),
}


def palette(theme: str = "light") -> Palette:
    """The colours of 'light' or 'dark'; any other name is light."""
    return PALETTES.get(theme, PALETTES["light"])


@lru_cache(maxsize=2)
def scale(theme: str = "light") -> list[list]:
    """Cividis such that more always stands out more from the page: dark blue on light paper,
    yellow on dark. The near end is softened towards the page."""
    colours = palette(theme)
    steps = [i / 10 for i in range(11)]
    raw = sample_colorscale("cividis", [1 - s for s in steps] if theme == "light" else steps)
    softened = [
        mixed(colour, colours.paper, 0.85 * (1 - s) ** 1.5)
        for s, colour in zip(steps, raw, strict=True)
    ]
    return [[s, colour] for s, colour in zip(steps, softened, strict=True)]


def shade(share: float, theme: str = "light") -> str:
    """The colour of a quantity at `share` (0–1) of the scale."""
    return sample_colorscale(scale(theme), [min(max(share, 0.0), 1.0)])[0]


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour ('#rrggbb' or 'rgb(…)'); at least
    4.5:1 on any colour (WCAG 2 relative luminance; the two meet at 0.179)."""
    return "#000000" if _luminance(colour) > 0.179 else "#FFFFFF"


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
    **layout,
) -> go.Figure:
    """A figure in the house look.

    `title` is the finding, `subtitle` the definition, n and as-of date. `kind` and `keys` say what
    a click on a mark means: the mark's customdata begins with the values of `keys`, in order;
    `fixed` are values that hold for every mark, such as the grain.
    """
    drawn = go.Figure(data=list(traces))
    drawn.update_layout(
        template=template(theme),
        title={"text": wrapped(title, 70), "subtitle": {"text": wrapped(subtitle, 110)}},
        height=height,
        separators=(formats or Formats()).separators,
        meta={
            "title": title,
            "subtitle": subtitle,
            "kind": kind,
            "keys": list(keys),
            "fixed": fixed or {},
        },
        margin={"t": 84 + 24 * (len(title) // 70)},
    )
    drawn.update_layout(**layout)
    return drawn


def subtitle(
    definition: str,
    *,
    n: int | None = None,
    as_of=None,
    unit: str = "customer",
    formats: Formats | None = None,
) -> str:
    """'definition · n = 312 customers · as of 31 Oct 2026'."""
    formats = formats or Formats()
    parts = [definition]
    if n is not None:
        parts.append(f"n = {formats.count(n, unit)}")
    if as_of is not None:
        parts.append(f"as of {formats.day(as_of)}")
    return " · ".join(parts)


def unit(drawn: go.Figure, text: str, row: int | None = None) -> go.Figure:
    """Write the unit of the y axis level above it, where it is read, not turned on its side."""
    axis = "" if row in (None, 1) else str(row)
    drawn.add_annotation(
        text=escaped(text),
        xref="paper",
        yref=f"y{axis} domain",
        x=0,
        y=1,
        yshift=18,
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


@lru_cache(maxsize=64)
def readable(colour: str, theme: str = "light") -> str:
    """The colour drawn towards the ink until text in it reads well on paper (4.5:1, WCAG 2 AA):
    marks may be lighter than words."""
    colours = palette(theme)
    for step in range(11):
        darker = mixed(colour, colours.ink, step / 10)
        if contrast(darker, colours.paper) >= 4.5:
            break
    return darker


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, 1–21 (WCAG 2)."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


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


@lru_cache(maxsize=2)
def template(theme: str = "light") -> go.layout.Template:
    """The Plotly template of a theme."""
    colours = palette(theme)
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "automargin": True,
        "fixedrange": True,
        "title": {"font": {"size": SIZE["small"]}, "standoff": 10},
        "tickfont": {"size": SIZE["small"], "color": colours.quiet},
    }
    layout = {
        "font": {"family": SANS, "size": SIZE["body"], "color": colours.quiet},
        "title": {
            "font": {"family": SERIF, "size": SIZE["title"], "color": colours.ink, "weight": 600},
            "subtitle": {"font": {"family": SANS, "size": SIZE["body"], "color": colours.quiet}},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "pad": {"l": 4},
            "y": 1,
            "yref": "container",
            "yanchor": "top",
        },
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(colours.series),
        "margin": {"l": 8, "r": 16, "t": 84, "b": 36},
        "xaxis": axis,
        "yaxis": {**axis, "showgrid": True, "tickformat": ","},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "clickmode": "event+select",
        "bargap": 0.28,
        "hoverlabel": {
            "bgcolor": colours.panel,
            "bordercolor": colours.line,
            "align": "left",
            "font": {"family": SANS, "size": SIZE["body"], "color": colours.ink},
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": SIZE["small"]},
            "itemclick": False,
            "itemdoubleclick": False,
        },
    }
    return go.layout.Template(
        layout=layout,
        data={
            "bar": [
                {
                    "marker": {"line": {"width": 0}, "cornerradius": 2},
                    "unselected": {"marker": {"opacity": 0.45}},
                }
            ],
            "scatter": [{"unselected": {"marker": {"opacity": 0.45}}}],
        },
    )


def _channels(colour: str) -> tuple[float, float, float]:
    if colour.startswith("#"):
        return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return tuple(float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0–1) of `other` in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    red, green, blue = (round(a * (1 - share) + b * share) for a, b in pairs)
    return f"rgb({red},{green},{blue})"


def _luminance(colour: str) -> float:
    def linear(value: float) -> float:
        value /= 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
