"""Exports of every common shape become comments; what cannot be read is named by its line, and is never fatal."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli import main
from bot.domain.comment import Comment
from bot.domain.errors import BadInput
from bot.importing.columns import KNOWN_NAMES, Field, guess_columns
from bot.importing.comments import Builder
from bot.importing.dates import guess_day_first, parse_date
from bot.importing.opening import guess_encoding, open_export
from bot.importing.records import Broken, Record, guess_shape, records
from tests.effort import examples

Capture = pytest.CaptureFixture[str]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
plain = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


def _read(path: Path) -> tuple[list[Comment], list[Broken], Builder]:
    opened = open_export(path)
    shape = guess_shape(opened.text.read(20_000), KNOWN_NAMES)
    opened.text.close()
    found = list(records(open_export(path).text, shape))
    good = [each for each in found if isinstance(each, Record)]
    header = shape.header or tuple(dict.fromkeys(key for each in good for key in each.values))
    builder = Builder(page_id="p", mapped=guess_columns(header, good[:200], {}), now=NOW)
    built = [builder.build(each) for each in good]
    broken = [each for each in [*found, *built] if isinstance(each, Broken)]
    return [each for each in built if isinstance(each, Comment)], broken, builder


CSV = 'Fecha,Autor,Comentario\n03/11/2026 10:00,Ana,"Hola, ¿abrís\nhoy?"\n04/11/2026,Luis,Sí\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = list(csv.reader(io.StringIO(CSV)))
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows * 1)
    path = tmp_path / "export.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    comments, broken, _ = _read(path)
    assert not broken
    assert [(each.author.name, each.text) for each in comments] == [("Ana", "Hola, ¿abrís\nhoy?"), ("Luis", "Sí")]
    assert comments[0].created_at == datetime(2026, 11, 3, 10, tzinfo=UTC)


def test_json_lines_array_nested_and_gzip(tmp_path: Path) -> None:
    rows = [{"id": n, "snippet": {"textOriginal": f"texto {n} ñ", "authorDisplayName": "Eva"}} for n in range(3)]
    shapes = {
        "a.jsonl": "\n".join(json.dumps(row) for row in rows).encode(),
        "b.json": json.dumps(rows, indent=2, ensure_ascii=False).encode(),
        "c.jsonl.gz": gzip.compress("\n".join(json.dumps(row) for row in rows).encode()),
    }
    for name, body in shapes.items():
        (tmp_path / name).write_bytes(body)
        comments, broken, _ = _read(tmp_path / name)
        assert not broken
        assert [(each.ext_id, each.text, each.author.name) for each in comments] == [
            (str(n), f"texto {n} ñ", "Eva") for n in range(3)
        ]


def test_broken_rows_are_named_by_line_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 1, "text": "a b c"}\n{"id": 2, "te\n[1]\n\n{"id": 3, "text": "d e f"}\n')
    comments, broken, _ = _read(path)
    assert [each.ext_id for each in comments] == ["1", "3"]
    assert [each.line for each in broken] == [2, 3]
    path = tmp_path / "x.csv"
    path.write_text(
        "id,text,date\n1,hello there,2026-01-01\n2,a,b,c,d\n3\n4,fine by me,someday\n5,good to go,2026-01-02\n"
    )
    comments, broken, _ = _read(path)
    assert [each.ext_id for each in comments] == ["1", "5"]
    assert [each.line for each in broken] == [3, 4, 5]


def test_a_broken_element_of_an_array_does_not_take_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('[\n{"id": 1, "text": "a b c"},\n{"id": 2, "text": oops},\n{"id": 3, "text": "d e f"}\n]')
    comments, broken, _ = _read(path)
    assert [each.ext_id for each in comments] == ["1", "3"]
    assert broken[0].line == 3


def test_a_gzip_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": n, "text": f"some words {n * 7919 % 1000}"}) for n in range(60_000))
    body = gzip.compress(lines.encode())
    (tmp_path / "x.jsonl.gz").write_bytes(body[: len(body) // 2])
    comments, broken, _ = _read(tmp_path / "x.jsonl.gz")
    assert len(comments) > 1000
    assert "breaks off" in broken[-1].why or "not JSON" in broken[-1].why


def test_a_few_broken_bytes_in_utf8_are_mended_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("text,author\ncafé con leña y niños,Íñigo\n".encode() + b"ma\xf1ana s\xed,Eva\n")
    opened = open_export(path)
    text = opened.text.read()
    assert "café" in text
    assert "mañana sí" in text
    assert opened.mended == [2]


def test_a_file_without_a_header_is_understood_by_its_contents(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("2026-01-01,The tasting was wonderful\n2026-01-02,When do you open on Sunday\n")
    comments, _, builder = _read(path)
    assert comments[0].text == "The tasting was wonderful"
    assert builder.mapped.columns == {Field.TEXT: "2", Field.DATE: "1"}


def test_names_are_guessed_in_both_languages_and_a_person_has_the_last_word() -> None:
    record = Record(
        line=2, values={"Fecha de creación": "2026-01-02", "Mensaje": "hola a todos", "Nombre de usuario": "x"}
    )
    mapped = guess_columns(tuple(record.values), [record], {})
    assert mapped.columns == {
        Field.TEXT: "Mensaje",
        Field.DATE: "Fecha de creación",
        Field.AUTHOR: "Nombre de usuario",
    }
    given = guess_columns(tuple(record.values), [record], {"text": "Nombre de usuario"})
    assert given.columns[Field.TEXT] == "Nombre de usuario"
    for wrong in ({"txt": "Mensaje"}, {"text": "Body"}):
        with pytest.raises(BadInput, match="there is no such"):
            guess_columns(tuple(record.values), [record], wrong)
    with pytest.raises(BadInput, match="--map text"):
        guess_columns(("a", "b"), [Record(line=2, values={"a": "1", "b": "2"})], {})


def test_missing_ids_are_the_same_next_time_and_tell_people_apart(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("text\nthanks a lot friends\nthanks a lot friends\nsomething else here\n")
    first, second = _read(path)[0], _read(path)[0]
    assert [each.ext_id for each in first] == [each.ext_id for each in second]
    assert len({each.ext_id for each in first}) == 3
    path.write_text("text,author\nthanks a lot friends,Ana\nthanks a lot friends,Ana\nthanks a lot friends,Eva\n")
    assert len({each.ext_id for each in _read(path)[0]}) == 2


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("2026-03-04T05:06:07Z", True, "2026-03-04T05:06:07+00:00"),
        ("2015-02-24 11:35:52 -0800", True, "2015-02-24T19:35:52+00:00"),
        ("03/04/2026", True, "2026-04-03T00:00:00+00:00"),
        ("03/04/2026", False, "2026-03-04T00:00:00+00:00"),
        ("3.4.26 7:05 pm", True, "2026-04-03T19:05:00+00:00"),
        ("2026/12/31 23:59", True, "2026-12-31T23:59:00+00:00"),
        ("Wed Oct 10 20:19:24 +0000 2018", True, "2018-10-10T20:19:24+00:00"),
        ("Mon, 02 Nov 2026 10:00:00 +0100", True, "2026-11-02T09:00:00+00:00"),
        ("1541851200", True, "2018-11-10T12:00:00+00:00"),
        ("1541851200000", True, "2018-11-10T12:00:00+00:00"),
        ("yesterday", True, None), ("31/02/2026", True, None), ("", True, None), ("123", True, None),
    ],
)  # fmt: skip
def test_dates(text: str, day_first: bool, expected: str | None) -> None:
    found = parse_date(text, day_first=day_first)
    assert (found.isoformat() if found else None) == expected


def test_which_stands_first_is_told_by_any_date_that_can_tell() -> None:
    assert guess_day_first(["03/04/2026", "25/04/2026"], default=False)
    assert not guess_day_first(["03/04/2026", "04/25/2026"], default=True)
    assert guess_day_first(["2026-01-01"], default=True)


@pytest.mark.parametrize("content", [b"", b"  \n \n"])
def test_an_empty_or_absent_file_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(BadInput, match="is empty"):
        open_export(tmp_path / "x.csv")
    with pytest.raises(BadInput, match="there is no file"):
        open_export(tmp_path / "nowhere.csv")


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=examples(60),
)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_to_the_end(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(b"text,id\n" + body)
    opened = open_export(path)
    shape = guess_shape(opened.text.read(10_000), KNOWN_NAMES)
    for each in records(open_export(path).text, shape):
        assert each.line >= 1


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=examples(60),
)
@given(st.lists(st.tuples(plain, plain), min_size=1, max_size=8))
def test_what_csv_writes_is_read_back_word_for_word(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text"), *((str(n), text) for n, (text, _) in enumerate(rows))])
    shape = guess_shape(path.read_text(encoding="utf-8"), KNOWN_NAMES)
    found = [each for each in records(open_export(path).text, shape) if isinstance(each, Record)]
    assert [each.values["text"] for each in found] == [text for text, _ in rows]


@given(st.text(max_size=40), st.booleans())
def test_any_date_text_is_answered(text: str, day_first: bool) -> None:
    found = parse_date(text, day_first=day_first)
    assert found is None or found.tzinfo is not None


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_have_an_encoding_that_python_knows(sample: bytes) -> None:
    assert codecs.lookup(guess_encoding(sample)).name


ROWS = 'id,brand,text\n1,mirlo,"When do you open?"\n2,Otra Casa,"Great bread!"\n3,Nobody,"hello there"\n4,,"and me?"\n'


@pytest.fixture
def two_brands(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    (home / "otra.toml").write_text('id = "otra"\nname = "Otra Casa"\nlanguages = ["en", "es"]\n', encoding="utf-8")
    (home / "tertulia.toml").write_text('brands = ["mirlo", "otra.toml"]\n', encoding="utf-8")
    return home


def ran(capsys: Capture, args: list[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main(args)
    told = capsys.readouterr()
    assert ended.value.code == 0, told
    return " ".join((told.out + told.err).split())


def pages_in(home: Path) -> dict[str, str]:
    rows = "SELECT ext_id, item.page_id || '/' || brand_id FROM item JOIN comment ON comment.id = comment_id"
    with sqlite3.connect(home / "tertulia.db") as store:
        return dict(store.execute(rows))


def test_rows_go_to_the_page_of_their_brand(
    two_brands: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "export.csv"
    export.write_text(ROWS, encoding="utf-8")
    args = ["import", str(export), "--home", str(two_brands), "--rejects", str(tmp_path / "r.jsonl")]
    told = ran(capsys, args)
    assert "line 4: no brand here is called 'Nobody'" in told
    assert "3 new, 0 duplicates, 1 broken" in told
    wanted = {"1": "import/mirlo", "2": "import-otra/otra", "4": "import/mirlo"}
    assert pages_in(two_brands) == wanted
    assert "3 duplicates" in ran(capsys, args)
    assert pages_in(two_brands) == wanted


def test_a_brand_column_of_somebody_else_sends_nothing(
    two_brands: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "export.csv"
    export.write_text(ROWS.replace("mirlo", "jetblue").replace("Otra Casa", "delta"), encoding="utf-8")
    args = ["import", str(export), "--home", str(two_brands), "--rejects", str(tmp_path / "r.jsonl")]
    assert "0 duplicates, 3 broken" in ran(capsys, [*args, "--dry-run", "--map", "brand=brand"])
    assert "names no brand of this installation" in ran(capsys, args)
    assert set(pages_in(two_brands).values()) == {"import/mirlo"}
    assert len(pages_in(two_brands)) == 4
