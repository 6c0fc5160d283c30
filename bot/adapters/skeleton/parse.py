"""From the platform's form of a comment to ours. Pure: no network, no clock; tested with saved payloads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.comment import Author, Comment, Post


def comment_of(page_id: str, data: Mapping[str, Any]) -> Comment:
    """One comment of the platform's answer. Raises `KeyError` where the form is not the documented one."""
    author = data["author"]
    return Comment(
        page_id=page_id,
        ext_id=str(data["id"]),
        text=data["text"],
        author=Author(ext_id=str(author["id"]), name=author["name"], is_page=bool(author.get("is_page"))),
        created_at=datetime.fromisoformat(data["created_at"]),
        post=Post(ext_id=str(data["post_id"])),
        parent_ext_id=str(data.get("parent_id") or ""),
        thread_ext_id=str(data.get("thread_id") or data["id"]),
    )
