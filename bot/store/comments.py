"""Comments and posts, as they came."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.store.base import Repo
from bot.store.rows import CommentRow
from bot.store.schema import comment, post

_GET = select(comment).where(comment.c.id == bindparam("wanted"))


def _row(mapping: Any) -> CommentRow:
    return CommentRow(**mapping)


class Comments(Repo):
    """Rows of `comment` and `post`. One comment per (page, platform id), whatever is delivered how often."""

    def insert_new(self, rows: Sequence[dict[str, Any]]) -> dict[tuple[str, str], int]:
        """Insert those not known yet; the answer maps (page id, platform id) of the new ones to their row ids."""
        if not rows:
            return {}
        statement = (
            self.insert(comment)
            .on_conflict_do_nothing(index_elements=["page_id", "ext_id"])
            .returning(comment.c.id, comment.c.page_id, comment.c.ext_id)
        )
        return {(row.page_id, row.ext_id): row.id for row in self.run(statement, rows)}

    def get(self, comment_id: int) -> CommentRow | None:
        """One comment by row id."""
        row = self.run(_GET, {"wanted": comment_id}).mappings().first()
        return _row(row) if row else None

    def many(self, ids: Sequence[int]) -> dict[int, CommentRow]:
        """Comments by row id."""
        rows = self.run(select(comment).where(comment.c.id.in_(ids))).mappings()
        return {row["id"]: _row(row) for row in rows}

    def by_ext(self, page_id: str, ext_ids: Sequence[str]) -> dict[str, CommentRow]:
        """Comments of a page by platform id."""
        if not ext_ids:
            return {}
        rows = self.run(select(comment).where(comment.c.page_id == page_id, comment.c.ext_id.in_(ext_ids))).mappings()
        return {row["ext_id"]: _row(row) for row in rows}

    def own_under(self, page_id: str, threads: Collection[str], ext_ids: Collection[str]) -> dict[str, CommentRow]:
        """What the page itself wrote directly under these comments of these threads, by the comment's platform id."""
        if not ext_ids:
            return {}
        where = (comment.c.page_id == page_id, comment.c.thread_ext_id.in_(threads), comment.c.own)
        statement = select(comment).where(*where, comment.c.deleted_at.is_(None)).order_by(comment.c.id.desc())
        rows = [_row(found) for found in self.run(statement).mappings()]
        return {row.parent_ext_id: row for row in rows if row.parent_ext_id in ext_ids}

    def thread(self, row: CommentRow, *, most: int = 20) -> list[CommentRow]:
        """The turns before a comment in its thread, oldest first, deleted ones left out."""
        root = row.thread_ext_id
        if not root or root == row.ext_id:
            return []
        statement = (
            select(comment)
            .where(
                comment.c.page_id == row.page_id,
                comment.c.thread_ext_id == root,
                comment.c.created_at <= row.created_at,
                comment.c.id != row.id,
                comment.c.deleted_at.is_(None),
            )
            .order_by(comment.c.created_at.desc(), comment.c.id.desc())
            .limit(most)
        )
        return [_row(found) for found in self.run(statement).mappings()][::-1]

    def after(self, row: CommentRow, since: int, *, most: int = 200) -> list[CommentRow]:
        """What came in the comment's thread after `since`, oldest first."""
        root = row.thread_ext_id or row.ext_id
        statement = (
            select(comment)
            .where(
                comment.c.page_id == row.page_id,
                comment.c.thread_ext_id == root,
                comment.c.created_at >= since,
                comment.c.id != row.id,
                comment.c.deleted_at.is_(None),
            )
            .order_by(comment.c.created_at, comment.c.id)
            .limit(most)
        )
        return [_row(found) for found in self.run(statement).mappings()]

    def by_author(self, page_id: str, author_ext_id: str, *, before: int, most: int = 10) -> list[CommentRow]:
        """An author's earlier comments on the page, oldest first."""
        if not author_ext_id:
            return []
        statement = (
            select(comment)
            .where(
                comment.c.page_id == page_id,
                comment.c.author_ext_id == author_ext_id,
                comment.c.created_at < before,
                comment.c.deleted_at.is_(None),
            )
            .order_by(comment.c.created_at.desc())
            .limit(most)
        )
        return [_row(found) for found in self.run(statement).mappings()][::-1]

    def change(self, comment_id: int, **fields: Any) -> None:
        """Set columns of a comment."""
        self.run(update(comment).where(comment.c.id == comment_id).values(**fields))

    def save_post(self, page_id: str, ext_id: str, *, text: str, author: str, url: str, created_at: int | None) -> None:
        """Keep a post; a later delivery with a text replaces an empty one."""
        values = {"text": text, "author": author, "url": url, "created_at": created_at}
        statement = self.insert(post).values(page_id=page_id, ext_id=ext_id, **values)
        if text:
            statement = statement.on_conflict_do_update(
                index_elements=["page_id", "ext_id"], set_=values, where=post.c.text != text
            )
        else:
            statement = statement.on_conflict_do_nothing(index_elements=["page_id", "ext_id"])
        self.run(statement)

    def post_texts(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """The texts of those posts (page id, platform id) that are known."""
        found: dict[tuple[str, str], str] = {}
        for page_id in {page_id for page_id, _ in keys}:
            wanted = [ext_id for page, ext_id in keys if page == page_id]
            where = (post.c.page_id == page_id, post.c.ext_id.in_(wanted))
            for row in self.run(select(post.c.ext_id, post.c.text).where(*where)):
                found[page_id, row.ext_id] = row.text
        return found

    def post_text(self, page_id: str, ext_id: str) -> str:
        """A post's text, "" when it is not known."""
        if not ext_id:
            return ""
        found: str | None = self.run(
            select(post.c.text).where(post.c.page_id == page_id, post.c.ext_id == ext_id)
        ).scalar()
        return found or ""
