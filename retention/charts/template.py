"""The type and the frame of every chart: Plotly's template of a theme."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go

from retention.charts.colours import palette

SANS = '"Source Sans", "Source Sans 3", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'
SERIF = '"Source Serif", "Source Serif 4", Georgia, Cambria, serif'

SIZE = {"tiny": 11, "small": 12, "body": 13, "label": 14, "title": 20}
"""One type scale, in pixels."""


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
