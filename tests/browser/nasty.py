"""A shop whose texts try to be something else: markup, pictures, links, formulas."""

import csv
from datetime import date, timedelta
from pathlib import Path

NASTY = {
    "tag": "<script>alert(1)</script>",
    "event": "<img src=x onerror=alert(1)>",
    "link": "[x](javascript:alert(1))",
    "picture": "![x](http://evil.example/x.png)",
    "markdown": "$x$ **b** :red[hi] `c` :material/home: -> 1 -- 2",
    "address": "http://evil.example/a www.evil.example",
    "hebrew": "שרה כהן",
    "turned": "😀 Émile \u202eevil",
}
LONG = "Ĺ" * 300
"""A product's name of 300 letters."""
FIELDS = ("order_id", "ordered_at", "customer", "customer_name", "email", "phone", "product",
          "product_name", "category", "amount", "channel", "store", "salesperson",
          "coupon_code")  # fmt: skip
# Enough customers who began alike that Causes has something to compare
CROWD = 45


def write(path: Path) -> Path:
    """The shop as a file: each nasty text is a customer and stands in every other field too."""
    texts = list(NASTY.values())
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(FIELDS)
        for number, (key, text) in enumerate(NASTY.items()):
            for visit in range(6 + number):
                day = date(2026, 1, 1) + timedelta(days=17 * visit + number)
                other = texts[(number + visit) % len(texts)]
                product = LONG if visit == 0 else other
                out.writerow([f"{key}-{visit}", day, key, text, f"{key}@example.org",
                              f"+353 20 910 10{number:02}", product, product, other, "10.50",
                              text, other, texts[number % 3], text])  # fmt: skip
        for number in range(CROWD):
            for visit in range(1 + number % 3):
                day = date(2026, 1, 10) + timedelta(days=20 * visit + number)
                out.writerow([f"crowd-{number}-{visit}", day, f"crowd{number}", f"Nora {number}",
                              "", "", texts[0], texts[0], texts[number % 2], "20.00",
                              texts[number % 3], texts[1], texts[0], ""])  # fmt: skip
    return path
