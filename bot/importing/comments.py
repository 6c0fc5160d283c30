"""From records to comments, with stable ids where the file has none. Pure but for counting."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.comment import Author, Comment, Post
from bot.importing.columns import Field, Mapped
from bot.importing.dates import parse_date
from bot.importing.records import Broken, Record

MOST_TEXT = 200_000


@dataclass(slots=True)
class Builder:
    """Builds comments. `now` stands in for a date that is missing; `own` are the page's own names; `pages` sends rows
    by the name of their brand (in small letters), rows without one and all rows where it is empty go to `page_id`."""

    page_id: str
    mapped: Mapped
    now: datetime
    day_first: bool = True
    own: frozenset[str] = frozenset()
    pages: Mapping[str, str] = field(default_factory=dict)
    undated: int = 0
    _alike: Counter[bytes] = field(default_factory=Counter)

    def build(self, record: Record) -> Comment | Broken:
        """The comment of a record, or why there is none."""
        text = self.mapped.get(record, Field.TEXT)
        if text is None:
            return self._broken(record, "no text in this row", "esta fila no tiene texto")
        if len(text) > MOST_TEXT:
            why = f"the text has {len(text)} characters; at most {MOST_TEXT} are taken"
            return self._broken(record, why, f"el texto tiene {len(text)} caracteres; se admiten {MOST_TEXT}")
        text = text.replace("\x00", "").encode("utf-8", "replace").decode()
        name = self._cell(record, Field.AUTHOR)
        ext_id = self._cell(record, Field.ID)
        raw_date = self._cell(record, Field.DATE)
        created = parse_date(raw_date, day_first=self.day_first) if raw_date else None
        if raw_date and created is None:
            shown = repr(raw_date[:40])
            return self._broken(
                record, f"the date {shown} is none that can be read", f"la fecha {shown} no se entiende"
            )
        page_id = self._page(record)
        if page_id is None:
            brand = self._cell(record, Field.BRAND)
            shown = repr(brand[:60])
            return self._broken(record, f"no brand here is called {shown}", f"aquí ninguna marca se llama {shown}")
        self.undated += created is None
        parent = self._cell(record, Field.PARENT)
        ext_id = ext_id or self._made_id(name, raw_date, text, parent)
        url = self._cell(record, Field.URL)
        return Comment(
            page_id=page_id,
            ext_id=ext_id[:500],
            text=text,
            author=Author(
                ext_id=self._cell(record, Field.AUTHOR_ID) or name,
                name=name,
                is_page=bool(self.own) and name.strip().lower() in self.own,
            ),
            created_at=created or self.now,
            post=self._post(record),
            parent_ext_id=parent,
            thread_ext_id=parent or ext_id[:500],
            lang_hint=self._cell(record, Field.LANG)[:2].lower(),
            url=url if url.startswith(("https://", "http://")) else "",
        )

    def _page(self, record: Record) -> str | None:
        brand = self._cell(record, Field.BRAND).casefold() if self.pages else ""
        return self.pages.get(brand) if brand else self.page_id

    def _post(self, record: Record) -> Post | None:
        ext_id, text = self._cell(record, Field.POST), self._cell(record, Field.POST_TEXT)
        if not ext_id and not text:
            return None
        return Post(ext_id=ext_id or f"text-{_hash(text)}", text=text)

    def _cell(self, record: Record, name: Field) -> str:
        value = (self.mapped.get(record, name) or "").strip().replace("\x00", "")
        return value.encode("utf-8", "replace").decode()

    def _made_id(self, author: str, date: str, text: str, parent: str) -> str:
        """An id that is the same in the next import of the same file. Rows alike in everything are one comment
        where author or date tell them apart from others; where neither is known, each counts: two people can
        both write "thanks"."""
        base = _hash("\x1f".join((author, date, parent, text)))
        if author or date:
            return f"row-{base}"
        key = base.encode()
        self._alike[key] += 1
        count = self._alike[key]
        return f"row-{base}" if count == 1 else f"row-{base}-{count}"

    def _broken(self, record: Record, why: str, es: str) -> Broken:
        raw = " | ".join(f"{key}={value[:200]}" for key, value in record.values.items())
        return Broken(line=record.line, why=why, es=es, raw=raw[:2000])


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=10).hexdigest()
