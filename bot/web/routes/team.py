"""People and roles, and each person's own settings."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bot.domain.errors import BadInput
from bot.domain.people import Right, Role
from bot.ports import TeamMember
from bot.web.security import put_cookie
from bot.web.visit import THEMES, Visit, signed_in
from bot.web.words import LANGS, words_for

INVITED = "/welcome?token="


def may_see_team(visit: Visit) -> bool:
    """Whether the person administers anything."""
    return any(role is Role.ADMIN for _, role in visit.person.roles)


async def team(visit: Visit) -> Response:
    """The people page."""
    return await _page(visit, "")


async def _page(visit: Visit, link: str, *, message: str = "", status: int = 200) -> Response:
    _need_admin(visit)
    scope = await visit.scope()
    brands = [(brand.id, brand.name) for brand in scope.brands if visit.person.may(Right.ADMINISTER, brand.id)]
    everywhere = visit.person.may(Right.ADMINISTER, "*")
    values = {
        "members": await visit.console.people.members(visit.person),
        "brands": ([("*", visit.words("team.every_brand"))] if everywhere else []) + brands,
        "roles": [role.value for role in Role],
        "link": link,
        "message": message,
    }
    return visit.page("team.html", values, status)


def _need_admin(visit: Visit) -> None:
    if not may_see_team(visit):
        visit.need(Right.ADMINISTER, "")


def _roles_of(visit: Visit) -> list[tuple[str, Role]]:
    """`role:<brand>` fields; an empty one means no role for the brand."""
    given = [(key.removeprefix("role:"), value) for key, value in visit.form.multi_items() if key.startswith("role:")]
    try:
        return [(brand, Role(str(value))) for brand, value in given if value]
    except ValueError as error:
        raise BadInput(visit.words("error.form")) from error


async def invite(visit: Visit) -> Response:
    """Make a one-time link; it is shown once, to be handed over by the admin. With `person_id`: a new password."""
    _need_admin(visit)
    person_id = visit.field("person_id")
    name = visit.field("name").strip()[:200]
    roles = list(_roles_of(visit))
    if person_id:
        member = await _member(visit, person_id)
        name, roles = member.person.name, list(member.person.roles)
    elif not name or not roles:
        return await _page(visit, "", message=visit.words("team.incomplete"), status=400)
    token = await visit.console.people.invite(name=name, roles=roles, by=visit.person, person_id=person_id)
    base = visit.console.settings.public_url.rstrip("/") or str(visit.request.base_url).rstrip("/")
    return await _page(visit, f"{base}{INVITED}{token}")


async def _member(visit: Visit, person_id: str) -> TeamMember:
    members = await visit.console.people.members(visit.person)
    found = next((member for member in members if member.person.id == person_id), None)
    if found is None:
        raise BadInput(visit.words("team.unknown"))
    return found


async def set_roles(visit: Visit) -> Response:
    """Replace a person's roles."""
    _need_admin(visit)
    await visit.console.people.set_roles(visit.field("person_id"), _roles_of(visit), by=visit.person)
    return visit.back("/team", visit.words("team.saved"))


async def set_active(visit: Visit) -> Response:
    """Let somebody in or shut them out."""
    _need_admin(visit)
    active = visit.field("active") == "yes"
    await visit.console.people.set_active(visit.field("person_id"), active, by=visit.person)
    return visit.back("/team", visit.words("team.let_in" if active else "team.shut_out"))


async def me(visit: Visit) -> Response:
    """A person's own settings: language, look, linked chat accounts."""
    return visit.page("me.html", {"code": "", "themes": THEMES, "langs": LANGS})


async def save_me(visit: Visit) -> Response:
    """Change language and look."""
    lang, theme = visit.field("lang"), visit.field("theme")
    if lang in LANGS and lang != visit.person.lang:
        person = await visit.console.people.set_lang(lang, by=visit.person)
        visit.words = words_for(person.lang)
    answer = visit.back("/me", visit.words("me.saved"))
    if theme in THEMES:
        secure = visit.console.settings.secure_cookies
        put_cookie(answer, "tertulia_theme", theme, secure=secure, seconds=31_536_000, script=True)
    return answer


async def link_code(visit: Visit) -> Response:
    """A code to type to the bot in a chat, so that it knows who is who."""
    code = await visit.console.people.link_code(visit.person)
    return visit.page("me.html", {"code": code, "themes": THEMES, "langs": LANGS})


routes = [
    Route("/team", signed_in(team), methods=["GET"]),
    Route("/team/invite", signed_in(invite), methods=["POST"]),
    Route("/team/roles", signed_in(set_roles), methods=["POST"]),
    Route("/team/active", signed_in(set_active), methods=["POST"]),
    Route("/me", signed_in(me), methods=["GET"]),
    Route("/me", signed_in(save_me), methods=["POST"]),
    Route("/me/code", signed_in(link_code), methods=["POST"]),
]
