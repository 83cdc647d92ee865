"""Text from data, made safe for Streamlit's Markdown."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^=&])")
# What Streamlit rewrites after the backslashes are gone: addresses become links, arrows and dashes
# between blanks become signs, :material/…: and :streamlit: become pictures. An invisible joiner
# goes after the group.
_REWRITTEN = re.compile(
    r"(http)(?=s?://)|(www)(?=\.)|(:)(?=material/|streamlit:)"
    r"|(?<!\S)([<>~-])(?=(?:->|[>=-])(?!\S))",
    re.IGNORECASE,
)
_JOINER = "\u2060"  # takes no room and breaks no line
# Marks that turn the direction of all that follows; letters of any script bring their own.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def plain(text) -> str:
    """Text of which Markdown takes nothing for markup: a customer called `<script>`, `:red[x]` or
    `http://example.org` is shown as written."""
    told = _REWRITTEN.sub(rf"\g<0>{_JOINER}", _TURNS.sub("", " ".join(str(text).split())))
    return _SPECIAL.sub(r"\\\1", told)
