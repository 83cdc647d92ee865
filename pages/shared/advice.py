"""What to do, in words that several pages say."""

from pages.shared import guard, session
from retention.measures.sentences import cohorts as sentences


def second_purchase(page: guard.OpenPage) -> str:
    """When to write to those who bought once; "" for chosen segments: they are made of who came
    back, which advises nothing."""
    if page.filters.segments:
        return ""
    second, waits = session.ask("ladder.second_order"), session.ask("reminders.reminders")
    return sentences.second_order(second, waits, page.formats)
