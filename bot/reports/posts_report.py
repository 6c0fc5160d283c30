"""A planned post, before it goes to the client: broadcast or opening, why, and what such posts drew here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.report import Report, ReportKind
from bot.domain.score import Score
from bot.reports.figures import FEW_SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Posts of one sort and the comments under them."""

    posts: int
    comments: int

    @property
    def each(self) -> float:
        """Comments a post."""
        return self.comments / self.posts if self.posts else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFacts:
    """What there is to say of one post. `asked`, `told`: what earlier posts that asked, or did not, drew."""

    text: str
    score: Score
    opens: bool
    openings: tuple[str, ...]
    asked: Drawn
    told: Drawn


def post_report(found: PostFacts, *, brand_id: str, lang: str, since: datetime, until: datetime) -> Report:
    """The answer to "is this post any good?", in the reader's language."""
    es = lang == "es"
    return Report(
        kind=ReportKind.POST,
        brand_id=brand_id,
        lang=lang,
        since=since,
        until=until,
        title="Antes de publicar" if es else "Before it goes out",
        verdict=_verdict(found, es),
        paragraphs=tuple(_paragraphs(found, es)),
        caution=_caution(found, es),
        data={
            "opens": found.opens,
            "score": found.score.total,
            "openings": found.openings,
            "asked": [found.asked.posts, found.asked.comments],
            "told": [found.told.posts, found.told.comments],
        },
    )


def _verdict(found: PostFacts, es: bool) -> str:
    total = found.score.total
    if found.opens:
        return f"Abre conversación ({total}/100)." if es else f"An opening for talk ({total}/100)."
    if es:
        return f"Habla, pero no pregunta nada: nadie tiene por dónde contestar ({total}/100)."
    return f"A broadcast: it asks nothing that anybody could answer ({total}/100)."


def _paragraphs(found: PostFacts, es: bool) -> list[str]:
    said = [f"{one.why} → {one.instead}" for one in found.score.gravest[:3]]
    if found.openings:
        head = "Dos finales a los que se puede contestar" if es else "Two endings that people could answer"
        if found.opens:
            head = "Otras preguntas que caben" if es else "Other questions that would fit"
        said.append("\n".join([f"{head}:", *(f"– {one}" for one in found.openings)]))
    if min(found.asked.posts, found.told.posts) >= FEW_SHARE:
        asked, told = f"{found.asked.each:.1f}", f"{found.told.each:.1f}"
        said.append(
            f"Aquí, las publicaciones que preguntan tuvieron {asked} comentarios cada una ({found.asked.posts}); "
            f"las que no, {told} ({found.told.posts})."
            if es
            else f"Here, posts that asked something drew {asked} comments each ({found.asked.posts} posts); those that "
            f"did not, {told} ({found.told.posts} posts)."
        )
    else:
        few = found.asked.posts + found.told.posts
        said.append(
            f"Aún hay pocas publicaciones para comparar ({few})."
            if es
            else f"Too few posts here to compare yet ({few})."
        )
    return said


def _caution(found: PostFacts, es: bool) -> str:
    if min(found.asked.posts, found.told.posts) < FEW_SHARE:
        return ""
    return "Es lo observado, no una prueba." if es else "Observed, not proven."
