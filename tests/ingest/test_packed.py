"""Archives of files: each inside is one of its own, and none can do harm."""

import gzip
import io
import json
import os
import tarfile
import zipfile

import pytest

from retention.__main__ import main
from retention.errors import Refused
from retention.ingest.packed import files_in

MAY = b"Order,Date,Customer,Amount\n1,2024-05-01,anna,5.00\n2,2024-05-02,bert,6.00\n"
JUNE = b"Order,Date,Customer,Amount\n3,2024-06-01,anna,7.25\n"


def _zip(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def _tar(path, **files):
    with tarfile.open(path, "w:gz") as packed:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))
    return path


def _inside(path) -> dict[str, bytes | str]:
    with files_in(path) as inside:
        return {each.name: each.refusal or each.path.read_bytes() for each in inside}


@pytest.mark.parametrize(("pack", "name"), [(_zip, "all.zip"), (_tar, "all.tar.gz")])
def test_each_file_comes_out_under_the_archives_name(tmp_path, pack, name):
    files = {"may.csv": MAY, "2024/june.csv": JUNE, "__MACOSX/._may.csv": b"x", ".DS_Store": b"x"}
    assert _inside(pack(tmp_path / name, **files)) == {
        f"{name}/may.csv": MAY, f"{name}/2024/june.csv": JUNE,
    }  # fmt: skip


def test_a_plain_file_and_one_packed_with_gzip_stay_themselves(tmp_path):
    for name, content in (("may.csv", MAY), ("may.csv.gz", gzip.compress(MAY))):
        (tmp_path / name).write_bytes(content)
        with files_in(tmp_path / name) as inside:
            assert [(each.name, each.path) for each in inside] == [(name, tmp_path / name)]


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "/etc/evil.csv", "C:\\evil.csv", "..\\evil.csv"]
)
@pytest.mark.parametrize(("pack", "ending"), [(_zip, "zip"), (_tar, "tar.gz")])
def test_no_name_leads_out_of_the_folder(tmp_path, name, pack, ending):
    archive = tmp_path / "inner" / f"a.{ending}"
    archive.parent.mkdir()
    pack(archive, **{name: MAY})
    before = sorted(tmp_path.rglob("*"))
    with files_in(archive) as (only,):
        assert sorted(tmp_path.rglob("*")) == before
        assert ".." not in only.name
        assert only.path.read_bytes() == MAY
        assert only.path.parent.name.startswith(f"regulars-{os.getpid()}-")  # swept if killed
    assert not only.path.exists()


def test_names_of_russian_windows(tmp_path):
    path = tmp_path / "a.zip"
    _zip(path, **{"XXX.csv": MAY})
    path.write_bytes(path.read_bytes().replace(b"XXX.csv", "май".encode("cp866") + b".csv"))
    assert list(_inside(path)) == ["a.zip/май.csv"]


def test_bombs_are_refused_before_they_fill_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("retention.ingest.packed.SMALL_BYTES", 1 << 20)
    for pack, name in ((_zip, "a.zip"), (_tar, "a.tar.gz")):
        with pytest.raises(Refused, match=f"{name} unpacks to an absurd size"):
            _inside(pack(tmp_path / name, **{"may.csv": b"0" * (20 << 20)}))
    monkeypatch.setattr("retention.ingest.packed.MOST_FILES", 3)
    many = _zip(tmp_path / "many.zip", **{f"{at}.csv": MAY for at in range(4)})
    with pytest.raises(Refused, match="more than 3 files"):
        _inside(many)


def test_a_name_of_absurd_length_and_what_is_passed_over_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("retention.ingest.packed._LONGEST_PIECE", 1 << 20)
    long = tmp_path / "long.tar.gz"
    with tarfile.open(long, "w:gz", format=tarfile.GNU_FORMAT) as packed:
        packed.addfile(tarfile.TarInfo("a" * (2 << 20)))
    monkeypatch.setattr("retention.ingest.packed.SMALL_BYTES", 1 << 20)
    hidden = tmp_path / "hidden.tar.gz"
    with tarfile.open(hidden, "w:gz") as packed:
        for name in (".hidden", "sales.csv"):
            entry = tarfile.TarInfo(name)
            entry.size = 20 << 20
            packed.addfile(entry, io.BytesIO(b"0" * entry.size))
    for path in (long, hidden):
        with pytest.raises(Refused, match="absurd size"), files_in(path):
            pass


