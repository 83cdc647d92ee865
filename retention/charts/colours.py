"""The colours of every chart, and which of them can be read on which.

`PALETTES` holds the colours of the light and the dark theme; `.streamlit/config.toml` repeats the
same values for the screen around the charts, and a test compares the two. Marks take their colours
from Okabe and Ito's palette (2008), areas of quantity from cividis (Nuñez 2018): both can be told
apart by people with any common colour vision.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from plotly.colors import sample_colorscale


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


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0–1) of `other` in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    red, green, blue = (round(a * (1 - share) + b * share) for a, b in pairs)
    return f"rgb({red},{green},{blue})"


def _channels(colour: str) -> tuple[float, float, float]:
    if colour.startswith("#"):
        return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return tuple(float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])


def _luminance(colour: str) -> float:
    def linear(value: float) -> float:
        value /= 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
