"""Who leaves next, and how sure are we? What the model said against what happened."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.bands import whiskers
from retention.formatting import Formats

NAMES = {
    "blend": "Our model", "logistic": "Logistic", "mbg_nbd": "MBG/NBD",
    "recency": "Days since last",
    "overdue_ratio": "Overdue ratio", "overdue": "Overdue ratio", "rfm": "RFM",
    "boosting": "Boosting", "forest": "Random forest", "base_rate": "Same risk for all",
}
"""How models are called on screen; other names are shown as they are."""


def calibration(table: pd.DataFrame, *, title: str, subtitle: str = "", theme: str = "light",
                formats: Formats | None = None) -> go.Figure:
    """Groups of customers by what was predicted, against the share that left; on the diagonal the
    two agree. A dot is as large as its group.

    `table`: predicted, observed (shares), n, low, high (of observed). Selection: none.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    top = min(1.0, max([0.1, *table[["predicted", "high"]].max().dropna()]) * 1.05)
    largest = max(float(table["n"].max()), 1.0) if len(table) else 1.0
    drawn = look.figure(title=title, subtitle=subtitle, theme=theme, formats=formats, height=420)
    drawn.add_scatter(x=[0, top], y=[0, top], mode="lines", hoverinfo="skip",
                      line={"color": colours.context, "width": 1.4, "dash": "dash"})
    drawn.add_scatter(
        x=table["predicted"], y=table["observed"], mode="markers",
        marker={"color": colours.accent, "opacity": 1,
                "size": [7 + 13 * (n / largest) ** 0.5 for n in table["n"]]},
        error_y=whiskers(table["observed"], table["low"], table["high"], colours.accent),
        hovertext=[f"predicted <b>{formats.share(row.predicted, 1)}</b>, left "
                   f"<b>{formats.share(row.observed, 1)}</b><br>"
                   f"{formats.count(row.n, 'customer')}, 95 % interval "
                   f"{formats.share_interval(row.low, row.high)}" for row in table.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    look.label(drawn, top, top, "predicted = observed", colours.quiet, theme, xanchor="right",
               yanchor="top", xshift=-6, yshift=-14)
    drawn.update_xaxes(range=[0, top], tickformat=".0%", title="predicted risk")
    drawn.update_yaxes(range=[0, top * 1.02], tickformat=".0%")
    return look.unit(drawn, "share that left")


def lift(table: pd.DataFrame, *, best: str = "blend", title: str, subtitle: str = "",
         theme: str = "light", formats: Formats | None = None) -> go.Figure:
    """How many of the leavers are among the first x % contacted, by model; the dashed line is
    picking at random.

    `table`: model, share_contacted, captured (shares). `best` is drawn in the accent. Selection:
    none.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    drawn = look.figure(title=title, subtitle=subtitle, theme=theme, formats=formats, height=420)
    drawn.add_scatter(x=[0, 1], y=[0, 1], mode="lines", hoverinfo="skip", name="At random",
                      line={"color": colours.context, "width": 1.4, "dash": "dash"})
    others = [name for name in table["model"].unique() if name != best]
    for place, name in enumerate([*others, best] if best in set(table["model"]) else others):
        line = table[table["model"] == name].sort_values("share_contacted")
        mine = name == best
        colour = colours.accent if mine else colours.series[1 + place % 5]
        drawn.add_scatter(
            x=line["share_contacted"], y=line["captured"], mode="lines", name=model_name(name),
            line={"color": colour, "width": 3 if mine else 1.5}, opacity=1 if mine else 0.85,
            hovertext=[_lift_hover(name, row, formats) for row in line.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    drawn.update_xaxes(range=[0, 1], tickformat=".0%", title="customers contacted, riskiest first")
    drawn.update_yaxes(range=[0, 1.02], tickformat=".0%")
    drawn.update_layout(showlegend=True, legend={"x": 0.99, "y": 0.03, "xanchor": "right",
                                                 "yanchor": "bottom", "orientation": "v",
                                                 "traceorder": "reversed"})
    return look.unit(drawn, "leavers among them")


def comparators(table: pd.DataFrame, *, best: str = "blend", title: str, subtitle: str = "",
                theme: str = "light", formats: Formats | None = None) -> go.Figure:
    """How well each model ranks: AUC as a dot with its interval, the best on top; 0.5 is chance.

    `table`: model, auc, auc_low, auc_high. Selection: none.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table.sort_values("auc").reset_index(drop=True)
    paint = [colours.accent if name == best else colours.context for name in rows["model"]]
    drawn = look.figure(title=title, subtitle=subtitle, theme=theme, formats=formats,
                        height=150 + 34 * max(len(rows), 2))
    for row, colour in zip(rows.itertuples(), paint, strict=True):
        drawn.add_scatter(x=[row.auc_low, row.auc_high], y=[row.Index] * 2, mode="lines",
                          line={"color": colour, "width": 2.4}, hoverinfo="skip")
    drawn.add_scatter(
        x=rows["auc"], y=list(rows.index), mode="markers+text",
        marker={"color": paint, "size": 12}, textposition="top center",
        text=[formats.number(value, 3) for value in rows["auc"]],
        textfont={"color": colours.ink, "size": look.SIZE["small"]},
        hovertext=[f"<b>{look.escaped(model_name(row.model))}</b><br>of a leaver and a stayer it "
                   f"ranks the right one first in {formats.share(row.auc, 1)} of pairs"
                   f"<br>95 % interval {formats.number(row.auc_low, 3)} to "
                   f"{formats.number(row.auc_high, 3)}" for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    drawn.add_vline(x=0.5, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    low = min([0.48, *rows["auc_low"].dropna()])
    drawn.update_xaxes(range=[low - 0.01, max([0.6, *rows["auc_high"].dropna()]) + 0.02],
                       showgrid=True, title="AUC: 0.5 is chance, 1 is perfect")
    return drawn.update_yaxes(
        tickvals=list(rows.index), ticktext=[look.escaped(model_name(n)) for n in rows["model"]],
        showgrid=False, range=[-0.6, len(rows) - 0.3],
        tickfont={"size": look.SIZE["body"], "color": colours.ink})


def distribution(table: pd.DataFrame, *, title: str, subtitle: str = "", theme: str = "light",
                 formats: Formats | None = None) -> go.Figure:
    """How many active customers stand at each risk; the riskier, the stronger the colour.

    `table`: low, high (edges of the risk band, shares), customers, and where known amount.
    Selection: kind 'risk_band', keys (low, high).
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    drawn = look.figure(title=title, subtitle=subtitle, theme=theme, formats=formats, height=340,
                        kind="risk_band", keys=("low", "high"), bargap=0.06)
    middles = (table["low"] + table["high"]) / 2
    drawn.add_bar(
        x=middles, y=table["customers"], width=(table["high"] - table["low"]) * 0.94,
        marker={"color": [look.shade(0.15 + 0.85 * m, theme) for m in middles]},
        text=[formats.number(n) if n else "" for n in table["customers"]], textposition="outside",
        textfont={"color": colours.ink}, cliponaxis=False,
        customdata=[(float(row.low), float(row.high)) for row in table.itertuples()],
        hovertext=[_band_hover(row, formats) for row in table.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    drawn.update_xaxes(tickformat=".0%", range=[0, 1], title="risk of no purchase in the horizon")
    return look.unit(drawn, "customers")


def model_name(name: str) -> str:
    """What a model is called on screen."""
    return NAMES.get(name, name)


def _lift_hover(name: str, row, formats: Formats) -> str:
    return (f"<b>{look.escaped(model_name(name))}</b><br>among the riskiest "
            f"{formats.share(row.share_contacted)} are "
            f"{formats.share(row.captured)} of the leavers")


def _band_hover(row, formats: Formats) -> str:
    text = (f"<b>{formats.count(row.customers, 'customer')}</b> with a risk of "
            f"{formats.share_interval(row.low, row.high)}")
    return text + (f"<br>{formats.money(row.amount)}" if hasattr(row, "amount") else "")
