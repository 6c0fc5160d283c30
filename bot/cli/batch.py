"""`tertulia read|score|suggest IN.jsonl -o OUT.jsonl`: batches, order kept, bad lines reported and skipped."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.batch_rows import Brands, Row, parse_row
from bot.cli.common import configured_brands, err, find_brand, reader_lang
from bot.cli.engine import coach_for
from bot.cli.speaking import speak, spoken
from bot.cli.texts import say
from bot.coaching.reading.as_json import reading_to_dict
from bot.coaching.scoring.as_json import score_to_dict
from bot.coaching.suggest_json import suggestions_to_dict
from bot.domain.errors import BadInput
from bot.domain.situation import SuggestRequest
from bot.ports import Coach
from bot.settings import Settings, load_settings

CHUNK = 128
TOLD = 20
"""So many bad lines are told one by one; the rest only counted."""

In = Annotated[str, typer.Argument(metavar="IN.jsonl", help="One JSON object a line; - for the standard input.")]
Out = Annotated[str, typer.Option("--output", "-o", help="Where to write; - for the standard output.")]
BrandName = Annotated[str, typer.Option("--brand", help="The brand for all lines, whatever they say.")]
LangName = Annotated[str, typer.Option("--lang", help="Language of reasons: en or es.")]
FactIds = Annotated[
    list[str] | None, typer.Option("--fact", help="Answer with this fact, by its id; may be given again.")
]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes to work with.")]


def read(source: In, output: Out = "-", brand: BrandName = "", lang: LangName = "", workers: Workers = 1) -> None:
    """Read comments: language, kinds, mood, urgency, what is asked, whether a reply is needed, and why."""
    _run("read", source, output, brand, lang, workers)


def score(source: In, output: Out = "-", brand: BrandName = "", lang: LangName = "", workers: Workers = 1) -> None:
    """Score replies (or planned posts): 0-100, eight dimensions, findings with spans and mends."""
    _run("score", source, output, brand, lang, workers)


def suggest(
    source: In,
    output: Out = "-",
    brand: BrandName = "",
    lang: LangName = "",
    workers: Workers = 1,
    fact: FactIds = None,
) -> None:
    """Suggest replies, with score, sources and what nobody knows yet.

    A line may name facts to answer with, too: "facts": ["hours"].
    """
    _run("suggest", source, output, brand, lang, workers, tuple(fact or ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A chunk's answers, one JSON text a row, and the lines that could not be used."""

    answers: list[str]
    bad: list[tuple[int, str]]
    lines: int


Numbered = list[tuple[int, str]]


@dataclass(slots=True)
class Worker:
    """Everything one process needs; built once in each."""

    command: str
    coach: Coach
    brands: Brands
    lang: str
    facts: tuple[str, ...] = ()

    def __call__(self, lines: Numbered) -> Done:
        """The answers to some lines, in their order."""
        rows: list[Row] = []
        bad: list[tuple[int, str]] = []
        for number, line in lines:
            try:
                rows.append(parse_row(line, self.command, self.brands, self.lang, self.facts))
            except BadInput as error:
                bad.append((number, error.told(spoken())))
        answers = [
            json.dumps({"id": row.id, **answer}, ensure_ascii=False)
            for row, answer in zip(rows, self._answers(rows), strict=True)
        ]
        return Done(answers=answers, bad=bad, lines=len(lines))

    def _answers(self, rows: list[Row]) -> list[dict[str, Any]]:
        if self.command == "read":
            readings = self.coach.read_many([row.situation for row in rows])
            return [
                reading_to_dict(each, row.situation.comment or "") for each, row in zip(readings, rows, strict=True)
            ]
        if self.command == "score":
            pairs = [(row.text, row.situation) for row in rows]
            return [score_to_dict(each) for each in self.coach.score_many(pairs)]
        return asyncio.run(self._suggestions(rows))

    async def _suggestions(self, rows: list[Row]) -> list[dict[str, Any]]:
        """Read together, which takes a quarter of the time, and composed for one by one."""
        read = zip(rows, self.coach.read_many([row.situation for row in rows]), strict=True)
        return [
            suggestions_to_dict(
                await self.coach.suggest(replace(row.situation, reading=reading), SuggestRequest(facts=row.facts))
            )
            for row, reading in read
        ]


