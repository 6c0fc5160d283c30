"""The knowledge base: the only place suggestions take facts from, so every fact names who stands for it."""

from __future__ import annotations

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.brand import Brand, Fact
from bot.domain.errors import BadInput
from bot.domain.people import Right
from bot.ports import FactRecord
from bot.web.lengths import clean_newlines
from bot.web.visit import Visit, signed_in
from bot.web.words import LANGS

STATES = ("active", "proposed", "retired")
MOST_SHOWN = 300


async def brand_of(visit: Visit) -> Brand:
    """The brand in the address, or 404 for one that is unknown or not theirs."""
    brand = await visit.console.admin.brand(str(visit.request.path_params["brand_id"]), visit.person)
    if brand is None:
        raise HTTPException(404)
    visit.need(Right.SEE, brand.id)
    return brand


async def knowledge(visit: Visit) -> Response:
    """The list, filtered by language, state and words."""
    brand = await brand_of(visit)
    lang, state = visit.query("lang"), visit.query("state", "active")
    search = visit.query("q").strip()[:200]
    found = await visit.console.admin.facts(
        brand.id, visit.person, lang=lang, search=search, state=state if state in STATES else ""
    )
    values = {
        "brand": brand,
        "facts": found[:MOST_SHOWN],
        "more": max(0, len(found) - MOST_SHOWN),
        "langs": tuple(dict.fromkeys((*brand.languages, *LANGS))),
        "fact_lang": lang,
        "state": state,
        "states": STATES,
        "search": search,
        "scope": await visit.scope(),
        "may_edit": visit.person.may(Right.EDIT_KNOWLEDGE, brand.id),
    }
    return visit.page("knowledge.html", values)


async def edit(visit: Visit) -> Response:
    """The form for a new fact or an old one; `question` in the address starts a new one from a need."""
    brand = await brand_of(visit)
    visit.need(Right.EDIT_KNOWLEDGE, brand.id)
    fact_id = visit.query("id")
    record = await _record(visit, brand, fact_id) if fact_id else None
    if fact_id and record is None:
        raise HTTPException(404)
    fact = record.fact if record else _empty(visit, brand)
    return _form(visit, brand, fact, record, "", 200)


def _empty(visit: Visit, brand: Brand) -> Fact:
    lang = visit.query("lang") or visit.person.lang
    return Fact(id="", lang=lang, question=visit.query("question")[:500], answer="", source="")


async def _record(visit: Visit, brand: Brand, fact_id: str) -> FactRecord | None:
    records = await visit.console.admin.facts(brand.id, visit.person)
    return next((record for record in records if record.fact.id == fact_id), None)


def _form(visit: Visit, brand: Brand, fact: Fact, record: FactRecord | None, message: str, status: int) -> Response:
    values = {
        "brand": brand,
        "fact": fact,
        "record": record,
        "message": message,
        "langs": tuple(dict.fromkeys((*brand.languages, *LANGS))),
    }
    return visit.page("fact.html", values, status)


async def save(visit: Visit) -> Response:
    """Add or change a fact; a refusal keeps what was typed."""
    brand = await brand_of(visit)
    visit.need(Right.EDIT_KNOWLEDGE, brand.id)
    fact = Fact(
        id=visit.field("id")[:300],
        lang=visit.field("lang")[:8],
        question=visit.field("question").strip()[:1000],
        answer=clean_newlines(visit.field("answer")).strip()[:4000],
        source=visit.field("source").strip()[:1000],
        tags=tuple(tag.strip() for tag in visit.field("tags").split(",") if tag.strip())[:20],
        url=visit.field("url").strip()[:1000],
    )
    if problem := problem_of(fact, visit):
        return _form(visit, brand, fact, None, problem, 400)
    try:
        await visit.console.admin.save_fact(brand.id, fact, by=visit.person)
    except BadInput as error:
        return _form(visit, brand, fact, None, str(error), 400)
    return visit.back(f"/brands/{quote(brand.id)}/knowledge?lang={quote(fact.lang)}", visit.words("fact.saved"))


def problem_of(fact: Fact, visit: Visit) -> str:
    """What is wrong with a fact as typed, "" when nothing is."""
    if not fact.question or not fact.answer:
        return visit.words("fact.incomplete")
    if not fact.source:
        return visit.words("fact.no_source")
    if fact.url and not fact.url.startswith(("https://", "http://")):
        return visit.words("fact.bad_url")
    return ""


async def retire(visit: Visit) -> Response:
    """Take a fact out of use."""
    brand = await brand_of(visit)
    visit.need(Right.EDIT_KNOWLEDGE, brand.id)
    await visit.console.admin.retire_fact(brand.id, visit.field("id"), by=visit.person)
    return visit.back(f"/brands/{quote(brand.id)}/knowledge", visit.words("fact.retired_done"))


routes = [
    Route("/brands/{brand_id}/knowledge", signed_in(knowledge), methods=["GET"]),
    Route("/brands/{brand_id}/knowledge", signed_in(save), methods=["POST"]),
    Route("/brands/{brand_id}/knowledge/edit", signed_in(edit), methods=["GET"]),
    Route("/brands/{brand_id}/knowledge/retire", signed_in(retire), methods=["POST"]),
]
