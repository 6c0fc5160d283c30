"""What the store holds of one person, and taking it out of every table so that only counts are left."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy import Text, and_, case, delete, exists, func, or_, select, update

from bot.domain.transitions import ENDED
from bot.store.base import Repo
from bot.store.schema import (
    audit,
    comment,
    decision,
    fact,
    installation,
    item,
    job,
    outcome,
    publication,
    room_note,
    suggestion,
    talk,
)
from bot.store.schema_base import metadata
from bot.store.schema_evidence import evidence, promise

PORTION = 300
MARK = '{"forgotten": true}'
"""The only thing that a line of the log may be changed to: see revision 0006."""
BLANK = "[…]"
KEY = "forget.key"
_IDS = frozenset({"ext_id", "parent_ext_id", "thread_ext_id", "post_ext_id", "ext_reply_id", "idem_key", "key"})
_KEPT_TABLES = frozenset(
    {"brand", "page", "person", "role", "identity", "login_token", "session", "installation", "model_version", "audit"}
)
"""Tables of the team and of settings: a name in them is not the author's."""


def gone_id(key: str, page_id: str, ext_id: str) -> str:
    """What stands in place of a forgotten comment's platform id: recognised when it comes again, and without the
    installation's key not traced back."""
    made = blake2b(f"{page_id}\0{ext_id}".encode(), key=key.encode()[:64], digest_size=18)
    return f"~{made.hexdigest()}"


