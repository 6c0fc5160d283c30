"""Finding comments by the words of their text and author: beginnings of words, in any case, with or without accents.

Each store has its own index: FTS5 in SQLite, filled by triggers in the same transaction; in PostgreSQL a GIN index
over the words, cut in the plainest way ("simple") so that it needs no extension and no language.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import Select, column, func, or_, select, table, text

from bot.store.schema import comment

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts written without spaces between words, where a word's beginning cannot be told."""


_FTS = table("comment_words", column("rowid"))


def fold(words: str) -> str:
    """Without case and accents, as both indexes see words."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return unicodedata.normalize("NFC", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def words_of(search: str) -> list[str]:
    """The words to look for; empty where an index by words cannot answer (an emoji, a script without spaces)."""
    return [] if _UNSPACED.search(search) else _WORD.findall(fold(search))


def found(search: str, dialect: str) -> Select[Any] | None:
    """Ids of the comments with all the words, None where the index cannot answer."""
    words = words_of(search)
    if not words:
        return None
    if dialect == "sqlite":
        asked = " AND ".join(f'"{word}"*' for word in words)
        return select(_FTS.c.rowid).where(text("comment_words MATCH :asked").bindparams(asked=asked))
    asked = " & ".join(f"'{word}':*" for word in words)
    query = func.to_tsquery(text("'simple'"), asked)
    return select(comment.c.id).where(func.words_of_comment(comment.c.text, comment.c.author_name).op("@@")(query))


def scanned(search: str) -> Any:
    """The condition for what the index cannot answer: every row is looked at."""
    escaped = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{escaped}%"
    return or_(comment.c.text.ilike(pattern, escape="\\"), comment.c.author_name.ilike(pattern, escape="\\"))
