"""Voice and policy of a brand: what the team decided once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.domain.brand import Brand, Policy, Voice
from bot.domain.errors import BadInput
from bot.domain.people import Right
from bot.domain.reading import Address, Kind
from bot.web.lengths import clean_newlines
from bot.web.routes.knowledge import brand_of
from bot.web.visit import Visit, signed_in

REGIONS = ("", "es", "mx", "ar")
ON_TIMEOUT = ("remind", "escalate", "expire")
TIMES: dict[str, tuple[str, timedelta, timedelta, timedelta]] = {
    "reply_within": ("minutes", timedelta(minutes=1), timedelta(minutes=1), timedelta(days=30)),
    "remind_after": ("minutes", timedelta(minutes=1), timedelta(minutes=1), timedelta(days=30)),
    "expire_after": ("hours", timedelta(hours=1), timedelta(hours=1), timedelta(days=365)),
    "undo_grace": ("seconds", timedelta(seconds=1), timedelta(0), timedelta(minutes=10)),
    "follow_for": ("days", timedelta(days=1), timedelta(days=1), timedelta(days=90)),
    "retention": ("days", timedelta(days=1), timedelta(days=1), timedelta(days=3650)),
}
"""Policy field -> unit's name, unit, least, most."""


async def chosen(visit: Visit) -> Response:
    """`/knowledge` and `/voice` without a brand go to the first one the person may see."""
    scope = await visit.scope()
    what = visit.request.url.path.rsplit("/", 1)[-1]
    if not scope.brands:
        return visit.back("/inbox", visit.words("error.no_brand"), good=False)
    return RedirectResponse(f"/brands/{quote(scope.brands[0].id)}/{what}", 302)


async def voice(visit: Visit) -> Response:
    """Voice and policy on one page; read-only without the right to edit."""
    return await _page(visit, await brand_of(visit), "", 200)


async def _page(visit: Visit, brand: Brand, message: str, status: int) -> Response:
    values = {
        "brand": brand,
        "message": message,
        "scope": await visit.scope(),
        "addresses": [a.value for a in Address],
        "regions": REGIONS,
        "kinds": [k.value for k in Kind],
        "on_timeout": ON_TIMEOUT,
        "times": [(name, unit, getattr(brand.policy, name) // size) for name, (unit, size, _, _) in TIMES.items()],
        "may_edit": visit.person.may(Right.EDIT_VOICE, brand.id),
        "flagged": await visit.console.admin.flagged_rules(brand.id, visit.person),
    }
    return visit.page("voice.html", values, status)


async def save_voice(visit: Visit) -> Response:
    """Replace the voice."""
    brand = await brand_of(visit)
    visit.need(Right.EDIT_VOICE, brand.id)
    try:
        await visit.console.admin.save_voice(brand.id, _voice_of(visit), by=visit.person)
    except BadInput as error:
        return await _page(visit, brand, str(error), 400)
    visit.console.scopes.forget()
    return visit.back(f"/brands/{quote(brand.id)}/voice", visit.words("voice.saved"))


def _voice_of(visit: Visit) -> Voice:
    try:
        warmth = float(visit.field("warmth", "60")) / 100
        address = Address(visit.field("address", "none"))
    except ValueError as error:
        raise BadInput(visit.words("error.form")) from error
    if not 0 <= warmth <= 1:
        raise BadInput(visit.words("error.form"))
    region = visit.field("region")
    return Voice(
        description=clean_newlines(visit.field("description")).strip()[:2000],
        warmth=warmth,
        emoji=visit.field("emoji") == "yes",
        address=address,
        region=region if region in REGIONS else "",
        sign_off=visit.field("sign_off").strip()[:200],
        person=visit.field("person").strip()[:200],
        avoid=_lines(visit.field("avoid")),
        examples=_lines(visit.field("examples")),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in clean_newlines(text).split("\n") if line.strip())[:100]


async def save_policy(visit: Visit) -> Response:
    """Replace the policy."""
    brand = await brand_of(visit)
    visit.need(Right.EDIT_VOICE, brand.id)
    try:
        await visit.console.admin.save_policy(brand.id, _policy_of(visit, brand.policy), by=visit.person)
    except BadInput as error:
        return await _page(visit, brand, str(error), 400)
    visit.console.scopes.forget()
    return visit.back(f"/brands/{quote(brand.id)}/voice#policy", visit.words("policy.saved"))


async def switch_rule(visit: Visit) -> Response:
    """One step from a rule that the team calls wrong to leaving it out for this brand, and back."""
    brand = await brand_of(visit)
    visit.need(Right.EDIT_VOICE, brand.id)
    rule, on = visit.field("rule"), visit.field("on") == "yes"
    back = f"/brands/{quote(brand.id)}/voice#rules"
    try:
        await visit.console.admin.switch_rule(brand.id, rule, on=on, by=visit.person)
    except BadInput as error:
        return visit.back(back, str(error), good=False)
    visit.console.scopes.forget()
    return visit.back(back, visit.words("rules.on_again" if on else "rules.off_now", rule=rule))


def _policy_of(visit: Visit, old: Policy) -> Policy:
    times = {name: _time(visit, name) for name in TIMES}
    kinds = {kind.value for kind in Kind}
    on_timeout = visit.field("on_timeout", old.on_timeout)
    if on_timeout not in ON_TIMEOUT:
        raise BadInput(visit.words("error.form"))
    return replace(
        old,
        **times,
        on_timeout=on_timeout,
        four_eyes=visit.field("four_eyes") == "yes",
        adapt=visit.field("adapt") == "yes",
        client_approval=frozenset(kind for kind in visit.fields("client_approval") if kind in kinds),
        good_enough=_number(visit, "good_enough", 0, 100),
        daily_tokens=_number(visit, "daily_tokens", 0, 1_000_000_000),
        rules_off=frozenset(_lines(visit.field("rules_off"))),
    )


def _time(visit: Visit, name: str) -> timedelta:
    _, unit, least, most = TIMES[name]
    value = _number(visit, name, 0, 10_000_000) * unit
    if not least <= value <= most:
        raise BadInput(visit.words("policy.out_of_range", name=visit.words(f"policy.{name}")))
    return value


def _number(visit: Visit, name: str, least: int, most: int) -> int:
    given = visit.field(name).strip()
    if not (given.isascii() and given.isdigit()) or not least <= int(given) <= most:
        raise BadInput(visit.words("policy.out_of_range", name=visit.words(f"policy.{name}")))
    return int(given)


routes = [
    Route("/knowledge", signed_in(chosen), methods=["GET"]),
    Route("/voice", signed_in(chosen), methods=["GET"]),
    Route("/brands/{brand_id}/voice", signed_in(voice), methods=["GET"]),
    Route("/brands/{brand_id}/voice", signed_in(save_voice), methods=["POST"]),
    Route("/brands/{brand_id}/policy", signed_in(save_policy), methods=["POST"]),
    Route("/brands/{brand_id}/rules", signed_in(switch_rule), methods=["POST"]),
]
