"""The command line: ``python -m retention …``, the same functions as the pages.

Tables go to stdout as CSV, progress and messages to stderr. Exit 0 done, 1 refused, 2 usage.
"""

import argparse
import os
import sys

from retention.commands import asking, care, currencies, identity, loading, segments
from retention.commands.common import say, shared_options
from retention.errors import Refused


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options, rest = parser().parse_known_args(arguments)
    if rest and options.run is not asking.show:
        parser().error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    try:
        return options.run(options)
    except Refused as refusal:
        say(str(refusal))
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - lives until the process ends
    except KeyboardInterrupt:
        say("Stopped; nothing was changed.")
    except OSError as error:
        say(f"{error.filename or 'A file'} could not be used: {error.strerror or 'I/O error'}.")
    except Exception as error:  # the last resort: a person is owed a sentence, not a traceback
        say(
            f"This went wrong inside ({type(error).__name__}); nothing was changed. "
            "Run `python -m retention check`, and report it with what you did."
        )
    return 1


def parser() -> argparse.ArgumentParser:
    """What may be typed: every group of commands describes its own."""
    told = argparse.ArgumentParser(
        prog="python -m retention", parents=[shared_options()], description="See who comes back."
    )
    commands = told.add_subparsers(required=True, metavar="COMMAND")
    for group in (loading, care, identity, currencies, segments, asking):
        group.describe(commands)
    return told


if __name__ == "__main__":
    sys.exit(main())
