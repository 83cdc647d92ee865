"""Sales exports made up in every notation and with every trap, beside the truth in plain Python."""

import csv
import gzip
import io
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product

# encoding: date, customer and amount in the language, a customer, the word for a total
LANGUAGES = {
    "utf-8": ("Datum", "Käufer", "Betrag", "Jürgen Groß", "Summe"),
    "utf-8-sig": ("Dátum", "Vevő", "Összeg", "Kovács Győző", "Összesen"),
    "utf-16": ("Дата", "Клиент", "Сумма", "Иванов Пётр", "Итого"),
    "utf-16-le": ("Дата", "Клиент", "Сума", "Їжакевич Єва", "Разом"),
    "utf-16-be": ("Дата", "Клиент", "Сума", "Георги Ангелов", "Общо"),
    "cp1250": ("Data", "Klient", "Kwota", "Łukasz Żółw Śliwa", "Razem"),
    "cp1251": ("Дата", "Клиент", "Сумма", "Иванов Пётр", "Всего"),
    "cp1252": ("Fecha", "Cliente", "Importe", "Iñigo Muñoz Peláez", "Suma"),
    "iso8859_2": ("Data", "Klient", "Kwota", "Łukasz Żółw Śliwa", "Suma"),
    "koi8_r": ("Дата", "Клиент", "Сумма", "Иванов Пётр", "Итого"),
}
DELIMITERS = (",", ";", "\t", "|")
# thousands, decimal mark
DECIMALS = (("", "."), ("", ","), (" ", ","), ("\u00a0", ","), (",", "."), (".", ","), ("'", "."),
            ("\u202f", ","), ("\u2009", ","), ("’", "."))  # fmt: skip
DATES = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d.%m.%y", "%m/%d/%y", "%Y%m%d",
         "%Y.%m.%d.", "%d-%b-%Y", "%b %d, %Y", "%Y-%m-%dT%H:%M:%S", "%Y%m%d%H",
         "serial")  # fmt: skip
NEGATIVES = ("-{}", "{}-", "({})", "\u2212{}")
TRAPS = ("title rows", "blank rows", "header again", "totals", "trailing empty columns",
         "broken line in a field", "currency in the cell", "spoilt rows", "damaged codes",
         "gzip", "repeated names")  # fmt: skip
OF_UNICODE = ("\u202f", "\u2009", "’", "\u2212")
_EPOCH = datetime(1899, 12, 30)


@dataclass(frozen=True)
class Notation:
    """How a file is written; ``traps`` are those of ``TRAPS`` that lie in it."""

    encoding: str
    delimiter: str
    decimals: tuple[str, str]
    dates: str
    negative: str
    traps: frozenset[str]

    @property
    def can_be_written(self) -> bool:
        """The narrow blanks, the curly apostrophe and the real minus are in Unicode alone."""
        return self.encoding.startswith("utf") or not (
            self.decimals[0] in OF_UNICODE or self.negative[0] in OF_UNICODE
        )


@dataclass
class Truth:
    """What a correct reading gives: order → (customer, moment, amount), and the rejected rows."""

    sales: dict[str, tuple[str, datetime, Decimal]] = field(default_factory=dict)
    rejected: int = 0

    @property
    def rows(self) -> int:
        return len(self.sales) + self.rejected


def notations(seed: int, count: int) -> list[Notation]:
    """``count`` notations of the full product of encoding, delimiter, decimals and dates, each with
    a few traps; the same for one ``seed``."""
    chance = random.Random(seed)
    every = list(product(LANGUAGES, DELIMITERS, DECIMALS, DATES))
    chance.shuffle(every)
    found = (
        Notation(*each, chance.choice(NEGATIVES), frozenset(chance.sample(TRAPS, 3)))
        for each in every
    )
    return [each for each in found if each.can_be_written][:count]


