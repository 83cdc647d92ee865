"""What the shop sells: eight categories, about 120 products, prices in cents, popularity."""

from dataclasses import dataclass

import numpy as np

DELIVERY = ("DELIVERY", "Delivery fee")

# category: (code, cost as a share of the price, [(name, price in cents, popularity)])
_SHELVES = {
    "Loose tea": (
        "LT",
        0.38,
        [
            ("Assam breakfast 250 g", 1190, 9),
            ("Darjeeling first flush 100 g", 1690, 5),
            ("Earl Grey 250 g", 1290, 10),
            ("Ceylon orange pekoe 250 g", 1150, 6),
            ("Irish breakfast 250 g", 1090, 8),
            ("East Frisian blend 250 g", 1240, 6),
            ("Lapsang souchong 100 g", 1090, 3),
            ("Yunnan gold 100 g", 1590, 3),
            ("Keemun 100 g", 1390, 2),
            ("Sencha 100 g", 1190, 7),
            ("Gyokuro 50 g", 1990, 2),
            ("Matcha ceremonial 30 g", 2490, 4),
            ("Matcha kitchen 100 g", 1890, 3),
            ("Jasmine pearls 100 g", 1790, 4),
            ("Gunpowder green 250 g", 990, 4),
            ("Genmaicha 100 g", 990, 3),
            ("Oolong Tieguanyin 100 g", 1590, 3),
            ("White peony 50 g", 1290, 2),
            ("Pu-erh 2014 100 g", 1890, 1),
            ("Chai masala 250 g", 1190, 6),
        ],
    ),
    "Herbal infusions": (
        "HI",
        0.34,
        [
            ("Rooibos vanilla 250 g", 990, 8),
            ("Peppermint 100 g", 590, 8),
            ("Chamomile 100 g", 640, 6),
            ("Lemon verbena 50 g", 690, 5),
            ("Hibiscus & rosehip 250 g", 890, 5),
            ("Ginger & lemon 250 g", 940, 7),
            ("Fennel, anise, caraway 250 g", 840, 4),
            ("Linden blossom 50 g", 640, 3),
            ("Mountain herbs 100 g", 790, 3),
            ("Winter apple 250 g", 990, 5),
            ("Elderflower 50 g", 690, 3),
            ("Good night blend 100 g", 790, 6),
        ],
    ),
    "Coffee beans": (
        "CB",
        0.45,
        [
            ("House espresso 500 g", 1390, 10),
            ("House espresso 1 kg", 2490, 8),
            ("Filter blend 500 g", 1290, 9),
            ("Ethiopia Yirgacheffe 250 g", 1190, 7),
            ("Kenya AA 250 g", 1290, 5),
            ("Colombia Huila 500 g", 1490, 7),
            ("Guatemala Antigua 500 g", 1490, 5),
            ("Brazil Santos 1 kg", 2190, 6),
            ("Costa Rica Tarrazu 250 g", 1190, 3),
            ("Sumatra Mandheling 250 g", 1090, 3),
            ("Rwanda Nyungwe 250 g", 1150, 2),
            ("Peru organic 500 g", 1450, 4),
            ("Mexico Chiapas 500 g", 1390, 3),
            ("Decaf espresso 500 g", 1490, 5),
            ("Decaf filter 250 g", 990, 3),
            ("Dark roast Napoli 1 kg", 2290, 6),
            ("Monsooned Malabar 250 g", 1090, 2),
            ("Honduras natural 250 g", 1250, 2),
        ],
    ),
    "Coffee gear": (
        "CG",
        0.55,
        [
            ("Pour-over dripper", 2190, 7),
            ("Paper filters 100", 590, 10),
            ("Hand grinder steel", 5990, 4),
            ("Electric burr grinder", 12900, 2),
            ("French press 1 l", 3490, 5),
            ("Moka pot 3 cups", 2890, 5),
            ("Moka pot 6 cups", 3690, 3),
            ("Gooseneck kettle", 5490, 3),
            ("Milk frother", 2490, 4),
            ("Scale with timer", 3990, 3),
            ("Cold brew bottle", 2690, 3),
            ("Storage tin 500 g", 1490, 5),
            ("Tamper 58 mm", 2490, 1),
            ("Descaler 250 ml", 890, 6),
            ("Cleaning brush", 690, 3),
        ],
    ),
    "Teaware": (
        "TW",
        0.50,
        [
            ("Glass teapot 0.8 l", 3290, 0),
            ("Porcelain teapot 1.2 l", 4490, 3),
            ("Cast iron teapot 0.7 l", 5990, 2),
            ("Stoneware teapot 1 l", 3690, 3),
            ("Steel strainer", 990, 8),
            ("Tea filter bags 80", 490, 9),
            ("Matcha whisk bamboo", 1690, 4),
            ("Matcha bowl", 2490, 3),
            ("Tea tin 250 g", 890, 6),
            ("Tea warmer", 2190, 3),
            ("Measuring spoon", 590, 5),
            ("Kettle 70–100 °C", 7990, 2),
            ("Tea towel linen", 1290, 4),
            ("Serving tray oak", 3490, 2),
            ("Sand timer", 990, 3),
        ],
    ),
    "Mugs & cups": (
        "MC",
        0.48,
        [
            ("Stoneware mug blue", 1490, 8),
            ("Stoneware mug sand", 1490, 7),
            ("Porcelain cup & saucer", 1890, 5),
            ("Espresso cups set of 2", 1990, 6),
            ("Double-wall glass 250 ml", 1290, 6),
            ("Travel mug 350 ml", 2690, 6),
            ("Enamel mug", 1190, 4),
            ("Tea bowl celadon", 1690, 3),
            ("Cappuccino cup", 1390, 5),
            ("Children's mug", 1090, 3),
            ("Mug with lid & strainer", 2290, 4),
            ("Latte bowl", 1590, 3),
            ("Harbour mug", 1290, 5),
            ("Thermos 0.5 l", 2990, 3),
        ],
    ),
    "Sweets & biscuits": (
        "SB",
        0.52,
        [
            ("Butter shortbread 200 g", 590, 9),
            ("Dark chocolate 72 % 100 g", 490, 10),
            ("Milk chocolate sea salt 100 g", 490, 8),
            ("Amaretti 180 g", 690, 6),
            ("Almond nougat 150 g", 890, 4),
            ("Speculoos 250 g", 490, 7),
            ("Candied orange 120 g", 790, 3),
            ("Rock sugar 500 g", 390, 6),
            ("Lavender honey 250 g", 890, 5),
            ("Chestnut honey 250 g", 990, 3),
            ("Fig jam 220 g", 690, 4),
            ("Lemon curd 220 g", 690, 4),
            ("Oat biscuits 250 g", 490, 6),
            ("Hazelnut spread 250 g", 890, 5),
            ("Liquorice 150 g", 450, 3),
            ("Marzipan bar 75 g", 350, 5),
        ],
    ),
    "Gift sets": (
        "GS",
        0.47,
        [
            ("Summer tasting box", 490, 0),
            ("Tea tasting set 6 × 20 g", 1990, 6),
            ("Coffee tasting set 4 × 100 g", 2390, 6),
            ("Breakfast hamper", 4990, 3),
            ("Afternoon tea hamper", 5990, 2),
            ("Matcha starter set", 4490, 4),
            ("Barista starter set", 6990, 2),
            ("Advent calendar tea", 2990, 4),
            ("Advent calendar coffee", 3490, 3),
            ("Sweet greetings box", 2490, 5),
        ],
    ),
}

