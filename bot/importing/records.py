"""Records of an export, one at a time: CSV with any delimiter, JSON lines, or a JSON array. Never fatal."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any

LONGEST_FIELD = 250_000
SAMPLE_ROWS = 40
_DELIMITERS = ",;\t|"
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: its values by column name, and the line of the file it began on."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A record that could not be read, and why, in English and Spanish."""

    line: int
    why: str
    es: str
    raw: str = ""

    def told(self, lang: str) -> str:
        """Why, in `lang`."""
        return self.es if lang == "es" else self.why


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What kind of file it is. `header` is empty where a CSV has none; then columns are "1", "2"…"""

    kind: str
    """"csv", "jsonl" or "json"."""
    delimiter: str = ""
    header: tuple[str, ...] = field(default=())
    first_is_header: bool = True


def guess_shape(sample: str, known_names: frozenset[str]) -> Shape:
    """The shape of a file that begins with `sample`. `known_names` are normalised column names (usual ones, and those a
    person named), by which a header is told from data."""
    begin = sample.lstrip("\ufeff \t\r\n")
    if begin.startswith("["):
        return Shape(kind="json")
    if begin.startswith("{"):
        first = begin.splitlines()[0]
        return Shape(kind="jsonl" if _is_json(first) else "json")
    delimiter = max(_DELIMITERS, key=lambda each: _steadiness(sample, each))
    first_row = next(iter(_rows(sample, delimiter)), [])
    header = tuple(name.strip().lstrip("\ufeff") for name in first_row)
    is_header = any(normal(name) in known_names for name in header)
    if not is_header:
        header = tuple(str(number) for number in range(1, len(header) + 1))
    return Shape(kind="csv", delimiter=delimiter, header=_unique(header), first_is_header=is_header)


def records(text: IO[str], shape: Shape) -> Iterator[Record | Broken]:
    """All records in the order of the file."""
    if shape.kind == "csv":
        yield from _csv(text, shape)
    elif shape.kind == "jsonl":
        yield from _jsonl(text)
    else:
        yield from _json_values(text)


def normal(name: str) -> str:
    """A column's name without case, accents and signs: "Fecha de creación" is "fechadecreacion"."""
    plain = str.maketrans("áéíóúüñç", "aeiouunc")
    return "".join(char for char in name.lower().translate(plain) if char.isalnum())


def _csv(text: IO[str], shape: Shape) -> Iterator[Record | Broken]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(text, delimiter=shape.delimiter)
    first = shape.first_is_header
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            why, es = _csv_words(str(error))
            yield Broken(line=line, why=why, es=es)
            continue
        except (EOFError, OSError) as error:
            yield Broken(line=line, why=f"the file breaks off here: {error}", es=f"el archivo se corta aquí: {error}")
            return
        if first:
            first = False
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(shape.header) and any(cell.strip() for cell in row[len(shape.header) :]):
            why = f"has {len(row)} columns where the header has {len(shape.header)}"
            es = f"tiene {len(row)} columnas y la cabecera {len(shape.header)}"
            yield Broken(line=line, why=why, es=es, raw=shape.delimiter.join(row))
            continue
        yield Record(line=line, values=dict(zip(shape.header, row, strict=False)))


def _csv_words(why: str) -> tuple[str, str]:
    if "field larger" in why:
        return (
            "a field is far too long; a quotation mark before it is probably never closed",
            "un campo es larguísimo; seguramente unas comillas anteriores no se cierran nunca",
        )
    return f"not readable as CSV: {why}", f"no se puede leer como CSV: {why}"


def _not_json(error: Exception, line: int, raw: str) -> Broken:
    """Where the reading stopped, in the record itself: the parser's own line is one in the record, not in the file."""
    at = f" (from column {error.colno})" if isinstance(error, json.JSONDecodeError) and error.lineno == 1 else ""
    es = at.replace("from column", "desde la columna")
    return Broken(line=line, why=f"not JSON{at}", es=f"no es JSON{es}", raw=raw[:2000])


def _jsonl(text: IO[str]) -> Iterator[Record | Broken]:
    number = 0
    try:
        for number, line in enumerate(text, 1):
            if not (stripped := line.strip().lstrip("\ufeff")):
                continue
            try:
                value = json.loads(stripped)
            except (ValueError, RecursionError) as error:
                yield _not_json(error, number, stripped)
                continue
            yield _flat(value, number, stripped)
    except (EOFError, OSError) as error:
        yield Broken(line=number + 1, why=f"the file breaks off here: {error}", es=f"el archivo se corta aquí: {error}")


def _json_values(text: IO[str]) -> Iterator[Record | Broken]:
    """The objects of an array (or one after another), read piece by piece: a file larger than the memory works."""
    decoder = json.JSONDecoder()
    buffer, line, ended = "", 1, False
    while True:
        cut = len(buffer) - len(buffer.lstrip("\ufeff \t\r\n,[]"))
        line += buffer.count("\n", 0, cut)
        buffer = buffer[cut:]
        if buffer:
            try:
                value, end = decoder.raw_decode(buffer)
            except (ValueError, RecursionError) as error:
                if not ended and len(buffer) < 4 * LONGEST_FIELD:
                    more = text.read(_BLOCK)
                    ended = not more
                    buffer += more
                    continue
                yield _not_json(error, line, buffer)
                after = buffer.find("\n{") + 1 or len(buffer)
                line += buffer.count("\n", 0, after)
                buffer = buffer[after:]
                continue
            yield _flat(value, line, buffer[:end])
            line += buffer.count("\n", 0, end)
            buffer = buffer[end:]
            continue
        if ended:
            return
        buffer = text.read(_BLOCK)
        ended = not buffer


def _flat(value: Any, line: int, raw: str) -> Record | Broken:
    if not isinstance(value, dict):
        return Broken(line=line, why="not an object", es="no es un objeto", raw=raw[:2000])
    values: dict[str, str] = {}
    _flatten(value, "", values, 3)
    return Record(line=line, values=values)


def _flatten(value: dict[str, Any], at: str, found: dict[str, str], deep: int) -> None:
    for key, each in value.items():
        if isinstance(each, dict) and deep:
            _flatten(each, f"{at}{key}.", found, deep - 1)
        elif isinstance(each, str):
            found[f"{at}{key}"] = each
        elif isinstance(each, bool) or each is None:
            found[f"{at}{key}"] = "" if each is None else str(each).lower()
        elif isinstance(each, (int, float)):
            found[f"{at}{key}"] = str(each)


def _rows(sample: str, delimiter: str) -> list[list[str]]:
    lines = sample.splitlines(keepends=True)
    whole = lines if len(lines) < 3 or sample.endswith("\n") else lines[:-1]
    try:
        return list(islice(csv.reader(whole, delimiter=delimiter), SAMPLE_ROWS))
    except csv.Error:
        return []


def _steadiness(sample: str, delimiter: str) -> float:
    """How much like a delimiter it is: many columns, the same number in every row."""
    widths = [len(row) for row in _rows(sample, delimiter) if row]
    if not widths or max(widths) == 1:
        return 0.0
    usual = max(set(widths), key=widths.count)
    return widths.count(usual) / len(widths) + (0.01 * min(usual, 30) if usual > 1 else -1)


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    found = []
    for number, name in enumerate(names, 1):
        base = name or str(number)
        seen[base] = seen.get(base, 0) + 1
        found.append(base if seen[base] == 1 else f"{base} ({seen[base]})")
    return tuple(found)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
