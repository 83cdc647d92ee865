"""Why nothing is told yet although something was uploaded, in words."""

HEADING = "No sale counts yet"


def why(waiting: str) -> str:
    """``waiting`` is the sentence on lines that wait for a rate, empty where none does."""
    return waiting or (
        "What you uploaded was undone, or holds no sale that can be counted. Nothing is lost: "
        "the page Data lists every upload and what became of it."
    )
