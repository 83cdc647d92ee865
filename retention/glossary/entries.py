"""What the glossary says of a term."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """``label`` on screen, ``unit`` as shown, ``formula`` in words, ``sentence`` for an owner."""

    label: str
    unit: str
    formula: str
    sentence: str
