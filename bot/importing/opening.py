"""Opens an export as text: gzip seen by its first bytes, the encoding by its mark or by trial."""

from __future__ import annotations

import codecs
import gzip
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from bot.domain.errors import BadInput

SAMPLE = 256 * 1024
_GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(slots=True)
class Opened:
    """A file being read. `mended` counts bytes that were not valid in the encoding and were read as
    Windows-1252 instead; `done` tells how many bytes of the file have been read."""

    text: IO[str]
    encoding: str
    size: int
    done: Callable[[], int]
    mended: list[int]


def open_export(path: Path) -> Opened:
    """Open `path` for reading line by line, whatever its encoding. Raises `BadInput` naming what is wrong."""
    if not path.is_file():
        raise BadInput(f"there is no file {path}", es=f"no existe el archivo {path}")
    size = path.stat().st_size
    raw = path.open("rb")
    try:
        head = raw.read(2)
        raw.seek(0)
        bytes_in = cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if head == _GZIP else cast(IO[bytes], raw)
        sample = bytes_in.read(SAMPLE)
        bytes_in.seek(0)
    except (OSError, EOFError) as error:
        raw.close()
        raise BadInput(f"{path} cannot be read: {error}", es=f"{path} no se puede leer: {error}") from error
    if not sample.strip():
        raw.close()
        raise BadInput(f"{path} is empty", es=f"{path} está vacío")
    encoding = guess_encoding(sample)
    mended = [0]
    handler = f"tertulia-{id(mended)}"
    codecs.register_error(handler, _mender(mended))
    text = io.TextIOWrapper(cast(io.BufferedReader, bytes_in), encoding=encoding, errors=handler, newline="")
    return Opened(text=text, encoding=encoding, size=size, done=raw.tell, mended=mended)


def guess_encoding(sample: bytes) -> str:
    """The encoding of a file that begins with `sample`: its mark, else UTF-16 by its zeros, else UTF-8, else
    Windows-1252 (which every old export on Windows is, and which can read any byte worth reading)."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    even, odd = sample[0::2], sample[1::2]
    if len(sample) >= 8:
        if odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.1 * len(even):
            return "utf-16-le"
        if even.count(0) > 0.4 * len(even) and odd.count(0) < 0.1 * len(odd):
            return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError as error:
        # A file of UTF-8 with a few broken bytes has many good sequences; one of Windows-1252 has next to none.
        good = sum(1 for byte in sample[: error.start] if byte >= 0xC2) + _good_after(sample, error.start)
        bad = sample.decode("utf-8", "replace").count("�")
        return "utf-8" if good > bad else "cp1252"
    return "utf-8"


def _good_after(sample: bytes, start: int) -> int:
    return sum(1 for char in sample[start:].decode("utf-8", "ignore") if char > "\x7f")


def _mender(count: list[int]) -> Callable[[UnicodeError], tuple[str, int]]:
    def mend(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        count[0] += 1
        broken = error.object[error.start : error.end]
        return broken.decode("cp1252", "replace"), error.end

    return mend
