"""Lines without an order number that come again: the same, with more about them, or corrected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.ingest.undoing import rebuild, undo
from retention.store import IN_MEMORY, Database, batches, open_database
from tests.ingest.reading import summed_up
from tests.uploads import upload

LIVE = (
    "select customer, email, phone, status, amount, is_return from sales_lines "
    "where superseded_by is null order by all"
)
COUNTED = "select sum(amount) from lines"
PLAIN = """date,customer,product,quantity,amount
2026-05-01,anna,tea,1,10
2026-05-03,anna,tea,-1,-10
2026-05-04,bert,tea,1,4
"""
SHARED = (
    "Name,Email,Financial Status,Created at,Subtotal,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem discount,Cancelled at,Refunded Amount\n"
    "#1,a@example.org,paid,2026-05-01 10:00:00 +0000,9.00,1,tea,5.00,0.00,,0.00\n"
    "#1,,,,,1,tin,5.00,0.00,,\n"
)
PAID = """date,customer,product,amount,status
2026-05-01,anna,tea,10,paid
2026-05-02,bert,tea,3,paid
2026-05-03,bert,tea,4,paid
"""
CANCELLED = PAID.replace("10,paid", "10,cancelled")


def asked(database, question):
    return database._connection.execute(question).fetchall()


def counts(report):
    assert report.rows == report.accepted + report.duplicates + report.rejected
    return report.accepted, report.duplicates, report.updated


@pytest.mark.parametrize("text", [PLAIN, PLAIN.replace("amount", "price,discount"), SHARED])
def test_every_number_is_as_wide_before_it_is_held_as_after(tmp_path, text):
    """Of two widths the same number has two hashes, and a line would not be known again."""
    (tmp_path / "sales.csv").write_text(text)
    numbers = ("quantity", "unit_price", "discount", "amount", "unit_cost")
    _, _, widths = summed_up(
        tmp_path / "sales.csv", *(f"typeof(any_value({name}))" for name in numbers)
    )
    assert set(widths) == {"DECIMAL(18,4)"}


@pytest.mark.parametrize("text", [
    PLAIN,
    PLAIN.replace("quantity,", "").replace(",1,", ",").replace(",-1,", ","),
    "date,customer,product,quantity,unit price\n"
    "2026-05-01,anna,tea,2,5\n2026-05-03,anna,tea,-2,5\n",
])  # fmt: skip
def test_a_return_is_counted_once(database, load, text):
    rows = load(text).rows
    before = asked(database, COUNTED)
    assert [counts(load(text)) for _ in range(2)] == [(0, rows, 0)] * 2
    assert asked(database, COUNTED) == before


def test_a_return_that_comes_with_an_address_takes_its_own_place(database, load):
    load(PLAIN)
    told = "".join(f"{line},{'email' if line.startswith('date') else 'a@example.org'}\n"
                   for line in PLAIN.splitlines())  # fmt: skip
    assert counts(load(told)) == (3, 0, 3)
    assert counts(load(told)) == (0, 3, 0)
    assert asked(database, COUNTED) == [(4,)]


class TestCancelling:
    def test_what_is_cancelled_later_is_taken_out_and_undoing_brings_it_back(self, tmp_path):
        database = open_database(tmp_path / "r.duckdb")
        upload(database, tmp_path, PAID)
        assert counts(upload(database, tmp_path, CANCELLED)) == (1, 2, 1)
        assert asked(database, COUNTED) == [(7,)]
        assert counts(upload(database, tmp_path, CANCELLED)) == (0, 3, 0)
        held = asked(database, LIVE)
        rebuild(database)
        assert asked(database, LIVE) == held
        undo(database, 3)
        undo(database, 2)
        assert asked(database, COUNTED) == [(17,)]

    def test_what_is_paid_after_all_counts_again(self, database, load):
        load(CANCELLED)
        assert counts(load(PAID)) == (1, 2, 1)
        assert asked(database, COUNTED) == [(17,)]

    def test_a_file_that_does_not_speak_of_it_leaves_it(self, database, load):
        load(CANCELLED)
        silent = PAID.replace("status", "email").replace("paid", "a@example.org")
        assert counts(load(silent)) == (3, 0, 3)
        assert asked(database, COUNTED) == [(7,)]


class TestEqualLines:
    BOTH = (
        "date,customer,product,amount,email\n"
        "2026-05-01,anna,tea,10,c@example.org\n2026-05-01,anna,tea,10,d@example.org\n"
    )

    def test_the_one_with_the_same_address_is_the_same(self, database, load):
        load(self.BOTH)
        later = (
            "date,customer,product,amount,email\n"
            "2026-05-01,anna,tea,10,d@example.org\n2026-05-02,anna,tea,10,d@example.org\n"
        )
        assert counts(load(later)) == (1, 1, 0)

    def test_other_fields_told_settle_at_once(self, database, load):
        load(self.BOTH)
        later = (
            "date,customer,product,amount,email,phone\n"
            "2026-05-01,anna,tea,10,m@example.org,+49 30 1234562\n"
            "2026-05-01,anna,tea,10,,+49 30 1234561\n"
        )
        assert counts(load(later)) == (2, 0, 2)
        assert counts(load(later)) == (0, 2, 0)

    LINES = st.lists(
        st.tuples(
            st.sampled_from(("1", "2")),
            st.sampled_from(("anna", "bert")),
            st.sampled_from(("10", "-10", "4")),
            st.sampled_from(("", "c@example.org", "d@example.org")),
            st.sampled_from(("paid", "cancelled", "")),
            st.sampled_from(("", " 10:00:00")),
            st.sampled_from(("", "North")),
        ),
        min_size=1, max_size=6,
    )  # fmt: skip

    @given(first=LINES, second=LINES)
    def test_a_file_given_twice_changes_nothing_the_second_time(
        self, tmp_path_factory, first, second
    ):
        folder = tmp_path_factory.mktemp("again")
        database = Database(IN_MEMORY)
        for lines in (first, second):
            text = "date,customer,product,amount,email,status,store\n" + "".join(
                f"2026-05-0{day}{hour},{who},tea,{amount},{email},{status},{store}\n"
                for day, who, amount, email, status, hour, store in lines
            )
            upload(database, folder, text)
            held = asked(database, LIVE)
            assert counts(upload(database, folder, text)) == (0, len(lines), 0)
            assert asked(database, LIVE) == held
        database.close()


def test_a_mended_row_is_no_copy_of_an_accepted_one_of_its_own_upload(database, load):
    text = "date,customer,product,amount\n2026-05-01,anna,tea,10\n2026-05-01,anna,tea,xx\n"
    text += "".join(f"2026-05-{day},bert,tea,3\n" for day in range(10, 20))
    assert load(text).rejected == 1
    header, rows = batches.rejects(database, 1)
    mended = "\n".join([",".join(header), *(",".join(map(str, row)) for row in rows)])
    mended = mended.replace(",xx", ",10").replace('"xx"', "xx") + "\n"
    mended = mended.replace('the amount "xx" is not a number', "mended")
    assert counts(load(mended)) == (1, 0, 0)
    assert counts(load(mended)) == (0, 1, 0)
    assert asked(database, COUNTED) == [(10 + 10 + 30,)]


def test_a_mended_row_of_a_file_that_came_twice_or_of_another_till_is_no_copy(database, load):
    text = "date,customer,product,amount\n2026-05-01,anna,tea,10\n2026-05-01,anna,tea,xx\n"
    text += "".join(f"2026-05-{day},bert,tea,3\n" for day in range(10, 20))
    for source in ("one", "one", "two"):
        load(text, source=source)
    mended = "row_number,reason,date,customer,product,amount\n3,mended,2026-05-01,anna,tea,10\n"
    assert counts(load(mended, source="one")) == (1, 0, 0)
    assert counts(load(mended, source="one")) == (0, 1, 0)


def test_what_tells_the_hour_is_known_before_what_has_the_address(load):
    header = "date,customer,product,amount,email\n"
    load(f"{header}2026-05-01 10:00:00,anna,tea,5,\n2026-05-01,anna,tea,5,e@example.org\n")
    later = (
        f"{header}2026-05-01 10:00:00,anna,tea,5,e@example.org\n2026-05-01 11:00:00,anna,tea,5,\n"
    )
    assert counts(load(later))[1:] == (1, 1)


def test_two_tills_without_customers_are_not_taken_for_one(load):
    day = "".join(f"2026-05-{day},coffee,3\n" for day in range(10, 30))
    load(f"date,product,amount\n{day}")
    told = load(f"date,product,amount\n{day}{day}").warnings
    assert not any("but for the customer" in each for each in told)


def test_the_same_file_of_another_source_is_no_older_export(database, load):
    told = PAID.replace("status", "email").replace("paid", "a@example.org")
    load(PAID, source="one")
    load(told, source="two")
    assert not any("loaded before" in each for each in load(told, source="one").warnings)
