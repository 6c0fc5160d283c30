"""Which column is what: guessed from names in English and Spanish and from contents, overridable. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import BadInput
from bot.importing.dates import parse_date
from bot.importing.records import Record, normal


class Field(StrEnum):
    """What a column can hold."""

    TEXT = "text"
    AUTHOR = "author"
    AUTHOR_ID = "author_id"
    DATE = "date"
    ID = "id"
    URL = "url"
    PARENT = "parent"
    POST = "post"
    POST_TEXT = "post_text"
    LANG = "lang"
    BRAND = "brand"


F = Field
NAMES: dict[Field, tuple[str, ...]] = {
    F.TEXT: (
        "comment", "commenttext", "comentario", "textodelcomentario", "textocomentario", "text", "texto", "message",
        "mensaje", "fulltext", "tweettext", "tweet", "body", "cuerpo", "content", "contenido", "review", "reviewtext",
        "resena", "opinion", "textoriginal", "textdisplay", "snippettextoriginal", "snippettextdisplay",
        "commentmessage", "commentbody", "parent",
    ),
    F.AUTHOR: (
        "author", "authorname", "autor", "nombredelautor", "nombreautor", "username", "nombredeusuario", "user",
        "usuario", "fromname", "from", "profilename", "screenname", "userscreenname", "authordisplayname",
        "snippetauthordisplayname", "commenter", "commentername", "handle", "ownerusername", "authorusername", "name",
        "nombre", "de",
    ),
    F.AUTHOR_ID: (
        "authorid", "userid", "fromid", "idusuario", "iddeusuario", "authorchannelid", "useridstr",
        "ownerid",
    ),
    F.DATE: (
        "date", "fecha", "createdat", "createdtime", "created", "creationdate", "fechadecreacion", "fechacreacion",
        "fechadepublicacion", "fechahora", "fechayhora", "datetime", "timestamp", "publishedat", "snippetpublishedat",
        "tweetcreated", "commentdate", "commentedat", "time", "hora", "posted", "postedat", "publishtime",
    ),
    F.ID: (
        "id", "commentid", "idcomentario", "iddelcomentario", "tweetid", "statusid", "idstr", "extid", "cid",
        "messageid",
    ),
    F.URL: (
        "url", "link", "permalink", "permalinkurl", "enlace", "commenturl", "commentlink", "tweeturl", "vinculo",
        "postlink", "posturl", "enlacedelapublicacion",
    ),
    F.PARENT: (
        "parentid", "parentcommentid", "inreplyto", "inreplytoid", "inreplytostatusid", "inresponsetotweetid",
        "replyto", "replytoid", "respuestaa", "enrespuestaa", "idpadre", "snippetparentid", "inreplytostatusidstr",
    ),
    F.POST: (
        "postid", "videoid", "mediaid", "idpublicacion", "iddelapublicacion", "snippetvideoid", "threadid", "articleid",
        "post", "publicacion",
    ),
    F.POST_TEXT: (
        "posttext", "posttitle", "postmessage", "caption", "textodelapublicacion", "videotitle", "postcaption",
    ),
    F.LANG: ("lang", "language", "idioma", "langcode", "lengua"),
    F.BRAND: ("brand", "marca", "page", "pagename", "pagina", "nombredelapagina", "account", "cuenta", "airline"),
}  # fmt: skip
KNOWN_NAMES = frozenset(name for names in NAMES.values() for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The column of each field that was found, and why it was taken ("name", "contents" or "you")."""

    columns: Mapping[Field, str]
    why: Mapping[Field, str]

    def get(self, record: Record, field: Field) -> str | None:
        """A field's value in a record; None where the file has no such column or the row no such cell."""
        column = self.columns.get(field)
        return record.values.get(column) if column is not None else None


