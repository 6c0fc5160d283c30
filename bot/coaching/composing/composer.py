"""Composes replies from moves: which ones, in which order. Deterministic for a seed."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.coaching.composing.advice import NONE, Advice
from bot.coaching.composing.answers import Answers, find_answers, source_of, steers
from bot.coaching.composing.aptness import fits, speaking
from bot.coaching.composing.edits import edited
from bot.coaching.composing.kinds import CAREFUL, OWED
from bot.coaching.composing.lines import Work, groups_for, named_move, said, theme_of
from bot.coaching.composing.matters import PLAIN
from bot.coaching.composing.mirror import listened
from bot.coaching.composing.moment_kinds import class_of, grieves_beside, undecided
from bot.coaching.composing.notice import WHOLE, Noticed, notice, plain_words
from bot.coaching.composing.open_questions import open_lines, open_slots
from bot.coaching.composing.people import called, without_repeats
from bot.coaching.composing.phrasebook import Phrasebook
from bot.coaching.composing.plans import Plan, favoured, plans_for
from bot.coaching.composing.remarks import friendly, of_the_place, shown_to_a_friend, told_to_us
from bot.coaching.composing.set_apart import with_credit
from bot.coaching.composing.taken import moment_of, with_taken
from bot.coaching.composing.tidying import FEW, tidied
from bot.coaching.composing.warmth import KINDLY, called_in, mourned_by_theme
from bot.coaching.composing.wished import wish_slots, wished_in
from bot.coaching.composing.wishes import Wishes
from bot.domain.reading import Address, Kind, Mood, Reading
from bot.domain.situation import Situation, SuggestRequest
from bot.domain.suggestion import Need, Source
from bot.ports import Knowledge

_AGGRIEVED = frozenset({"complaint", "complaint_fact", "vague", "told", "update", "price"})
"""Moments in which a word for the feeling may be added."""
_LIGHT = frozenset(
    {"praise", "joke", "talk", "thanks", "resolved", "emoji", "courtesy", "glad", "theirs", "vote", "correction"}
)
"""Moments in which a brand that uses emoji may use one."""
_FIGURES = ("dur", "years", "year")
"""What is not taken up from a comment that gives a program orders."""
_WARM, _COOL = 0.85, 0.35
_GREETED, _GREETED_WARMLY = 84, 48
"""Of 256 comments, those in which a greeting may stand; where the voice is warm every plan has one."""
_AMONG_FRIENDS = frozenset({Kind.JOKE, Kind.PRAISE, Kind.ABUSE})
"""What may be read in a few words to a friend, whom nobody but the friend need answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One composed text before it is scored. `moves` names what it does, in order."""

    text: str
    lang: str
    moves: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    needs: tuple[Need, ...] = ()
    origin: str = "composer"
    owed: bool = False
    """The comment is owed an answer."""
    careful: bool = False
    """On the careful path, where being like an earlier reply does not matter."""
    takes: Kind | None = None
    """What the comment is taken for, where it may be praise or a grievance."""
    kindly: bool = False
    """Answers kindness or a joke, where short is no fault."""

    @property
    def due(self) -> bool:
        """Whether the line least like an earlier one is better than none."""
        return self.owed or self.kindly


class Composer:
    """Writes drafts in the languages it has phrasebooks for."""

    def __init__(self, books: Mapping[str, Phrasebook], knowledge: Knowledge) -> None:
        self._books = books
        self._knowledge = knowledge
        self._last: tuple[Situation, Reading, Phrasebook, Noticed] | None = None

    @property
    def languages(self) -> frozenset[str]:
        """Languages it can write."""
        return frozenset(self._books)

    def language(self, situation: Situation, reading: Reading, request: SuggestRequest) -> str:
        """The reply's language: as asked, else the commenter's, else the brand's first; "" when it cannot write it."""
        lang = request.reply_lang or reading.lang
        if lang == "und":
            lang = situation.lang or situation.brand.languages[0]
        return lang if lang in self._books else ""

    def idle(self, situation: Situation, reading: Reading) -> bool:
        """Whether the comment is talk that asks for nothing and that no theme has words for."""
        comment = situation.comment or ""
        unsure = reading.otherwise is not None or not reading.kinds
        if shown_to_a_friend(comment, unsure=unsure) and not reading.kinds - _AMONG_FRIENDS:
            return True
        if of_the_place(plain_words(comment)):
            return True
        if reading.needs_reply and reading.kinds:
            return False
        book = self._books[self.language(situation, reading, SuggestRequest())]
        noticed = _heard(self._noticed(situation, reading, book), situation, reading, book)
        kind = class_of(situation, reading, noticed, Answers())
        if kind == "emoji":
            return reading.mood is not Mood.POSITIVE or Kind.PRAISE not in reading.kinds
        if kind == "talk":
            return not friendly(comment, noticed.text, reading)
        if kind == "sad" and told_to_us(comment, noticed.text):
            return False
        return kind in ("talk", "sad", "vague") and not any(
            theme.purpose == "talk" and fits(theme, noticed) for theme in noticed.themes
        )

    def undecided(self, situation: Situation, reading: Reading) -> bool:
        """Whether nobody can say if it praises or complains, so that it is met in words for either."""
        book = self._books[self.language(situation, reading, SuggestRequest())]
        noticed = self._noticed(situation, reading, book)
        return undecided(reading, noticed) or class_of(situation, reading, noticed, Answers()) == "doubt"

    def mourns(self, situation: Situation, reading: Reading) -> bool:
        """Whether somebody died in it: nobody is at fault then, and nobody is praised first."""
        book = self._books[self.language(situation, reading, SuggestRequest())]
        noticed = self._noticed(situation, reading, book)
        return bool(noticed.slots["grief"]) or mourned_by_theme(noticed)

    def owes(self, situation: Situation, reading: Reading) -> bool:
        """Whether the comment is owed an answer by its words, whatever was read in it."""
        book = self._books[self.language(situation, reading, SuggestRequest())]
        return class_of(situation, reading, self._noticed(situation, reading, book), Answers()) in OWED

    def _noticed(self, situation: Situation, reading: Reading, book: Phrasebook) -> Noticed:
        """What stands in the comment; kept from one question about it to the next."""
        last = self._last
        if last is None or last[0] is not situation or last[1] is not reading or last[2] is not book:
            last = self._last = (situation, reading, book, _attended(situation, reading, book))
        return last[3]

    def answers(self, situation: Situation, reading: Reading, lang: str, taken: Sequence[str] = ()) -> Answers:
        """What the brand knows of what was asked, with the facts of which a person says that they answer it. Raises
        `BadInput` for an id that the brand does not have."""
        return with_taken(find_answers(situation, reading, self._knowledge, lang), taken, situation, lang)

    def prepare(
        self, situation: Situation, reading: Reading, request: SuggestRequest, answers: Answers, *, lang: str
    ) -> Desk:
        """Everything that composing for one comment needs, looked at once; draw from it as often as wanted."""
        book = self._books[lang]
        wishes = Wishes.of(request.notes)
        if situation.brand.voice.warmth >= _WARM and not wishes.plainer:
            wishes = replace(wishes, warmer=True)
        answers = replace(
            answers,
            facts=tuple(fact for fact in answers.facts if not wishes.named_in(fact.answer)),
            near=None if answers.near is not None and wishes.named_in(answers.near.answer) else answers.near,
        )
        noticed = self._noticed(situation, reading, book)
        if steers(situation.comment or ""):
            noticed = replace(noticed, slots=noticed.slots | dict.fromkeys(_FIGURES, ""))
        if lang == "es":
            noticed = replace(noticed, address=_addressed(wishes, noticed))
        noticed = _heard(noticed, situation, reading, book)
        if grieves_beside(noticed, reading):
            noticed = replace(noticed, upset=True)
        open_now = open_slots(book, noticed, answers)
        open_now["rest"] = open_now["asked"] or _rest(answers, book, noticed.address)
        kind = moment_of(situation, reading, noticed, answers)
        noticed = with_credit(noticed, reading, kind)
        theme = speaking(book, noticed, kind)
        open_now["it"] = called_in(theme, noticed.text, lang)
        open_now |= wish_slots(kind, situation.comment or "", lang, noticed.address, book.names)
        noticed = replace(noticed, slots=noticed.slots | open_now)
        work = Work(
            book=book,
            noticed=noticed,
            answers=answers,
            kind=kind,
            theme=theme,
            wishes=wishes,
            situation=situation,
            of_topic=open_lines(book, noticed, answers, situation.comment or ""),
        )
        return Desk(work, request)

    def compose(
        self,
        situation: Situation,
        reading: Reading,
        request: SuggestRequest,
        answers: Answers,
        *,
        lang: str,
        many: int = 6,
        turn: int = 0,
    ) -> list[Draft]:
        """Up to `many` different drafts; `turn` makes the next call draw other words."""
        return self.prepare(situation, reading, request, answers, lang=lang).draw(turn, many=many)


