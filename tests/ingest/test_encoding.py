"""A file in any of our encodings reads as what was written."""

import gzip

import pytest

from retention.errors import Refused
from retention.ingest.encoding import utf8_text
from retention.ingest.reading import open_table
from tests.ingest.reading import all_rows, opened_text

RUSSIAN = "Дата;Клиент;Сумма\n05.01.2024;Иванов Пётр;100,00\n"
UKRAINIAN = "Дата;Замовник;Сума\n05.01.2024;Їжакевич Єва;100,00\n"
HUNGARIAN = "Dátum;Vevő;Összeg\n2024.01.05;Kovács Győző;100,00\n"
POLISH = "Data;Klient;Kwota\n05.01.2024;Łukasz Żółw;100,00\n"
POLISH_S = "Data;Klient;Kwota\n05.01.2024;Łukasz Żółw Śliwa Gąsior;100,00\n"
GERMAN = "Datum;Käufer;Betrag\n05.01.2024;Jürgen Groß;100,00\n"
FRENCH = "Date;Client;Montant\n05/01/2024;François Lévêque;100,00 €\n"
SPANISH = "Fecha;Cliente;Importe\n05/01/2024;Muñoz Núñez;100,00\n"
SWEDISH = "Datum;Kund;Belopp\n2024-01-05;Åsa Sjöström;100,00\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (UKRAINIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (HUNGARIAN, "cp1250"),
        (POLISH, "cp1250"),
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (SPANISH, "cp1252"),
        (SWEDISH, "cp1252"),
        (POLISH_S, "iso8859_2"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "mac_cyrillic"),
        ("date;shop;sum\n2024-01-05;Joe’s “Best”;116,99 €\n", "cp1252"),
        ("date;client;sum\n2024-01-05;anna;1\xa0000,50 zł\n", "cp1250"),
        ("date;client;sum\n2024-01-05;«René»;1\xa0000,50\n", "cp1252"),
    ],
)
def test_one_byte_encodings_are_told_by_their_letters(tmp_path, text, encoding):
    path = tmp_path / "sales.csv"
    path.write_bytes(text.encode(encoding))
    read = utf8_text(path)
    assert read.path.read_text(encoding="utf-8") == text
    assert read.encoding == encoding
    read.close()


@pytest.mark.parametrize("text", [GERMAN, FRENCH.replace(" €", ""), SPANISH, SWEDISH])
def test_mac_roman_is_refused_with_advice(tmp_path, text):
    path = tmp_path / "sales.csv"
    path.write_bytes(text.encode("mac_roman"))
    with pytest.raises(Refused, match="save it again as “CSV UTF-8” or as XLSX"):
        utf8_text(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, HUNGARIAN, "date;client;sum\n2024-01-05;a;1\n"])
def test_unicode_with_and_without_its_mark(tmp_path, text, encoding):
    with opened_text(tmp_path, text, encoding) as table:
        header, row = (line.split(";") for line in text.splitlines())
        assert list(table.columns) == header
        assert all_rows(table) == {2: row}


def test_a_letter_far_down_is_found(tmp_path):
    text = "date;client;sum\n" + "2024-01-05;anna;1\n" * 200_000 + "2024-01-05;Jürgen;1\n"
    with opened_text(tmp_path, text, "cp1252") as table:
        assert table.encoding == "cp1252"
        last = list(table.batches())[-1]
        assert last.column(2)[-1].as_py() == "Jürgen"


def test_a_damaged_byte_does_not_turn_utf8_into_something_else(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_bytes(RUSSIAN.encode() + b"06.01.2024;\xd0;5\n")
    with open_table(path) as table:
        assert table.encoding == "utf-8"
        assert all_rows(table)[3] == ["06.01.2024", "\ufffd", "5"]


def test_gzip_is_unpacked(tmp_path):
    path = tmp_path / "sales.csv.gz"
    path.write_bytes(gzip.compress(RUSSIAN.encode("cp1251")))
    with open_table(path) as table:
        assert all_rows(table) == {2: ["05.01.2024", "Иванов Пётр", "100,00"]}


def test_a_gzip_bomb_and_a_cut_gzip_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("retention.ingest.encoding.SMALL_BYTES", 1 << 20)
    path = tmp_path / "sales.csv.gz"
    path.write_bytes(gzip.compress(b"a;b\n" + b"0" * (8 << 20)))
    with pytest.raises(Refused, match="absurd size"):
        open_table(path)
    path.write_bytes(gzip.compress(RUSSIAN.encode() * 1000)[:-200])
    with pytest.raises(Refused, match="damaged archive"):
        open_table(path)


def test_the_rewritten_copy_is_removed(tmp_path):
    with opened_text(tmp_path, RUSSIAN, "cp1251") as table:
        copy = table.text.path
        assert copy.exists()
    assert not copy.exists()
