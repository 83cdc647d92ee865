"""Files in every notation, made up: what was written comes back to the cent, every row counted."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.reading import read_file

ENCODINGS = {
    "utf-8": ("Datum", "Käufer", "Betrag", "Jürgen Groß"),
    "utf-8-sig": ("Dátum", "Vevő", "Összeg", "Kovács Győző"),
    "utf-16": ("Дата", "Клиент", "Сумма", "Иванов Пётр"),
    "cp1251": ("Дата", "Клиент", "Сумма", "Иванов Пётр"),
    "cp1250": ("Dátum", "Vevő", "Összeg", "Kovács Győző"),
    "cp1252": ("Date", "Client", "Montant", "François Lévêque"),
}
DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%Y%m%d"]
NUMBER_FORMATS = [("", "."), ("", ","), (" ", ","), (",", "."), (".", ","), ("'", ".")]
LAST_DAY = datetime(2029, 12, 31)

sales = st.lists(
    st.tuples(
        st.integers(0, 2000).map(lambda days: LAST_DAY - timedelta(days=days)),
        st.decimals(-99999, 9999999, places=2, allow_nan=False),
    ),
    min_size=1,
    max_size=12,
)
spoilt = st.lists(st.sampled_from(["no date", "no amount", "too wide", "blank"]), max_size=4)


def _number(value: Decimal, thousands: str, decimal: str) -> str:
    text = f"{value:,.2f}"
    return text.replace(",", "\0").replace(".", decimal).replace("\0", thousands)


def _written(rows, bad, encoding, delimiter, date_format, number_format) -> str:
    day_name, client_name, amount_name, client = ENCODINGS[encoding]
    lines = [["Report", "", ""], [day_name, client_name, amount_name]]
    for day, amount in rows:
        lines.append([day.strftime(date_format), client, _number(amount, *number_format)])
    spoilt_rows = {
        "no date": ["?", client, "1"],
        "no amount": [rows[0][0].strftime(date_format), client, "?"],
        "too wide": [rows[0][0].strftime(date_format), client, "1", "x"],
        "blank": ["", "", ""],
    }
    lines += [spoilt_rows[kind] for kind in bad]
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in line] for line in lines]
    return "\r\n".join(delimiter.join(line) for line in quoted) + "\r\n"


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    sales=sales,
    spoilt=spoilt,
    encoding=st.sampled_from(sorted(ENCODINGS)),
    notation=st.sampled_from(list(product(DATE_FORMATS, NUMBER_FORMATS))),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_what_was_written_comes_back(tmp_path, sales, spoilt, encoding, notation, delimiter):
    date_format, number_format = notation
    # Two certain rows: a day over twelve and an amount that only one notation can mean.
    sales = [(datetime(2024, 1, 25), Decimal("1234567.89")), *sales]
    sales += [(datetime(2024, 1, 26), Decimal("0.50"))] * (2 * len(spoilt))
    text = _written(sales, spoilt, encoding, delimiter, date_format, number_format)
    path = tmp_path / "sales.csv"
    path.write_bytes(text.encode(encoding))
    read = read_file(path)
    rejected = sum(kind != "blank" for kind in spoilt)
    assert read.checked.questions == ()
    assert (read.checked.rows, read.checked.rejected) == (len(sales) + rejected, rejected)
    assert list(zip(read.values("ordered_at"), read.values("amount"), strict=True)) == sales
    assert set(read.values("customer")) == {ENCODINGS[encoding][3]}
    first_spoilt = 3 + len(sales)
    assert [reject.row_number for reject in read.rejects] == [
        first_spoilt + at for at, kind in enumerate(spoilt) if kind != "blank"
    ]