class Desk:
    """One comment laid out for composing. Draws are deterministic by their number."""

    def __init__(self, work: Work, request: SuggestRequest) -> None:
        self._work, self._request = work, request
        self._plans = plans_for(work.kind, work.noticed, work.answers, work.wishes, known=work.theme is not None)
        self._greets = _greets(work.situation, asked_for=Wishes.of(request.notes).warmer)

    @property
    def wishes(self) -> Wishes:
        """The manager's notes, as read."""
        return self._work.wishes

    def draw(self, turn: int, *, many: int = 6, advice: Advice = NONE) -> list[Draft]:
        """Up to `many` different drafts, heeding what the score said of an earlier one."""
        work = replace(self._work, advice=advice)
        plans = self._plans
        if advice.wanted or advice.spare:
            plans = favoured(plans, _able(advice.wanted, work), advice.spare)
        rng = random.Random(_seed(work.situation, self._request, turn))
        drafts: dict[str, Draft] = {}
        spent: set[str] = set()
        for attempt in range(many * 3):
            if len(drafts) >= many or not plans:
                break
            draft = self._draft(work, plans[attempt % len(plans)], rng, spent)
            if draft is not None and draft.text not in self._request.avoid:
                drafts.setdefault(draft.text, draft)
        return list(drafts.values())

    def revise(self, base: str) -> Draft | None:
        """`base` itself, changed as was last wished; None where the wish cannot be carried out on a text."""
        work = self._work
        last = Wishes.of(self._request.notes[-1:]) if self._request.notes else Wishes()
        rng = random.Random(_seed(work.situation, self._request, len(base)))
        lines = list(groups_for(work, "comfort" if work.kind in CAREFUL else "warm", None, named=False)[0])
        rng.shuffle(lines)
        slots, noticed = work.noticed.slots, work.noticed
        warm = [
            text
            for line in lines
            if (text := work.book.render(line, rng, slots, noticed.address, noticed.region)) is not None
        ]
        sign = rng.choice(work.book.signs)
        text = edited(base, last, warm=warm, name=slots.get("name", ""), lang=work.book.lang, sign=sign)
        if not text or text == base or work.wishes.named_in(text):
            return None
        if (last.plainer or last.address is not Address.NONE) and work.book.speaks_otherwise(text, noticed.address):
            return None
        used = [fact for fact in work.answers.facts if fact.answer in text]
        return Draft(
            text=text,
            lang=work.book.lang,
            moves=("revised",),
            sources=tuple(source_of(fact) for fact in used),
            needs=work.answers.needs,
            careful=work.kind in CAREFUL,
            owed=True,
        )

    def _draft(self, work: Work, plan: Plan, rng: random.Random, spent: set[str]) -> Draft | None:
        theme = theme_of(work, rng)
        named = named_move(plan, work, theme, rng)
        parts: list[tuple[str, str]] = []
        for move in plan:
            optional, name = move.startswith("?"), move.removeprefix("?")
            if name == "hello" and not self._greets:
                continue
            text = said(work, name, theme, rng, spent, named=name in named)
            if text:
                parts.append((name, text))
            elif not optional:
                return None
        parts = tidied(
            parts,
            work.kind,
            short=work.noticed.words < FEW and not work.answers.facts,
            no_sorry=work.wishes.no_sorry,
        )
        if not parts:
            return None
        text = " ".join(without_repeats([part for _, part in parts], work.noticed.slots.get("kin", ""), work.book.lang))
        if work.situation.brand.voice.emoji and work.kind in _LIGHT and rng.random() < 0.6:
            text = f"{text} {rng.choice(work.book.signs)}"
        if sign_off := work.situation.brand.voice.sign_off:
            text = f"{text} {sign_off}"
        if work.situation.limit and len(text) > work.situation.limit:
            return None
        if work.wishes.named_in(text):
            return None
        names = tuple(name for name, _ in parts)
        used = [fact for fact in work.answers.facts if "fact" in names]
        if "near" in names and work.answers.near is not None:
            used.append(work.answers.near)
        sources = tuple(source_of(fact) for fact in used)
        return Draft(
            text=text,
            lang=work.book.lang,
            moves=names,
            sources=sources,
            needs=work.answers.needs,
            careful=work.kind in CAREFUL,
            owed=work.kind in OWED,
            kindly=work.kind in KINDLY,
        )


