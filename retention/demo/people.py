"""Names, places and contacts of made-up customers.

Mail goes to example.org (RFC 2606); telephone numbers lie in the ranges that the regulators keep
for fiction: Ireland 020 91x xxxx (ComReg), United Kingdom 07700 900xxx (Ofcom). People living
elsewhere have no telephone here.
"""

import unicodedata
from dataclasses import dataclass

import numpy as np

# Family names of one form for women and men, so that any pair of names fits.
_NAMES = {
    "IE": (
        "Aoife Ciarán Niamh Seán Róisín Declan Orla Fionn Gráinne Eoin Maeve Cormac Sinéad",
        "Byrne Kelly O'Shea Doyle Gallagher Nolan Brennan Keane Lynch Moran Flynn Quinn",
    ),
    "GB": (
        "Alice Harry Grace Oliver Ruby Thomas Imogen Edward Hannah George Lucy Callum Freya",
        "Hughes Turner Walker Bennett Cooper Wright Ellis Marsh Fletcher Holt Barker Reid",
    ),
    "FR": (
        "Camille Étienne Chloé Benoît Inès Théo Margaux Rémi Zoé Gaëlle Hugo Léa Jérôme",
        "Lefèvre Moreau Dubois Garnier Chevalier Rousseau Besson Péron Marchand Fabre Collet",
    ),
    "DE": (
        "Anja Jürgen Lena Matthias Käthe Florian Heike Björn Sabine Uwe Mareike Götz Petra",
        "Schäfer Krüger Vogel Lindner Böhm Kaiser Jäger Günther Wolff Brandt Seidel Horn",
    ),
    "ES": (
        "Lucía Iñaki Carmen Álvaro Begoña Jorge Marta Nuño Paloma Raúl Elisa Andrés Noelia",
        "Muñoz Ibáñez Navarro Serrano Peña Castaño Vidal Rubio Cano Núñez Soler Prieto",
    ),
    "IT": (
        "Chiara Lorenzo Giulia Niccolò Bianca Matteo Noemi Davide Ilaria Ettore Alba Dario",
        "Ferrari Conti Gallo Rizzo Marchetti Bruno Greco Barbieri Villa Fontana Caruso",
    ),
    "PL": (
        "Agnieszka Michał Zofia Łukasz Kasia Wojciech Małgorzata Paweł Ewa Grzegorz Hania",
        "Wójcik Kędzia Zając Pawlak Dąbek Sikora Pająk Żak Mazur Gołąb Wilk Baran Nowak",
    ),
    "CZ": (
        "Jiří Tereza Ondřej Šárka Lukáš Věra Radek Zdeněk Jitka Tomáš Hana Marek Lída",
        "Krejčí Kočí Petrů Janů Martinů Dolejší Pavlů Hájků Jirků Matějů Šafářů Hoření",
    ),
    "LV": (
        "Jānis Līga Edgars Ilze Mārtiņš Dace Andris Zane Kārlis Inese Raimonds Evija",
        "Ābele Eglīte Kļava Priede Lazda Roze Bite Upe Sproģe Egle Rudzīte Zīle",
    ),
}
# Share of customers by language of the name: living in town, and ordering from elsewhere.
_IN_TOWN = {
    "IE": 0.56,
    "GB": 0.12,
    "PL": 0.10,
    "LV": 0.04,
    "ES": 0.04,
    "IT": 0.04,
    "FR": 0.04,
    "DE": 0.03,
    "CZ": 0.03,
}
_ELSEWHERE = {
    "IE": 0.46,
    "GB": 0.18,
    "DE": 0.11,
    "FR": 0.10,
    "ES": 0.04,
    "IT": 0.04,
    "PL": 0.04,
    "CZ": 0.02,
    "LV": 0.01,
}
_HOME = ("Galway", "IE")
_CITIES = {
    "IE": ("Dublin", "Cork", "Limerick", "Sligo", "Ennis", "Athlone"),
    "GB": ("Belfast", "Liverpool", "Bristol", "Glasgow"),
    "FR": ("Nantes", "Lyon", "Rennes", "Orléans"),
    "DE": ("Köln", "Hamburg", "München", "Leipzig"),
    "ES": ("Bilbao", "A Coruña", "Málaga"),
    "IT": ("Genova", "Torino", "Forlì"),
    "PL": ("Gdańsk", "Kraków", "Łódź"),
    "CZ": ("Brno", "Plzeň"),
    "LV": ("Rīga", "Liepāja"),
}
_MAIL_SHARE, _PHONE_SHARE = 0.88, 0.62
_FICTION = {  # country: (how many numbers, how the n-th is written)
    "IE": (100_000, lambda n: f"+353 20 91{n // 10_000} {n % 10_000:04d}"),
    "GB": (1_000, lambda n: f"+44 7700 900{n:03d}"),
}


@dataclass(frozen=True)
class Card:
    """What the shop knows of one customer; mail and telephone may be empty."""

    name: str
    email: str
    phone: str
    city: str
    country: str


def cards(lives_elsewhere: np.ndarray, rng: np.random.Generator) -> list[Card]:
    """One card per customer, in order; no mail address and no number occurs twice."""
    taken: dict[str, int] = {}
    numbers = {country: iter(rng.permutation(size)) for country, (size, _) in _FICTION.items()}
    return [_card(bool(away), rng, taken, numbers) for away in lives_elsewhere]


def _card(away: bool, rng: np.random.Generator, taken: dict[str, int], numbers: dict) -> Card:
    shares = _ELSEWHERE if away else _IN_TOWN
    language = _choose(list(shares), rng, np.cumsum(list(shares.values())))
    first, last = (_choose(pool.split(), rng) for pool in _NAMES[language])
    city, country = (_choose(_CITIES[language], rng), language) if away else _HOME
    has_mail, has_phone = rng.random(2) < (_MAIL_SHARE, _PHONE_SHARE)
    return Card(
        name=f"{first} {last}",
        email=_mail(first, last, taken) if has_mail else "",
        phone=_phone(country, numbers) if has_phone else "",
        city=city,
        country=country,
    )


def _choose(options, rng: np.random.Generator, ends: np.ndarray | None = None):
    if ends is None:
        return options[rng.integers(len(options))]
    return options[min(np.searchsorted(ends, rng.random()), len(options) - 1)]


def _mail(first: str, last: str, taken: dict[str, int]) -> str:
    stem = f"{_ascii(first)}.{_ascii(last)}"
    taken[stem] = taken.get(stem, 0) + 1
    suffix = "" if taken[stem] == 1 else str(taken[stem])
    return f"{stem}{suffix}@example.org"


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower().replace("ł", "l").replace("ø", "o"))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalpha())


def _phone(country: str, numbers: dict) -> str:
    if country not in _FICTION:
        return ""
    return _FICTION[country][1](next(numbers[country]))
