"""What a person hands in on the command line, and how its tables are read."""

import csv
import io

MAY = """order;date;customer;amount
1;03.05.2026;anna@example.org;10,50
2;14.05.2026;bert@example.org;7,00
3;31.05.2026;anna@example.org;4,50
"""
JUNE = """order;date;customer;amount
3;31.05.2026;anna@example.org;4,50
4;13.06.2026;anna@example.org;8,00
5;30.06.2026;;3,00
"""


def rows(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text)))