def _greets(situation: Situation, *, asked_for: bool) -> bool:
    """Whether this comment may be answered with a greeting by name: a page that greets everybody sounds like a desk."""
    voice = situation.brand.voice
    if voice.warmth <= _COOL:
        return False
    drawn = hashlib.blake2b((situation.comment or "").encode("utf-8", "surrogatepass"), digest_size=1).digest()[0]
    return asked_for or drawn < (_GREETED_WARMLY if voice.warmth >= _WARM else _GREETED)


def _able(wanted: frozenset[str], work: Work) -> frozenset[str]:
    """Of the moves wanted, those that there are words for in this kind of moment."""
    if work.kind in CAREFUL:
        wanted = wanted & {"ask"}
    if work.kind not in _AGGRIEVED or work.wishes.plainer:
        wanted = wanted - {"feel"}
    if work.noticed.slots.get("wish"):
        wanted = wanted - {"ask"}
    return frozenset(move for move in wanted if groups_for(work, move, None, named=False))


def _attended(situation: Situation, reading: Reading, book: Phrasebook) -> Noticed:
    """What stands in a comment; in a long one what stands in the sentence that matters, so that no passing word of the
    rest is taken for the matter. What was told is known of the whole."""
    whole = notice(situation, reading, book)
    if undecided(reading, whole):
        whole = replace(whole, pleased=False, cross=False)  # a question in it is answered in a level voice
    if reading.crux is None or situation.comment is None:
        return whole
    part = notice(replace(situation, comment=reading.crux.of(situation.comment)), reading, book)
    return replace(
        part,
        slots=part.slots | {name: whole.slots[name] for name in WHOLE},
        words=whole.words,
        told=whole.told,
        address=whole.address,
        region=whole.region,
        pleased=whole.pleased,
        upset=whole.upset,
        cross=whole.cross,
    )


