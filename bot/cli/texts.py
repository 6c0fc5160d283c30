"""What the commands say to people, in English and Spanish. Help pages and field names stay as they are typed."""

from __future__ import annotations

from collections.abc import Mapping

from bot.cli.speaking import spoken
from bot.cli.texts_doctor import DOCTOR
from bot.cli.texts_setup import SETUP

_TEXTS: Mapping[str, tuple[str, str]] = {
    # ------------------------------------------------------------ naming things
    "lang": ("--lang must be en or es, not {named!r}", "--lang tiene que ser en o es, no {named!r}"),
    "no_brand": (
        "there is no brand {named!r}; known are {known}, or name a brand file",
        "no hay ninguna marca {named!r}; conozco {known}, o indica un archivo de marca",
    ),
    "no_file": ("there is no file {path}", "no existe el archivo {path}"),
    "no_folder": ("there is no folder {path}", "no existe la carpeta {path}"),
    "no_page": ("there is no page {page!r}; known are {known}", "no hay ninguna página {page!r}; conozco {known}"),
    "none_yet": ("none yet", "ninguna todavía"),
    "no_store": (
        "there is no store in {home} yet; run tertulia serve, demo or import first",
        "todavía no hay almacén en {home}; ejecuta antes tertulia serve, demo o import",
    ),
    "nothing_changed": ("nothing was changed", "no se ha cambiado nada"),
    # ------------------------------------------------------------ failures
    "unexpected": (
        "something unexpected happened ({name}: {error}); set {debug}=1 to see where, and please report it",
        "ha pasado algo inesperado ({name}: {error}); con {debug}=1 se ve dónde. Por favor, avísanos",
    ),
    "disk_full": ("the disk is full{where}; make room and try again", "el disco está lleno{where}; haz sitio y repite"),
    "no_permission": (
        "no permission to write or read{where}; change its owner or name another place",
        "no hay permiso para escribir o leer{where}; cambia de propietario o indica otro lugar",
    ),
    "port_used": ("the port is in use; name another with --port", "el puerto está ocupado; indica otro con --port"),
    # ------------------------------------------------------------ coach, chat
    "coach_what": (
        'give a comment, as tertulia coach "Do you open on Sundays?", or a planned post with --draft',
        'escribe un comentario, como tertulia coach "¿Abrís los domingos?", o una publicación prevista con --draft',
    ),
    "beside": (
        "Tertulia runs in another process; this is one more channel to it.",
        "Tertulia ya funciona en otro proceso; este es un canal más.",
    ),
    # ------------------------------------------------------------ read, score, suggest
    "same_file": (
        "{path} is read and cannot be written at the same time; name another file with -o",
        "{path} se está leyendo y no se puede escribir a la vez; indica otro archivo con -o",
    ),
    "looks_csv": (
        '{path} is no JSON but looks like a table; this takes one {{"id": 1, "comment": "…"}} a line. '
        "For an export of comments there is: tertulia import {path}",
        '{path} no es JSON, parece una tabla; aquí va un {{"id": 1, "comment": "…"}} por línea. '
        "Para una exportación de comentarios está: tertulia import {path}",
    ),
    "empty": ("{path} is empty: nothing to do", "{path} está vacío: no hay nada que hacer"),
    "line_skipped": ("line {number}: {why}; skipped", "línea {number}: {why}; se omite"),
    "one_skipped": ("1 bad line skipped, {good} done", "1 línea omitida por errores; hechas: {good}"),
    "many_skipped": ("{bad} bad lines skipped, {good} done", "{bad} líneas omitidas por errores; hechas: {good}"),
    "not_json": ("not JSON (from column {column})", "no es JSON (desde la columna {column})"),
    "not_json_at_all": ("not JSON: {error}", "no es JSON: {error}"),
    "not_object": ("not a JSON object", "no es un objeto JSON"),
    "no_id": ("no id", "sin id"),
    "no_comment": ("no comment", "sin comentario"),
    "nothing_to_score": (
        "neither reply nor post, so there is nothing to score",
        "sin respuesta ni publicación: no hay nada que puntuar",
    ),
    "not_texts": ("{key} is not a list of texts", "{key} no es una lista de textos"),
    "not_text": ("{key} is not a text", "{key} no es un texto"),
    "history_list": ("history is not a list", "history no es una lista"),
    "history_turn": (
        'a turn of history is not {{"who": "customer" or "brand", "text": "…"}}',
        'un turno de history no es {{"who": "customer" o "brand", "text": "…"}}',
    ),
    # ------------------------------------------------------------ report, brief
    "no_report": (
        "there is no report {kind!r}; choose {known}",
        "no hay ningún informe {kind!r}; elige entre {known}",
    ),
    "format": ("--format must be text, json or csv, not {form!r}", "--format es text, json o csv, no {form!r}"),
    "store_no_brand": (
        "this store has no brand yet; run tertulia serve, demo or import first",
        "en este almacén aún no hay ninguna marca; ejecuta antes tertulia serve, demo o import",
    ),
    "whose": ("say whose report with --brand: {known}", "di de quién es el informe con --brand: {known}"),
    "not_whose": (
        "there is no brand {named!r} in this store; --brand takes {known}",
        "no hay ninguna marca {named!r} en este almacén; --brand admite {known}",
    ),
    "no_day": (
        "{text!r} is no day; write 2026-10-01, 90d or 12w",
        "{text!r} no es un día; escribe 2026-10-01, 90d o 12w",
    ),
    "write_a_day": ("--since {given}: write a day as 2026-01-31", "--since {given}: escribe un día así: 2026-01-31"),
    "not_come": ("--since {given}: that day has not come yet", "--since {given}: ese día aún no ha llegado"),
    # ------------------------------------------------------------ adapt, evaluate
    "adapt_what": (
        "name at least one file of labelled rows, or --status, --list, --rollback or --revert",
        "indica al menos un archivo de filas etiquetadas, o --status, --list, --rollback o --revert",
    ),
    "row_skipped": ("{file}:{line}: {why}; skipped", "{file}:{line}: {why}; se omite"),
    "rows_skipped": ("{count} bad lines skipped", "{count} líneas omitidas por errores"),
    "no_rows": ("no usable row in these files", "no hay ninguna fila utilizable en estos archivos"),
    "fitting": (
        "fitting on {count} rows; this takes a minute or two …",
        "ajustando con {count} filas; tarda un minuto o dos …",
    ),
    "fit_heads": ("what|rows|before|after|", "qué|filas|antes|después|"),
    "kept": ("kept", "se queda"),
    "answered_back": ("answered back (AUC)", "contestaron (AUC)"),
    "nothing_kept": (
        "nothing was kept: the engine stays as it was",
        "no se queda nada: el motor sigue como estaba",
    ),
    "revert_what": (
        "--revert takes a version's number or 'shipped', not {to!r}",
        "--revert admite el número de una versión o 'shipped', no {to!r}",
    ),
    "no_version": ("there is no version {to}; see --list", "no hay versión {to}; mira --list"),
    "none_in_use": ("nothing fitted is in use; see --list", "no se usa nada ajustado; mira --list"),
    "as_shipped": ("as shipped", "tal como viene"),
    "version": ("version {version}", "versión {version}"),
    "version_heads": ("what|version|fitted|in use", "qué|versión|ajustado|en uso"),
    "yes": ("yes", "sí"),
    "never_fitted": (
        "nothing was fitted yet: the engine is as shipped",
        "todavía no se ha ajustado nada: el motor está tal como viene",
    ),
    "measuring": ("measuring {name} …", "midiendo {name} …"),
    "no_measure": (
        "there is no measure {name!r}; known are {known}",
        "no hay ninguna medida {name!r}; conozco {known}",
    ),
    **SETUP,
    **DOCTOR,
}


def say(key: str, /, **values: object) -> str:
    """The sentence `key` in the language of this process's person."""
    return _TEXTS[key][1 if spoken() == "es" else 0].format(**values)


def all_texts() -> Mapping[str, tuple[str, str]]:
    """Every sentence, English first."""
    return _TEXTS
