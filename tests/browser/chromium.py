"""Where a Chromium is to be found; run as a program, it tries to install one if there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def find() -> str | None:
    """The path of a Chromium: the system's, else the one of ``playwright install``."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def main() -> int:
    if find() is None:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False, capture_output=True, timeout=600)
    found = find()
    if found is None:
        return 1 if os.environ.get("REGULARS_STRICT") else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
