"""The menu: one table of every page, of which those appear whose file is in this version."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parents[2]
"""The folder that holds dashboard.py."""


@dataclass(frozen=True)
class Entry:
    """One page. `key` is its file's name and its address; `needs_sales` says that it stands empty
    until a sales export is loaded; `filtered` that the shared filters act on it; `grained` that
    it can be told by week, month, quarter or year."""

    group: str
    key: str
    name: str
    question: str
    needs_sales: bool = True
    filtered: bool = True
    grained: bool = False

    @property
    def path(self) -> str:
        return f"pages/{self.key}.py"


MENU = (
    Entry("See", "overview", "Overview", "How healthy is my customer base?"),
    Entry("See", "cohorts", "Cohorts", "Do they come back?", grained=True),
    Entry("See", "segments", "Segments", "Who are they?"),
    Entry("See", "value", "Value", "What is a customer worth?"),
    Entry("Understand", "causes", "Causes", "Why do they leave?"),
    Entry("Understand", "risk", "Risk", "Who leaves next, and how sure are we?"),
    Entry("Understand", "customer", "Customer", "Everything about one customer", filtered=False),
    Entry("Act", "contacts", "Contacts", "Whom do we contact today?"),
    Entry("Manage", "data", "Data", "What have we loaded?", needs_sales=False, filtered=False),
    Entry("Manage", "settings", "Settings", "How do we count?", needs_sales=False, filtered=False),
)


def present() -> tuple[Entry, ...]:
    """The pages of this version."""
    return tuple(entry for entry in MENU if (ROOT / entry.path).exists())


def entry(key: str) -> Entry:
    """The page called `key`; KeyError for a name that is not in the table."""
    return {each.key: each for each in MENU}[key]


def exists(key: str) -> bool:
    """Whether this version has the page."""
    return any(each.key == key for each in present())


def sections() -> dict[str, list[st.Page]]:
    """The pages of this version by group, as `st.navigation` wants them. The default page has the
    address "/" alone, so a hidden one stands there and /overview is an address like the others."""
    found: dict[str, list[st.Page]] = {"": [_first_page(_open_overview)]}
    for each in present():
        page = st.Page(ROOT / each.path, title=each.name, url_path=each.key, help=each.question)
        found.setdefault(each.group, []).append(page)
    return found


def closed_sections(log_in) -> list[st.Page]:
    """The same addresses, each of them the log-in page: what an anonymous visitor may open.
    A deep link thus waits behind the log-in instead of being lost."""
    addressed = [st.Page(log_in, title="Log in", url_path=each.key) for each in present()]
    return [_first_page(log_in, "Log in"), *addressed]


def _first_page(shown, title: str = "Overview") -> st.Page:
    return st.Page(shown, title=title, url_path="start", default=True, visibility="hidden")


def _open_overview() -> None:
    st.switch_page(entry("overview").path, query_params={})
