"""Text from data, made safe for Streamlit's Markdown."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^=&])")


def plain(text) -> str:
    """Text of which Markdown takes nothing for markup: a customer called `<script>` or
    `:red[x]` is shown as written."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))
