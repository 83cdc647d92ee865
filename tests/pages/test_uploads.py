"""An upload waits under the name its owner knows."""

import pytest

from pages.shared.uploads import own_name


@pytest.mark.parametrize(("told", "name"), [
    ("Sales May.csv", "Sales May.csv"),
    ("C:\\Users\\Ann\\till.xlsx", "till.xlsx"),
    ("../../etc/passwd", "passwd"),
    ("mai\n\u202egnp.csv", "maignp.csv"),
    ("..", "upload"),
    ("ü" * 300 + ".csv", "ü" * 98 + ".csv"),
])  # fmt: skip
def test_a_name_is_kept_and_no_path_is_followed(told, name):
    assert own_name(told) == name