CONSUMABLES = ("Loose tea", "Herbal infusions", "Coffee beans", "Sweets & biscuits")


@dataclass(frozen=True)
class Catalogue:
    """Products as arrays of one length, ordered by category; `category` indexes `categories`."""

    categories: tuple[str, ...]
    codes: list[str]
    names: list[str]
    category: np.ndarray
    price_cents: np.ndarray
    cost_share: np.ndarray
    popularity: np.ndarray

    def product(self, name: str) -> int:
        """Index of the product of that name; ValueError if the shop has none."""
        return self.names.index(name)

    def pick(self, category: np.ndarray, chance: np.ndarray) -> np.ndarray:
        """One product index per row: popularity inside the row's category, chance in [0, 1)."""
        ends = np.cumsum(self.popularity)
        bounds = np.searchsorted(self.category, np.arange(len(self.categories) + 1))
        below = np.concatenate(([0], ends))[bounds]
        low, high = below[category], below[category + 1]
        return np.searchsorted(ends, low + chance * (high - low), side="right")


def catalogue() -> Catalogue:
    """The whole range, built from the shelves above."""
    rows = [
        (f"{code}-{place:02d}", name, shelf, price, cost, popularity)
        for shelf, (code, cost, goods) in enumerate(_SHELVES.values())
        for place, (name, price, popularity) in enumerate(goods, start=1)
    ]
    codes, names, shelf, price, cost, popularity = zip(*rows, strict=True)
    return Catalogue(
        categories=tuple(_SHELVES),
        codes=list(codes),
        names=list(names),
        category=np.array(shelf),
        price_cents=np.array(price),
        cost_share=np.array(cost),
        popularity=np.array(popularity, dtype=float),
    )
