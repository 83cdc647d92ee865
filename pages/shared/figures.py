"""Charts on a page, and what a click on one of them means.

What was clicked is kept in the address as `behind`, so that a link shows a colleague the same
customers and a reload keeps them.
"""

from __future__ import annotations

import copy
import json
import re
from datetime import date

import streamlit as st

from pages.shared.words import plain
from retention.charts import Figure

BEHIND = "behind"
_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "doubleClick": False,
}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 1000


def show_figure(drawn: Figure, key: str) -> dict | None:
    """Show a chart of retention/charts under its title and subtitle.

    Returns what is selected in it, such as {'cohort': date(2026, 1, 1), 'period': 3, 'grain':
    'month'}, with the keys that the chart documents; None while nothing is. Give it to
    `customers.customers_behind(kind, **picked)`.
    """
    meta = drawn.layout.meta or {}
    kind, keys, fixed = meta.get("kind"), tuple(meta.get("keys") or ()), meta.get("fixed") or {}
    with st.container(key=f"figure-{key}", gap=None):
        _title(meta)
        widget = f"{key}-{st.session_state.get(_clears(key), 0)}"
        selecting = {"on_select": _on_select(widget, kind, keys, fixed), "selection_mode": "points"}
        st.plotly_chart(
            _without_title(drawn),
            key=widget,
            theme=None,
            config=_CONFIG,
            alt=f"{meta.get('title', '')} {meta.get('subtitle', '')}".strip() or None,
            **(selecting if kind else {}),
        )
    picked = behind()
    mine = picked and picked[0] == kind and set(picked[1]) == {*keys, *fixed}
    return picked[1] if mine else None


def behind() -> tuple[str, dict] | None:
    """The selection in the address as (kind, values), or None where there is none to be read."""
    text = st.query_params.get(BEHIND, "")
    if not text or len(text) > _LONGEST:
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("kind"), str):
        return None
    if any(isinstance(value, dict | list) for value in found.values()):
        return None
    values = {name: _value(value) for name, value in found.items() if name != "kind"}
    return found["kind"], values


def encoded(kind: str, values: dict) -> str:
    """A selection as the text of the `behind` parameter."""
    return json.dumps(
        {"kind": kind, **values}, default=str, ensure_ascii=False, separators=(",", ":")
    )


def select(kind: str, values: dict) -> None:
    """Select the customers that a sentence tells of, as a click on a mark would."""
    st.query_params[BEHIND] = encoded(kind, values)


def clear_selection() -> None:
    """Forget what was clicked, in the address and in every chart."""
    st.query_params.pop(BEHIND, None)
    for name in [name for name in st.session_state if str(name).startswith(_CLEARS)]:
        st.session_state[name] += 1


_CLEARS = "_clears_"


def _clears(key: str) -> str:
    """A chart forgets its highlight when its key changes: this counts the clearings."""
    name = _CLEARS + key
    st.session_state.setdefault(name, 0)
    return name


def _on_select(widget: str, kind: str | None, keys: tuple[str, ...], fixed: dict):
    def keep() -> None:
        points = st.session_state[widget]["selection"]["points"]
        values = _customdata(points[0]) if points else []
        if len(values) >= len(keys) > 0:
            st.query_params[BEHIND] = encoded(kind, dict(zip(keys, values, strict=False)) | fixed)
            # a tall picture hides what the click has opened
            st.toast("What stands behind it is listed next to the picture.")
        else:
            st.query_params.pop(BEHIND, None)

    return keep


def _customdata(point: dict) -> list:
    found = point.get("customdata", [])
    if isinstance(found, dict):
        return [found[name] for name in sorted(found, key=int)]
    return list(found) if isinstance(found, list | tuple) else [found]


def _value(value):
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _title(meta: dict) -> None:
    """The title as text of the page: it wraps on a small screen and a screen reader finds it."""
    if meta.get("title"):
        st.subheader(plain(meta["title"]), anchor=False)
    if meta.get("subtitle"):
        st.caption(plain(meta["subtitle"]))


def _without_title(drawn: Figure) -> Figure:
    bare = copy.deepcopy(drawn)
    top = (30 if bare.layout.annotations else 14) + (bare.layout.meta or {}).get("above", 0)
    bare.update_layout(
        title=None, margin_t=top, height=(bare.layout.height or 380) - bare.layout.margin.t + top
    )
    return bare