def build_worker(command: str, settings: Settings, brand: str, lang: str, facts: tuple[str, ...] = ()) -> Worker:
    """A worker for one process."""
    known = configured_brands(settings)
    forced = find_brand(settings, brand) if brand else None
    default = forced or next(iter(known.values()))
    return Worker(
        command=command,
        coach=coach_for(settings, default),
        brands=Brands(known=known, default=default, forced=forced),
        lang=lang,
        facts=facts,
    )


def _run(
    command: str, source: str, output: str, brand: str, lang: str, workers: int, facts: tuple[str, ...] = ()
) -> None:
    settings = load_settings()
    reader = reader_lang(lang)
    if brand:
        find_brand(settings, brand)
    path = None if source == "-" else Path(source)
    if path is not None and not path.is_file():
        raise BadInput(say("no_file", path=path))
    if path is not None and output != "-" and Path(output).resolve() == path.resolve():
        raise BadInput(say("same_file", path=path))
    if path is not None and _is_table(path):
        raise BadInput(say("looks_csv", path=path))
    total, good, bad = None if path is None else _count_lines(path), 0, 0
    with _input(path) as lines, _output(output) as target, _progress(command, total) as advance:
        worker = build_worker(command, settings, brand, reader, facts) if workers == 1 else None
        start = (command, brand, reader, facts)
        work = _here(worker, _chunks(lines)) if worker else _apart(_chunks(lines), workers, start)
        for done in work:
            target.writelines(f"{answer}\n" for answer in done.answers)
            good += len(done.answers)
            for number, why in done.bad:
                bad += 1
                if bad <= TOLD:
                    err().print(say("line_skipped", number=number, why=why), markup=False)
            advance(done.lines)
    if bad:
        err().print(say("one_skipped" if bad == 1 else "many_skipped", bad=bad, good=good), markup=False)
    elif not good:
        err().print(say("empty", path=source), markup=False)
    if bad and not good:
        raise typer.Exit(1)


def _here(worker: Worker, chunks: Iterable[Numbered]) -> Iterator[Done]:
    return map(worker, chunks)


_worker: Worker | None = None


Start = tuple[str, str, str, tuple[str, ...]]
"""What a process is started with: command, brand, language and facts."""


def _start(command: str, brand: str, lang: str, facts: tuple[str, ...]) -> None:
    global _worker
    speak("es" if lang == "es" else "en")
    _worker = build_worker(command, load_settings(), brand, lang, facts)


def _work(lines: Numbered) -> Done:
    assert _worker is not None
    return _worker(lines)


def _apart(chunks: Iterable[Numbered], workers: int, start: Start) -> Iterator[Done]:
    """In several processes; order kept, and never more than a few chunks ahead in memory."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=start) as pool:
        waiting: deque[Future[Done]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_work, chunk))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _chunks(lines: IO[bytes]) -> Iterator[Numbered]:
    numbered = (
        (number, line.decode("utf-8", "replace").lstrip("\ufeff").strip()) for number, line in enumerate(lines, 1)
    )
    filled = ((number, line) for number, line in numbered if line)
    while chunk := list(islice(filled, CHUNK)):
        yield chunk


def _is_table(path: Path) -> bool:
    """Whether the file is an export as CSV or TSV: its name says so, and it does not begin like JSON."""
    if path.suffix.lower() not in (".csv", ".tsv"):
        return False
    with path.open("rb") as file:
        return not file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def _count_lines(path: Path) -> int:
    count = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n")
    return count


@contextmanager
def _input(path: Path | None) -> Iterator[IO[bytes]]:
    if path is None:
        yield sys.stdin.buffer
        return
    with path.open("rb") as file:
        yield file


@contextmanager
def _output(named: str) -> Iterator[IO[str]]:
    """The output; a file gets its name only when everything is in it."""
    if named == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    path = Path(named)
    if not path.absolute().parent.is_dir():
        raise BadInput(say("no_folder", path=path.absolute().parent))
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _progress(command: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on the error stream where a person looks at it; silent in pipes and logs."""
    console = err()
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(command, total=total)
        yield lambda lines: bar.advance(task, lines)
