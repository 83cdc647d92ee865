"""What a file leaves open: asked of a person, never guessed."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Question:
    """One question about a file.

    ``field``       what it is about: a sales field, ``dates``, ``decimal`` or ``sheet``
    ``text``        the question, as a person reads it
    ``candidates``  the possible answers: column names, ``dmy``/``mdy``, ``,``/``.``, sheet names
    ``flag``        what answers it on the command line
    """

    field: str
    text: str
    candidates: tuple[str, ...]
    flag: str

    def as_dict(self) -> dict:
        """Plain values, as the command line prints them."""
        return asdict(self) | {"candidates": list(self.candidates)}
