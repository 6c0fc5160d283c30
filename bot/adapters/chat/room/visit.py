"""One event of one person in one room: whom it is about, what may be asked, in which language it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.adapters.chat.room.events import Answer, Button
from bot.adapters.chat.text_card import Line, Role, line
from bot.domain.people import Person
from bot.domain.people import Role as TeamRole
from bot.domain.report import Chart
from bot.ports import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`request_id` is the same for a redelivered event. `place` names the conversation, `private` a direct chat."""

    office: Office
    person: Person
    account: str
    place: str
    private: bool
    request_id: str

    @property
    def lang(self) -> str:
        """The language to speak with the person."""
        return self.person.lang

    def says(self, text: str, *, role: Role = Role.SAYS, private: bool = False) -> Answer:
        """A sentence."""
        return Answer(lines=(line(role, text),), private=private, lang=self.lang)

    def shows(
        self,
        lines: Sequence[Line],
        *,
        private: bool = False,
        buttons: Sequence[Button] = (),
        charts: Sequence[Chart] = (),
    ) -> Answer:
        """Several lines."""
        return Answer(lines=tuple(lines), private=private, buttons=tuple(buttons), charts=tuple(charts), lang=self.lang)


def scoped(person: Person, brands: Sequence[str]) -> Person:
    """The person as far as a channel's brands go: what is said in a channel is read by everybody in it, and they are
    there for these brands only. `brands` empty: all."""
    if not brands:
        return person
    roles: list[tuple[str, TeamRole]] = []
    for brand, role in person.roles:
        if brand == "*":
            roles += [(one, role) for one in brands]
        elif brand in brands:
            roles.append((brand, role))
    return replace(person, roles=tuple(dict.fromkeys(roles)))