class Forgetting(Repo):
    """Queries and changes for one person's data, and for what is older than a brand keeps."""

    # ------------------------------------------------------------ finding

    def authors(self, page_id: str, who: str) -> list[Any]:
        """Authors of a page with this platform id, handle or name: author_ext_id, author_name, author_handle, of."""
        bare = who.removeprefix("@")
        named = or_(
            comment.c.author_ext_id == who,
            comment.c.author_handle.in_((bare, f"@{bare}")),
            func.lower(comment.c.author_name) == who.lower(),
        )
        groups = (comment.c.author_ext_id, comment.c.author_name, comment.c.author_handle)
        statement = select(*groups, func.count().label("of")).where(
            comment.c.page_id == page_id, comment.c.own.is_(False), named
        )
        return list(self.run(statement.group_by(*groups).order_by(*groups)))

    def comments_of(self, page_id: str, author_ext_id: str, name: str) -> list[int]:
        """An author's comments on a page, oldest first; by name where the platform gives no ids."""
        who = comment.c.author_ext_id == author_ext_id
        if not author_ext_id:
            who = and_(who, comment.c.author_name == name, comment.c.author_name != "")
        statement = select(comment.c.id).where(comment.c.page_id == page_id, comment.c.own.is_(False), who)
        return list(self.run(statement.order_by(comment.c.created_at, comment.c.id)).scalars())

    def old(self, page_id: str, before: int, *, counted: int, most: int) -> list[int]:
        """Comments and replies from before a moment that still hold their text, whose matter has ended and that reports
        have counted: rows up to number `counted`."""
        open_ = exists().where(
            or_(item.c.comment_id == comment.c.id, item.c.answers_id == comment.c.id),
            item.c.state.not_in([state.value for state in ENDED]),
        )
        statement = (
            select(comment.c.id)
            .where(
                comment.c.page_id == page_id,
                comment.c.created_at < before,
                comment.c.id <= counted,
                comment.c.forgotten_at.is_(None),
                ~open_,
            )
            .limit(most)
        )
        return list(self.run(statement).scalars())

    def still_old(self, comment_ids: Sequence[int]) -> list[int]:
        """Those whose matter has not been opened again since they were found."""
        open_ = item.c.state.not_in([state.value for state in ENDED])
        busy: set[int] = set()
        for ids in _portions(comment_ids):
            about = or_(item.c.comment_id.in_(ids), item.c.answers_id.in_(ids))
            for row in self.run(select(item.c.comment_id, item.c.answers_id).where(about, open_)):
                busy |= {row.comment_id, row.answers_id}
        return [one for one in comment_ids if one not in busy]

    def items_of(self, comment_ids: Sequence[int]) -> list[int]:
        """Items about these comments, those that keep promises among them."""
        found: set[int] = set()
        for ids in _portions(comment_ids):
            about = or_(item.c.comment_id.in_(ids), item.c.answers_id.in_(ids))
            found |= set(self.run(select(item.c.id).where(about)).scalars())
        return sorted(found)

    def replies_to(self, comment_ids: Sequence[int]) -> list[int]:
        """The page's own replies to these comments."""
        reply = comment.alias("reply")
        found: set[int] = set()
        for ids in _portions(comment_ids):
            statement = (
                select(reply.c.id)
                .join(
                    comment,
                    and_(comment.c.page_id == reply.c.page_id, comment.c.ext_id == reply.c.parent_ext_id),
                )
                .where(
                    comment.c.id.in_(ids),
                    reply.c.thread_ext_id.in_((comment.c.thread_ext_id, comment.c.ext_id)),
                    reply.c.own,
                )
            )
            found |= set(self.run(statement).scalars())
        return sorted(found)

    # ------------------------------------------------------------ giving out

    def rows(self, table: Any, column: Any, ids: Sequence[int]) -> list[dict[str, Any]]:
        """Rows of a table by ids in one of its columns, in the order of the table."""
        found: list[dict[str, Any]] = []
        for part in _portions(ids):
            found += [dict(row) for row in self.run(select(table).where(column.in_(part))).mappings()]
        return found

    def kept_of(self, item_ids: Sequence[int]) -> dict[str, list[dict[str, Any]]]:
        """What was stored about items, by table."""
        about = {
            "suggestions": (suggestion, suggestion.c.item_id),
            "decisions": (decision, decision.c.item_id),
            "publications": (publication, publication.c.item_id),
            "outcomes": (outcome, outcome.c.item_id),
            "promises": (promise, promise.c.item_id),
            "log": (audit, audit.c.item_id),
        }
        return {name: self.rows(table, column, item_ids) for name, (table, column) in about.items()}

    # ------------------------------------------------------------ taking out

    def blank(self, comment_ids: Sequence[int]) -> None:
        """Comments without words, names and addresses. Their rows of evidence keep counting."""
        empty = dict.fromkeys(("text", "author_ext_id", "author_name", "author_handle", "url", "extra"), "")
        gone = {"forgotten_at": self.now, "deleted_at": func.coalesce(comment.c.deleted_at, self.now)}
        for ids in _portions(comment_ids):
            self.run(update(comment).where(comment.c.id.in_(ids)).values(**empty, **gone))
            settled = case((promise.c.state == "open", "dropped"), else_=promise.c.state)
            self.run(update(promise).where(promise.c.comment_id.in_(ids)).values(said="", state=settled))

    def blank_items(self, item_ids: Sequence[int]) -> None:
        """Items with nothing left but what was judged and decided, and when."""
        for ids in _portions(item_ids):
            self.run(delete(suggestion).where(suggestion.c.item_id.in_(ids)))
            words = {"text": "", "note": "", "answer": "", "request_id": None}
            self.run(update(decision).where(decision.c.item_id.in_(ids)).values(**words))
            told = {"text": "", "url": "", "error": ""}
            self.run(update(publication).where(publication.c.item_id.in_(ids)).values(**told))
            self.run(delete(job).where(job.c.item_id.in_(ids)))
            self.run(update(audit).where(audit.c.item_id.in_(ids), audit.c.detail != "").values(detail=MARK))
            for one in ids:
                proposed = fact.c.id.like(f"%/reply-{one}/%")
                self.run(delete(fact).where(proposed, fact.c.state == "proposed"))
                self.run(update(fact).where(proposed).values(question=fact.c.answer))

    def replace_ids(self, comment_ids: Sequence[int], key: str) -> list[str]:
        """Put other ids in place of the platform's, wherever a thread names them; gives the ones that are gone."""
        gone: list[str] = []
        for row in self.rows(comment, comment.c.id, comment_ids):
            page_id, old = row["page_id"], row["ext_id"]
            new = gone_id(key, page_id, old)
            thread = row["thread_ext_id"] or old
            near = (comment.c.page_id == page_id, comment.c.thread_ext_id == thread)
            self.run(update(comment).where(*near, comment.c.parent_ext_id == old).values(parent_ext_id=new))
            self.run(update(comment).where(comment.c.id == row["id"]).values(ext_id=new))
            if row["own"]:
                sent = (publication.c.page_id == page_id, publication.c.ext_reply_id == old)
                self.run(update(publication).where(*sent).values(ext_reply_id=new))
            if thread == old:
                self.run(update(comment).where(*near).values(thread_ext_id=new))
                here = (evidence.c.page_id == page_id, evidence.c.thread_ext_id == old)
                self.run(update(evidence).where(*here).values(thread_ext_id=new))
            gone.append(old)
        return gone

    def sweep(self, words: Iterable[str], texts: Iterable[str]) -> None:
        """Take words that tell of one person (a handle, a full name, an id) out of every other text there is, and out
        of the log; and their texts out of what the team said about them."""
        for word in words:
            for form in _forms(word):
                self.run(update(audit).where(_holds(audit.c.detail, form)).values(detail=MARK))
                self._out_of_talk(form)
                for table in metadata.sorted_tables:
                    self._sweep(table, form)
        for said in texts:
            for form in _forms(said):
                self._out_of_talk(form)

    def _out_of_talk(self, word: str) -> None:
        """A turn that quotes somebody goes as a whole: what is left of it would still be about them."""
        held = or_(_holds(talk.c.text, word), _holds(talk.c.state, word))
        self.run(update(talk).where(held).values(text=BLANK, state=""))
        self.run(delete(room_note).where(or_(_holds(room_note.c.value, word), _holds(room_note.c.key, word))))
        self.run(delete(job).where(_holds(job.c.payload, word)))

    def _sweep(self, table: Any, word: str) -> None:
        """Ids of other comments may hold this one's: they are left alone, or they would be nobody's any more."""
        texts = [one for one in table.columns if isinstance(one.type, Text) and not one.primary_key]
        columns = [one for one in texts if one.name not in _IDS]
        if table.name in _KEPT_TABLES or not columns:
            return
        changed = {one.name: func.replace(one, word, BLANK) for one in columns}
        self.run(update(table).where(or_(*(_holds(one, word) for one in columns))).values(**changed))

    def key(self) -> str:
        """The installation's key for forgotten ids, "" while nobody was forgotten."""
        found: str | None = self.run(select(installation.c.value).where(installation.c.key == KEY)).scalar()
        return found or ""

    def thoroughly(self) -> None:
        """SQLite: what is taken out from here on is overwritten in the file as well."""
        if self.conn.dialect.name == "sqlite":
            self.conn.exec_driver_sql("PRAGMA secure_delete=ON")

    def tidy_index(self) -> None:
        """SQLite: the index over words keeps what was taken out until its parts are put together anew."""
        if self.conn.dialect.name == "sqlite":
            self.conn.exec_driver_sql("INSERT INTO comment_words (comment_words) VALUES ('optimize')")


def _forms(word: str) -> Iterable[str]:
    """As it was said, and as it stands within JSON."""
    return dict.fromkeys((word, json.dumps(word, ensure_ascii=False)[1:-1]))


def _holds(column: Any, word: str) -> Any:
    return column.contains(word, autoescape=True)


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + PORTION] for start in range(0, len(ids), PORTION))