def test_an_ending_of_absurd_length_is_shortened(tmp_path):
    path = tmp_path / "odd.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("x." + "a" * 300, "order,date\n")
    with files_in(path) as inside:
        assert [each.path.exists() for each in inside] == [True]


def test_a_password_damage_and_emptiness_are_refused(tmp_path):
    path = _zip(tmp_path / "a.zip", **{"may.csv": MAY})
    whole = path.read_bytes()
    locked = bytearray(whole)
    locked[whole.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(locked)
    with pytest.raises(Refused, match="has a password"):
        _inside(path)
    path.write_bytes(whole[:35] + b"\xff\xff\xff" + whole[38:])
    with pytest.raises(Refused, match="damaged"):
        _inside(path)
    with pytest.raises(Refused, match="no files inside"):
        _inside(_zip(tmp_path / "b.zip", **{"__MACOSX/x": b""}))


def test_an_archive_inside_an_archive_is_refused_and_its_neighbour_is_not(tmp_path):
    inner = _zip(tmp_path / "inner.zip", **{"may.csv": MAY}).read_bytes()
    files = {"x.zip": inner, "y.gz": gzip.compress(MAY), "june.csv": JUNE}
    inside = _inside(_zip(tmp_path / "a.zip", **files))
    assert inside["a.zip/june.csv"] == JUNE
    assert all("archive inside an archive" in inside[f"a.zip/{name}"] for name in ("x.zip", "y.gz"))


def _import(capsys, tmp_path, *files) -> tuple[int, list[dict]]:
    status = main(["--db", str(tmp_path / "r.duckdb"), "import", *map(str, files)])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_folder_is_imported_file_by_file(capsys, tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.csv").write_bytes(MAY)
    (folder / "b.pdf").write_bytes(b"%PDF-1.7")
    (folder / ".hidden").write_bytes(b"x")
    _zip(folder / "c.zip", **{"june.csv": JUNE, "readme.pdf": b"%PDF-1.7"})
    status, lines = _import(capsys, tmp_path, folder)
    assert status == 1
    assert [(line["file"], line.get("accepted"), line.get("status")) for line in lines] == [
        ("a.csv", 2, None), ("b.pdf", None, "refused"),
        ("c.zip/june.csv", 1, None), ("c.zip/readme.pdf", None, "refused"),
    ]  # fmt: skip
    assert [line["amount"] for line in lines if "amount" in line] == [11, 7.25]
    assert "b.pdf is a PDF" in lines[1]["reason"]
    (folder / "b.pdf").unlink()
    (folder / "c.zip").unlink()
    status, lines = _import(capsys, tmp_path, folder, tmp_path / "absent.csv")
    assert (status, [line["duplicates"] for line in lines]) == (1, [2])


def test_what_was_packed_and_what_had_months_as_columns_outlive_the_database(capsys, tmp_path):
    months = b"Client,01.2024,02.2024\nanna,5.00,6.50\nbert,,8.25\n"
    archive = _zip(tmp_path / "all.zip", **{"may.csv": MAY, "report/months.csv": months})
    status, lines = _import(capsys, tmp_path, archive)
    assert status == 0
    assert [(line["rows"], line["amount"]) for line in lines] == [(2, 11), (3, 19.75)]
    archive.unlink()
    (tmp_path / "r.duckdb").unlink()
    assert main(["--db", str(tmp_path / "r.duckdb"), "rebuild"]) == 0
    assert main(["--db", str(tmp_path / "r.duckdb"), "check"]) == 0
    capsys.readouterr()
    assert main(["--db", str(tmp_path / "r.duckdb"), "batches", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {(each["file"], each["accepted"]) for each in listed} == {
        ("all.zip/may.csv", 2), ("all.zip/report/months.csv", 3),
    }  # fmt: skip


def test_what_is_hidden_is_passed_over_however_deep_and_many(tmp_path):
    """… and does not count among the files; "./may.csv" is no hidden name."""
    hidden = {f"shop/.git/objects/{each}": b"x" for each in range(1_100)}
    deep = {f"{'d/' * 30_000}__MACOSX/{each}": b"x" for each in range(5)}
    path = _zip(tmp_path / "shop.zip", **{"./may.csv": MAY}, **hidden, **deep)
    assert list(_inside(path)) == ["shop.zip/may.csv"]
