"""Reports, the client's page, planned posts and promises, asked for in a room. Figures and words are the office's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.adapters.chat.room.asks import RoomAsk, RoomCommand
from bot.adapters.chat.room.brands import brand_meant, page_meant
from bot.adapters.chat.room.events import Answer, Attachment
from bot.adapters.chat.room.memory import Seat
from bot.adapters.chat.room.texts import room_texts
from bot.adapters.chat.room.visit import Visit
from bot.adapters.chat.text_card import Line, Role, line
from bot.domain.brand import Brand
from bot.domain.report import Report, ReportKind

Handler = Callable[[Visit, RoomCommand, Seat], Awaitable[Answer | None]]
_SPANISH_KINDS = {
    ReportKind.HEALTH: "informe salud",
    ReportKind.ANSWERED: "informe respondido",
    ReportKind.ADVICE: "informe consejos",
    ReportKind.DIGEST: "resumen",
}


class Reporting:
    """Where the platform takes no `files`, pictures are said in words."""

    def __init__(self, *, files: bool) -> None:
        self._files = files

    def handlers(self) -> Mapping[RoomAsk, Handler]:
        """What is answered here."""
        return {
            RoomAsk.REPORT: self._report,
            RoomAsk.BRIEF: self._brief,
            RoomAsk.POST: self._post,
            RoomAsk.PROMISE: self._promise,
        }

    async def _report(self, visit: Visit, command: RoomCommand, seat: Seat) -> Answer | None:
        said = command.kind.value if command.kind is ReportKind.DIGEST else f"report {command.kind.value}"
        where = await self._where(visit, command, seat, said, _SPANISH_KINDS[command.kind])
        if not isinstance(where, tuple):
            return where
        brand_id, page_id = where
        report = await visit.office.evidence.report(
            command.kind,
            visit.person,
            brand_id=brand_id,
            page_id=page_id,
            since=command.span,
            lang=visit.lang,
        )
        return visit.shows(self._lines(report), charts=report.charts)

    async def _where(
        self, visit: Visit, command: RoomCommand, seat: Seat, en: str, es: str
    ) -> tuple[str, str] | Answer | None:
        """(brand, page): what is named may be either, or a page of the brand. None when it is neither."""
        brand = await brand_meant(visit, command, seat, en, es)
        if isinstance(brand, Brand) and not command.text:
            return brand.id, ""
        if isinstance(brand, Answer) or (brand is None and not command.brand):
            return brand
        named, of = (command.text, brand.id) if isinstance(brand, Brand) else (command.brand, "")
        found = await page_meant(visit, named, of)
        return (found[1], found[0]) if found else None

    def _lines(self, report: Report) -> list[Line]:
        found = [line(Role.TITLE, report.title), line(Role.SAYS, report.verdict)]
        # A paragraph may be a list; each of its lines stays one.
        found += [line(Role.CONTEXT, part) for each in report.paragraphs for part in each.split("\n")]
        if not self._files:
            found += [line(Role.META, each.alt) for each in report.charts if each.alt]
        return [*found, line(Role.HINT, report.caution)] if report.caution else found

    async def _brief(self, visit: Visit, command: RoomCommand, seat: Seat) -> Answer | None:
        brand = await brand_meant(visit, command, seat, "brief", "dossier")
        if not isinstance(brand, Brand):
            return brand
        made = await visit.office.evidence.brief(visit.person, brand_id=brand.id, since=command.span)
        lines = [line(Role.TITLE, made.title), *(line(Role.SAYS, each) for each in made.sentences)]
        if not self._files:
            return visit.shows([*lines, line(Role.HINT, room_texts(visit.lang).brief_elsewhere)])
        files = (
            Attachment(name=f"{brand.id}-brief.png", mime="image/png", data=made.png),
            Attachment(name=f"{brand.id}-brief.pdf", mime="application/pdf", data=made.pdf),
        )
        return replace(visit.shows(lines), files=tuple(each for each in files if each.data))

    async def _post(self, visit: Visit, command: RoomCommand, seat: Seat) -> Answer | None:
        if not command.text:
            return visit.says(room_texts(visit.lang).post_how)
        brand = await brand_meant(visit, command, seat, "post: …", "publicación: …")
        if not isinstance(brand, Brand):
            return brand
        report = await visit.office.evidence.post(command.text, visit.person, brand_id=brand.id, lang=visit.lang)
        return visit.shows(self._lines(report), charts=report.charts)

    async def _promise(self, visit: Visit, command: RoomCommand, seat: Seat) -> Answer | None:
        done = await visit.office.evidence.settle_promise(command.number, visit.person, kept=command.kept)
        t = room_texts(visit.lang)
        if not done:
            return visit.says(t.promise_gone)
        return visit.says(t.promise_kept if command.kept else t.promise_dropped, role=Role.GOOD)
