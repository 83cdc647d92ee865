"""Who leaves next, and how sure are we? What the model said against what happened."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.bands import whiskers
from retention.formatting import Formats, missing

NAMES = {
    "blend": "Our model",
    "logistic": "Ten facts, weighed",
    "mbg_nbd": "Buying pace alone",
    "recency": "Days since last purchase",
    "overdue_ratio": "Days since last ÷ usual gap",
    "rfm": "Points: recency, orders, spend",
    "hist_gradient_boosting": "Learning machine 1",
    "random_forest": "Learning machine 2",
    "base_rate": "Same risk for all",
}
"""How models are called on screen; other names are shown as they are."""


def calibration(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Groups of like risk, of 100 customers each: a bar for how many left, with its 95 % interval,
    and a line across it for how many were expected to. Groups under 20 customers are greyed.

    `table`: predicted, observed (shares), n, low, high (of observed). Selection: none.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    drawn = look.figure(
        title=title, subtitle=subtitle, theme=theme, formats=formats, height=400, bargap=0.3
    )
    rows = table.sort_values("predicted").reset_index(drop=True)
    of_100, expected = 100 * rows["observed"], 100 * rows["predicted"]
    enough = rows["n"] >= look.SMALL_GROUP
    hover = {
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hovertext": [_group_hover(row, formats) for row in rows.itertuples()],
    }
    drawn.add_bar(
        x=list(rows.index),
        y=of_100,
        **hover,
        marker={
            "color": [colours.accent if each else colours.context for each in enough],
            "opacity": 0.55,
        },
        error_y=whiskers(of_100, 100 * rows["low"], 100 * rows["high"], colours.quiet),
    )
    for place, value in enumerate(expected):
        drawn.add_scatter(
            x=[place - 0.42, place + 0.42],
            y=[value, value],
            mode="lines",
            line={"color": colours.ink, "width": 3},
            hoverinfo="skip",
        )
    if len(rows):
        look.label(
            drawn,
            0,
            1,
            "▬ said   ▮ happened   │ 95% interval",
            colours.quiet,
            theme,
            xref="paper",
            yref="paper",
            xshift=0,
            yshift=-8,
        )
    drawn.update_xaxes(
        tickvals=list(rows.index),
        title="of 100 customers in the group, it said so many would stay away",
        ticktext=[formats.number(value) for value in expected],
        tickfont={"size": look.SIZE["body"], "color": colours.ink},
    )
    drawn.update_yaxes(range=[0, 104], tickvals=[0, 25, 50, 75, 100])
    return look.unit(drawn, "of 100 customers")


def _group_hover(row, formats: Formats) -> str:
    said, did = formats.number(100 * row.predicted), formats.number(100 * row.observed)
    text = (
        f"of 100 it said <b>{said}</b> would stay away, <b>{did}</b> did<br>"
        f"{formats.count(row.n, 'customer')}, 95% interval "
        f"{formats.share_interval(row.low, row.high)}"
    )
    return text + ("<br>too few to say" if row.n < look.SMALL_GROUP else "")


def lift(
    table: pd.DataFrame,
    *,
    best: str = "blend",
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """How many of the leavers are among the first x % contacted, by model; the dashed line is
    picking at random.

    `table`: model, share_contacted, captured (shares). `best` is drawn in the accent. Selection:
    none.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    drawn = look.figure(title=title, subtitle=subtitle, theme=theme, formats=formats, height=420)
    drawn.add_scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        hoverinfo="skip",
        name="At random",
        line={"color": colours.context, "width": 1.4, "dash": "dash"},
    )
    others = [name for name in table["model"].unique() if name != best]
    for place, name in enumerate([*others, best] if best in set(table["model"]) else others):
        line = table[table["model"] == name].sort_values("share_contacted")
        mine = name == best
        colour = colours.accent if mine else colours.series[1 + place % 5]
        drawn.add_scatter(
            x=line["share_contacted"],
            y=line["captured"],
            mode="lines",
            name=model_name(name),
            line={"color": colour, "width": 3 if mine else 1.5},
            opacity=1 if mine else 0.85,
            hovertext=[_lift_hover(name, row, formats) for row in line.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    drawn.update_xaxes(range=[0, 1], tickformat=".0%", title="customers contacted, riskiest first")
    drawn.update_yaxes(range=[0, 1.02], tickformat=".0%")
    drawn.update_layout(
        showlegend=True,
        legend={
            "x": 0.99,
            "y": 0.03,
            "xanchor": "right",
            "yanchor": "bottom",
            "orientation": "v",
            "traceorder": "reversed",
        },
    )
    return look.unit(drawn, "leavers among them")


def comparators(
    table: pd.DataFrame,
    *,
    best: str = "blend",
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """How well each model ranks, the best on top: of 100 pairs of a leaver and a stayer, how many
    it puts the right way round (AUC × 100), as a dot with its interval; 50 is chance.

    `table`: model, auc, auc_low, auc_high. Selection: none.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table.sort_values("auc").reset_index(drop=True)
    middle, low, high = (100 * rows[name] for name in ("auc", "auc_low", "auc_high"))
    paint = [colours.accent if name == best else colours.context for name in rows["model"]]
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=150 + 34 * max(len(rows), 2),
    )
    for place, colour in enumerate(paint):
        drawn.add_scatter(
            x=[low[place], high[place]],
            y=[place] * 2,
            mode="lines",
            line={"color": colour, "width": 2.4},
            hoverinfo="skip",
        )
    drawn.add_scatter(
        x=middle,
        y=list(rows.index),
        mode="markers+text",
        marker={"color": paint, "size": 12},
        text=[formats.number(value, 1) for value in middle],
        textposition="top center",
        textfont={"color": colours.ink, "size": look.SIZE["small"]},
        hovertext=[_contest_hover(row, formats) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    drawn.add_vline(x=50, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    drawn.update_xaxes(
        range=[min([48, *low.dropna()]) - 1, max([60, *high.dropna()]) + 2],
        showgrid=True,
        title="of 100 pairs of a leaver and a stayer, so many the right way round; 50 is chance",
    )
    return drawn.update_yaxes(
        tickvals=list(rows.index),
        ticktext=[look.escaped(model_name(n)) for n in rows["model"]],
        showgrid=False,
        range=[-0.6, len(rows) - 0.3],
        tickfont={"size": look.SIZE["body"], "color": colours.ink},
    )


def _contest_hover(row, formats: Formats) -> str:
    return (
        f"<b>{look.escaped(model_name(row.model))}</b><br>of a leaver and a stayer it ranks "
        f"the right one first in {formats.share(row.auc, 1)} of pairs<br>95% interval "
        f"{formats.share_interval(row.auc_low, row.auc_high)}"
    )


def distribution(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """How many active customers stand at each risk; the riskier, the stronger the colour.

    `table`: low, high (edges of the risk band, shares), customers, and where known amount.
    Selection: kind 'risk_band', keys (low, high).
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=340,
        kind="risk_band",
        keys=("low", "high"),
        bargap=0.06,
    )
    middles = (table["low"] + table["high"]) / 2
    drawn.add_bar(
        x=middles,
        y=table["customers"],
        width=(table["high"] - table["low"]) * 0.94,
        marker={"color": [look.shade(0.15 + 0.85 * m, theme) for m in middles]},
        text=[formats.number(n) if n else "" for n in table["customers"]],
        textposition="outside",
        textfont={"color": colours.ink},
        cliponaxis=False,
        customdata=[(float(row.low), float(row.high)) for row in table.itertuples()],
        hovertext=[_band_hover(row, formats) for row in table.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    drawn.update_xaxes(tickformat=".0%", range=[0, 1], title="risk of staying away")
    return look.unit(drawn, "customers")


def model_name(name: str) -> str:
    """What a model is called on screen."""
    return NAMES.get(name, name)


def _lift_hover(name: str, row, formats: Formats) -> str:
    return (
        f"<b>{look.escaped(model_name(name))}</b><br>among the riskiest "
        f"{formats.share(row.share_contacted)} are "
        f"{formats.share(row.captured)} of the leavers"
    )


def _band_hover(row, formats: Formats) -> str:
    text = (
        f"<b>{formats.count(row.customers, 'customer')}</b> with a risk of "
        f"{formats.share_interval(row.low, row.high)}"
    )
    known = not missing(getattr(row, "amount", None))
    return text + (f"<br>{formats.money(row.amount)}" if known else "")
