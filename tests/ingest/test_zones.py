"""A time with its zone beside it becomes the shop's time; one without stays as written."""

from datetime import datetime

import pytest

from retention.ingest.mapping import propose
from retention.ingest.preview import try_sample
from tests.ingest.reading import opened_text, read_text

BUDAPEST = "Europe/Budapest"  # an hour ahead of UTC in winter, two in summer
CONVERTED = {
    "2024-01-05T23:30:00Z": datetime(2024, 1, 6, 0, 30),
    "2024-07-05T23:30:00Z": datetime(2024, 7, 6, 1, 30),
    "2024-01-05T23:30:00+02:00": datetime(2024, 1, 5, 22, 30),
    "2024-01-05 23:30:00 UTC": datetime(2024, 1, 6, 0, 30),
    "2024-01-05 23:30:00 -0500": datetime(2024, 1, 6, 5, 30),
    "2024-01-05T10:00:00.250+5:30": datetime(2024, 1, 5, 5, 30),
    "2024-01-05 23:30 GMT+2": datetime(2024, 1, 5, 22, 30),
    "05.07.2024 23:30 CEST": datetime(2024, 7, 5, 23, 30),
    "Jul 5, 2024 11:30:00 PM PDT": datetime(2024, 7, 6, 8, 30),
    "2024-07-05 10:00:00 -0400 EDT": datetime(2024, 7, 5, 16),
    "2024-07-05 23:30:00": datetime(2024, 7, 5, 23, 30),
    "2024-07-05": datetime(2024, 7, 5),
}


def _file(*cells: str) -> str:
    return "\n".join(["date\tclient\tamount", *(f"{cell}\tanna\t5.00" for cell in cells)])


def test_a_zone_beside_a_time_is_converted(tmp_path):
    read = read_text(tmp_path, _file(*CONVERTED), time_zone=BUDAPEST)
    assert dict(zip(CONVERTED, read.values("ordered_at"), strict=True)) == CONVERTED
    assert read.checked.has_zones
    assert read.checked.notes == (f"Times with a zone beside them are converted to {BUDAPEST}.",)


def test_without_a_time_zone_of_its_own_times_stay_as_written_and_it_is_said(tmp_path):
    read = read_text(tmp_path, _file("2024-01-05T23:30:00Z", "2024-01-05 23:30:00 -0500"))
    assert read.values("ordered_at") == [datetime(2024, 1, 5, 23, 30)] * 2
    (note,) = read.checked.notes
    assert "stay as written" in note and "Settings" in note


def test_times_without_a_zone_are_not_spoken_of(tmp_path):
    read = read_text(tmp_path, _file("2024-01-05 23:30:00"), time_zone=BUDAPEST)
    assert (read.checked.has_zones, read.checked.notes) == (False, ())


def test_letters_that_several_zones_share_stay_as_written(tmp_path):
    read = read_text(tmp_path, _file("2024-01-05 23:30 IST"), time_zone=BUDAPEST)
    assert read.values("ordered_at") == [datetime(2024, 1, 5, 23, 30)]
    assert "“IST”" in read.checked.notes[0] and not read.checked.has_zones


def test_an_offset_that_is_nowhere_is_no_time(tmp_path):
    read = read_text(tmp_path, _file("2024-01-05T10:00:00+99:00", "2024-01-05"))
    assert list(read.reasons()) == [2]


def test_promised_and_delivered_times_are_converted_too(tmp_path):
    text = ("date,client,amount,promised date,delivered at\n"
            "2024-01-05,anna,5.00,2024-01-05T23:30:00Z,2024-01-06T23:30:00Z\n")  # fmt: skip
    read = read_text(tmp_path, text, time_zone=BUDAPEST)
    assert read.values("promised_at") == [datetime(2024, 1, 6, 0, 30)]
    assert read.values("delivered_at") == [datetime(2024, 1, 7, 0, 30)]


def test_a_payment_account_names_the_zone_in_a_column_of_its_own(tmp_path):
    text = ("Date,Time,Time zone,Gross,Fee,Net,From Email Address,Transaction ID\n"
            "25/01/2024,23:30:00,PST,5.00,0,5.00,anna@example.org,T1\n")  # fmt: skip
    read = read_text(tmp_path, text, time_zone=BUDAPEST)
    assert read.values("ordered_at") == [datetime(2024, 1, 26, 8, 30)]


@pytest.mark.parametrize(
    ("received_at", "time_zone", "taken"),
    [
        (datetime(2024, 1, 5, 23), BUDAPEST, ["2024-01-06"]),  # it is the 6th there already
        (datetime(2024, 1, 5, 22), BUDAPEST, []),
        (datetime(2024, 1, 5, 22), "Pacific/Auckland", ["2024-01-06"]),
        (datetime(2024, 1, 6, 3), "America/New_York", []),
        (datetime(2024, 1, 5, 22), None, []),
    ],
)
def test_today_is_the_shops_own_day(tmp_path, received_at, time_zone, taken):
    read = read_text(tmp_path, _file("2024-01-06"), received_at=received_at, time_zone=time_zone)
    assert [f"{moment:%Y-%m-%d}" for moment in read.values("ordered_at")] == taken


def test_the_preview_shows_the_time_it_becomes_and_says_so(tmp_path):
    with opened_text(tmp_path, _file("2024-01-05T23:30:00Z")) as table:
        mapping = propose(table)
        here = try_sample(table, mapping, time_zone=BUDAPEST)
        unknown = try_sample(table, mapping)
    assert here.rows[0]["ordered_at"] == datetime(2024, 1, 6, 0, 30)
    assert BUDAPEST in here.notes[0]
    assert unknown.rows[0]["ordered_at"] == datetime(2024, 1, 5, 23, 30)
    assert "as written" in unknown.notes[0]