def write(notation: Notation, seed: int) -> tuple[bytes, Truth]:
    """A file in ``notation``, and what is in it."""
    maker = _Maker(notation, random.Random(seed))
    content = maker.text().encode(notation.encoding)
    packed = gzip.compress(content) if "gzip" in notation.traps else content
    return packed, maker.truth


class _Maker:
    def __init__(self, notation: Notation, chance: random.Random):
        self.notation, self.chance, self.truth = notation, chance, Truth()
        day, customer, amount, self.person, self.total = LANGUAGES[notation.encoding]
        self.header = ["Order ID", day, customer, amount]
        if "repeated names" in notation.traps:
            self.header += ["Memo", "Memo"]
        if "trailing empty columns" in notation.traps:
            self.header += ["", ""]

    def text(self) -> str:
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.notation.delimiter, lineterminator="\r\n")
        writer.writerows(self._wide(row) for row in self._rows())
        return out.getvalue()

    def _wide(self, row: list[str]) -> list[str]:
        return row + [""] * (len(self.header) - len(row))

    def _rows(self):
        traps = self.notation.traps
        if "title rows" in traps:
            yield from (["Report"], [], ["2024"])
        yield self.header
        for at in range(self.chance.randint(12, 30)):
            yield self._sale(at)
            if "blank rows" in traps and at % 5 == 0:
                yield []
            if "header again" in traps and at == 7:
                yield self._rejected(self.header)
            if "spoilt rows" in traps and at % 9 == 4:
                yield self._rejected([f"x{at}", "?", self.person, self._number(Decimal(1))])
                yield self._rejected([f"y{at}", self._day(_certain_day()), self.person, "?"])
            if "damaged codes" in traps and at == 3:
                cells = ["1.03293E+19", self._day(_certain_day()), self.person]
                yield self._rejected([*cells, self._number(Decimal("1.50"))])
        if "totals" in traps:
            amount = sum(each[2] for each in self.truth.sales.values())
            yield self._rejected([self.total, "", "", self._number(amount)])

    def _rejected(self, row: list[str]) -> list[str]:
        self.truth.rejected += 1
        return row

    def _sale(self, at: int) -> list[str]:
        # the first two can mean one thing only: a day over twelve, and both marks of a number
        moment = _certain_day() if at == 0 else self._moment()
        amount = Decimal("1234567.89") if at == 1 else self._amount()
        order = f"{at:06d}" if at % 2 else f"{at}".rjust(20, "7")
        person = f"{self.person} {at % 7}"
        if "broken line in a field" in self.notation.traps and at % 4 == 0:
            person = f'{person}\r\n"{self.notation.delimiter}" & Co'
        self.truth.sales[order] = (" ".join(person.split()), moment, amount)
        return [order, self._day(moment), person, self._number(amount)]

    def _moment(self) -> datetime:
        day = datetime(2021, 1, 1) + timedelta(days=self.chance.randint(0, 1800))
        has_hours = "%H" in self.notation.dates or self.notation.dates == "serial"
        return day + timedelta(hours=self.chance.choice([0, 6, 12, 18]) if has_hours else 0)

    def _amount(self) -> Decimal:
        cents = self.chance.choice([99, 1050, 100_000, 999_999, 12_345_678, 0, 5])
        return Decimal(self.chance.randint(0, cents) * self.chance.choice([1, 1, 1, -1])) / 100

    def _day(self, moment: datetime) -> str:
        if self.notation.dates == "serial":
            return f"{(moment - _EPOCH).total_seconds() / 86400:.2f}".rstrip("0").rstrip(".")
        return moment.strftime(self.notation.dates)

    def _number(self, amount: Decimal) -> str:
        thousands, decimal = self.notation.decimals
        text = f"{abs(amount):,.2f}".replace(",", "\0").replace(".", decimal)
        text = text.replace("\0", thousands)
        if "currency in the cell" in self.notation.traps:
            text = f"EUR {text}" if self.notation.encoding == "koi8_r" else f"{text} EUR"
        return self.notation.negative.format(text) if amount < 0 else text


def _certain_day() -> datetime:
    return datetime(2024, 1, 25)