def _heard(noticed: Noticed, situation: Situation, reading: Reading, book: Phrasebook) -> Noticed:
    """With what was told said back, in the form of address that the reply is to have."""
    plain = [theme.pattern for theme in noticed.matters if theme.rank >= PLAIN - 1]
    said = situation.comment or ""
    told = listened(
        said if reading.crux is None else reading.crux.of(said), reading, book.lang, noticed.address, book.names, plain
    )
    wanted = Kind.SUGGESTION in reading.kinds and wished_in(said, book.lang, noticed.address, book.names).idea
    return replace(noticed, slots=noticed.slots | told | {"proposes": "yes" if wanted else ""})


def _addressed(wishes: Wishes, noticed: Noticed) -> Address:
    """The form of address after the manager's wish for it, or for more or less formality."""
    if wishes.address is not Address.NONE:
        return wishes.address
    if wishes.plainer:
        return Address.USTEDES if noticed.address is Address.VOSOTROS else Address.USTED
    if wishes.familiar and noticed.address in (Address.USTED, Address.USTEDES):
        return Address.VOS if noticed.region == "ar" else Address.TU
    return noticed.address


def _rest(answers: Answers, book: Phrasebook, address: Address) -> str:
    """What the open question is about, where it has a name ("the parking")."""
    about = plain_words(answers.needs[0].about) if answers.needs else ""
    thing = next(
        (each for each in book.things.among(about) if each.group in ("own", "any") and each.pattern.search(about)), None
    )
    return called(thing, book, address) if about and thing else ""


def _seed(situation: Situation, request: SuggestRequest, turn: int) -> int:
    ground = "\x00".join((situation.brand.id, situation.comment or "", str(request.seed), str(turn), *request.notes))
    return int.from_bytes(hashlib.blake2b(ground.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