def guess_columns(header: Sequence[str], sample: Sequence[Record], given: Mapping[str, str]) -> Mapped:
    """The mapping: what a person gave (`text=body`), then names, then contents.

    Raises `BadInput` for an unknown field or column, and where no column can be the text.
    """
    columns, why = _given(header, sample, given)
    free = [name for name in header if name not in columns.values()]
    for field, names in NAMES.items():
        if field in columns:
            continue
        found = _by_name(names, free)
        if found is not None and _fits(field, found, sample):
            columns[field], why[field] = found, "name"
            free.remove(found)
    if F.TEXT not in columns and (longest := _by_contents(free, sample)) is not None:
        columns[F.TEXT], why[F.TEXT] = longest, "contents"
        free.remove(longest)
    if F.TEXT not in columns:
        shown = _shown(header, sample)
        raise BadInput(
            f"no column looks like the comments; name it with --map text=COLUMN. Columns: {shown}",
            es=f"ninguna columna parece la de los comentarios; indícala con --map text=COLUMNA. Columnas: {shown}",
        )
    if F.DATE not in columns:
        dated = next((name for name in free if _dates(name, sample)), None)
        if dated is not None:
            columns[F.DATE], why[F.DATE] = dated, "contents"
    return Mapped(columns=columns, why=why)


def _shown(header: Sequence[str], sample: Sequence[Record]) -> str:
    """The columns' names; where the file has none, each number with what stands first in its column."""
    if not sample or not all(name.isdigit() for name in header):
        return ", ".join(header)
    values = sample[0].values
    return ", ".join(f"{name} (“{values.get(name, '')[:20]}”)" for name in header)


def _given(
    header: Sequence[str], sample: Sequence[Record], given: Mapping[str, str]
) -> tuple[dict[Field, str], dict[Field, str]]:
    columns: dict[Field, str] = {}
    for name, column in given.items():
        if name not in Field.__members__.values():
            known = ", ".join(Field)
            raise BadInput(
                f"--map {name}=…: there is no such field; fields are {known}",
                es=f"--map {name}=…: no existe ese campo; hay {known}",
            )
        if column == "":
            continue
        if column not in header:
            shown = _shown(header, sample)
            raise BadInput(
                f"--map {name}={column}: there is no such column; columns are {shown}",
                es=f"--map {name}={column}: no existe esa columna; hay {shown}",
            )
        columns[Field(name)] = column
    return columns, dict.fromkeys(columns, "you")


def _by_name(names: Sequence[str], free: Sequence[str]) -> str | None:
    by_normal = {normal(column): column for column in reversed(free)}
    by_last = {normal(column.rsplit(".", 1)[-1]): column for column in reversed(free) if "." in column}
    for name in names:
        if name in by_normal:
            return by_normal[name]
    return next((by_last[name] for name in names if name in by_last), None)


def _fits(field: Field, column: str, sample: Sequence[Record]) -> bool:
    """Whether the contents do not speak against the name ("parent" is a text in some files, an id in others)."""
    values = [record.values.get(column, "").strip() for record in sample]
    filled = [value for value in values if value]
    if not filled:
        return True
    if field is F.TEXT:
        return sum(" " in value or not value.isdigit() for value in filled) > 0.5 * len(filled)
    if field is F.DATE:
        return _dates(column, sample, least=0.3)
    if field in (F.ID, F.AUTHOR_ID, F.PARENT, F.POST):
        return sum(len(value) <= 200 for value in filled) > 0.9 * len(filled)
    return True


def _by_contents(free: Sequence[str], sample: Sequence[Record]) -> str | None:
    """The column with the longest running text, if any is text at all."""

    def weight(column: str) -> float:
        values = [record.values.get(column, "") for record in sample]
        wordy = [len(value) for value in values if value.count(" ") >= 2]
        return sum(wordy) / len(values) if values and len(wordy) > 0.3 * len(values) else 0.0

    best = max(free, key=weight, default=None)
    return best if best is not None and weight(best) > 0 else None


def _dates(column: str, sample: Sequence[Record], least: float = 0.7) -> bool:
    filled = [value for record in sample if (value := record.values.get(column, "").strip())]
    good = sum(parse_date(value, day_first=True) is not None for value in filled)
    return bool(filled) and good > least * len(filled)
