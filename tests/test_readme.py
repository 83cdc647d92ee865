"""README never lies: its commands work, its rooms exist, its links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

from retention.__main__ import parser
from retention.measures.catalogue import CATALOGUE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands():
    return re.findall(r"^\S*python -m retention (.+?)(?:\s+#.*)?$", README, re.M)


@pytest.mark.parametrize("words", commands())
def test_every_command_is_understood(words):
    options, rest = parser().parse_known_args(shlex.split(words))
    if getattr(options, "measure", None):
        measure = CATALOGUE[options.measure]
        flags = {f"--{name.replace('_', '-')}" for name in measure.options}
        assert {word for word in rest if word.startswith("--")} <= flags
    else:
        assert rest == []


def test_there_are_commands_to_test():
    assert len(commands()) >= 5


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_every_link_leads_somewhere(target):
    assert target.startswith("http") or (ROOT / target).exists()


def test_the_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.M):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_folder_contract_names_every_room():
    rooms = {f"retention/{path.name}/" for path in (ROOT / "retention").iterdir()
             if path.is_dir() and not path.name.startswith("_")}  # fmt: skip
    named = set(re.findall(r"^\| `([^`]+)` \|", README, re.M))
    assert rooms <= named
    assert all((ROOT / each.rstrip("/")).exists() for each in named)


def test_the_windows_commands_use_the_same_files():
    for name in ("requirements.txt", "requirements-dev.txt", "dashboard.py"):
        assert name in README and (ROOT / name).exists()


def test_every_library_is_pinned_with_a_reason():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.match(r"\S+==\S+\s+# \S", line), line
