"""Text from data stands on the page as it was written."""

import pytest

from pages.shared.words import plain


def test_text_from_data_is_never_markup():
    assert plain("<script>") == r"\<script\>"
    assert plain(":red[x] $1$ **b**\nnew") == r"\:red\[x\] \$1\$ \*\*b\*\* new"


@pytest.mark.parametrize(
    "text, broken_at",
    [
        ("http://evil.example/x", "http"),
        ("see www.evil.example", "www"),
        (":material/home:", ":"),
        ("a -> b", "-"),
        ("a -- b", "-"),
        ("2 >= 1", ">"),
    ],
)
def test_what_streamlit_would_rewrite_is_broken_by_a_joiner(text, broken_at):
    assert plain(text).replace("\\", "").replace("\u2060", "") == text
    assert f"{broken_at}\u2060" in plain(text).replace("\\", "")


def test_a_text_cannot_turn_the_sentence_around_it():
    assert plain("\u202eevil\u2066 שרה") == "evil שרה"
