"""Months as columns, as 1C prints them: one line for each cell with a value."""

from datetime import datetime
from decimal import Decimal

import pytest

from retention.ingest.months import month_in
from tests.ingest.reading import opened_text, read_text

REPORT = """Отчет по продажам

Контрагент;Январь 2024;Февраль 2024;Март 2024;Итого
ООО Ромашка;1 000,00;;500,00;1 500,00
ИП Иванов;-;200,50;-20,00;180,50
Итого;1 000,00;200,50;480,00;1 680,50
"""


def test_each_filled_cell_is_a_line_on_the_first_of_its_month(tmp_path):
    read = read_text(tmp_path, REPORT)
    assert read.mapping.questions == ()
    assert read.values("ordered_at") == [datetime(2024, month, 1) for month in (1, 3, 2, 3)]
    assert read.values("amount") == [1000, 500, Decimal("200.50"), -20]
    assert read.values("customer") == ["ООО Ромашка"] * 2 + ["ИП Иванов"] * 2


def test_rows_are_the_cells_and_totals_are_among_the_rejected(tmp_path):
    read = read_text(tmp_path, REPORT)
    assert (read.checked.rows, read.checked.accepted, read.checked.rejected) == (7, 4, 3)
    assert read.reasons() == dict.fromkeys(
        (6002, 6003, 6004), "this is a row of totals, not a sale"
    )
    (note,) = [each for each in read.mapping.notes if "3 months" in each]
    assert "the days are not known" in note
    assert "Row 5003 is the cell in row 5, column 3" in note


def test_a_month_over_quantity_and_sum(tmp_path):
    text = (
        "Товар;Январь 2024;;Февраль 2024;\n;Количество;Сумма;Количество;Сумма\n"
        "Чай;2;20,00;1;10,50\nКофе;;;3;90,00\n"
    )
    read = read_text(tmp_path, text)
    assert read.values("quantity") == [2, 1, 3]
    assert read.values("amount") == [20, Decimal("10.50"), 90]
    assert [day.month for day in read.values("ordered_at")] == [1, 2, 2]


@pytest.mark.parametrize(
    "months", ["01.2024,02.2024", "Jan 24,Feb 24", "2024-01,2024-02", "Янв.24,Фев.24",
               "2024. január,2024. február", "2024-01-01,2024-02-01"]
)  # fmt: skip
def test_months_in_every_spelling(tmp_path, months):
    read = read_text(tmp_path, f"Client,{months}\nanna,5.00,6.50\nbert,7.25,8.00\n")
    assert read.values("ordered_at") == [datetime(2024, 1, 1), datetime(2024, 2, 1)] * 2
    assert sum(read.values("amount")) == Decimal("26.75")


@pytest.mark.parametrize("cell", ["USD 24", "Sales", "2024", "05.01.2024", "Amount 24", "13.2024"])
def test_what_is_no_month(cell):
    assert month_in(cell) is None


GROUPED = """Продажи за 2024 г.
Покупатель;Январь;Февраль;Итого
Север;30,00;50,00;80,00
Анна;10,00;20,00;30,00
Иван;20,00;30,00;50,00
Юг;5,00;;5,00
Олег;5,00;;5,00
Итого;35,00;50,00;85,00
"""


def test_the_year_may_stand_in_the_title_and_sums_of_groups_count_once(tmp_path):
    read = read_text(tmp_path, GROUPED)
    assert read.values("customer") == ["Анна", "Анна", "Иван", "Иван", "Олег"]
    assert sum(read.values("amount")) == 85
    assert {day.date().isoformat() for day in read.values("ordered_at")} == {
        "2024-01-01",
        "2024-02-01",
    }
    assert read.checked.rows == read.checked.accepted + read.checked.rejected == 5 + 3 + 2
    assert set(read.reasons().values()) == {"this is a row of totals, not a sale"}
    (note,) = [each for each in read.mapping.notes if "sums" in each]
    assert "2 rows are the sums of the rows below them (the first is row 3, “Север”)" in note


def test_months_without_any_year_are_no_dates(tmp_path):
    with opened_text(tmp_path, GROUPED.replace(" за 2024 г.", "")) as table:
        assert table.columns[1:3] == ("Январь", "Февраль")
    with opened_text(tmp_path, GROUPED.replace("за 2024 г.", "за 2023 и 2024 г.")) as table:
        assert table.columns[1:3] == ("Январь", "Февраль")


def test_a_table_with_its_own_dates_is_left_as_it_is(tmp_path):
    text = "Date,Client,Jan 2024,Feb 2024\n2024-01-05,anna,5.00,6.00\n"
    with opened_text(tmp_path, text) as table:
        assert table.columns == ("Date", "Client", "Jan 2024", "Feb 2024")
