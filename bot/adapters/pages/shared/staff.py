"""Colleagues who answer under accounts of their own: their words are the page's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.adapters.options import Options
from bot.domain.comment import Author, Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Ids and handles of the page itself and of colleagues, as the platform writes them, case and a leading @ aside."""

    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str]) -> Staff:
        """From ids and handles, empty ones left out."""
        return cls(names=frozenset(_plain(name) for name in names if _plain(name)))

    def and_also(self, *names: str) -> Staff:
        """With more of them: the page's own id, once it is known."""
        return Staff(names=self.names | Staff.of(names).names)

    def wrote(self, author: Author) -> bool:
        """Whether this is one of us."""
        return author.is_page or bool({_plain(author.ext_id), _plain(author.handle)} & self.names - {""})

    def marked(self, comment: Comment) -> Comment:
        """The comment, its author marked as the page where it is one of us."""
        if comment.author.is_page or not self.wrote(comment.author):
            return comment
        return replace(comment, author=replace(comment.author, is_page=True))


def staff_from(options: Options) -> Staff:
    """The option `staff`: a list of handles or ids of colleagues."""
    return Staff.of(options.texts("staff"))


def _plain(name: str) -> str:
    return name.strip().lstrip("@").casefold()
