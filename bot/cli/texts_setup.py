"""What the commands say that set things up, bring things in and keep them safe."""

from __future__ import annotations

from collections.abc import Mapping

SETUP: Mapping[str, tuple[str, str]] = {
    # ------------------------------------------------------------ import
    "no_brand_meant": (
        "“{name}” names no brand of this installation: every row goes to the page “{page}”",
        "«{name}» no nombra ninguna marca de esta instalación: todas las filas van a la página «{page}»",
    ),
    "rows_go": ("rows of {names} go to the page “{page}”", "las filas de {names} van a la página «{page}»"),
    "no_row": ("{path} holds no row that can be read", "en {path} no hay ninguna fila que se pueda leer"),
    "map_how": (
        "--map {each}: write it as FIELD=COLUMN, for example --map text=Message",
        "--map {each}: se escribe CAMPO=COLUMNA, por ejemplo --map text=Mensaje",
    ),
    "kind_csv": ("CSV with {mark!r}", "CSV con {mark!r}"),
    "kind_jsonl": ("JSON lines", "JSON por líneas"),
    "kind_json": ("JSON", "JSON"),
    "plan_heads": ("field|column|by|for example", "campo|columna|por|por ejemplo"),
    "by_you": ("you", "ti"),
    "by_name": ("name", "nombre"),
    "by_contents": ("contents", "contenido"),
    "not_used": ("not used: {names}", "sin usar: {names}"),
    "told_line": ("line {line}: {what}", "línea {line}: {what}"),
    "known_already": ("known already ({ext_id})", "ya se conocía ({ext_id})"),
    "and_more": ("… and {count} more", "… y {count} más"),
    "imported": (
        "{new} new, {duplicates} duplicates, {broken} broken",
        "nuevas: {new}, repetidas: {duplicates}, con errores: {broken}",
    ),
    "would_import": (
        "{new} would be new, {duplicates} duplicates, {broken} broken",
        "serían nuevas: {new}, repetidas: {duplicates}, con errores: {broken}",
    ),
    "mended": (
        "{count} bytes were not {encoding} and were read as Windows-1252",
        "{count} bytes no eran {encoding} y se leyeron como Windows-1252",
    ),
    "undated": (
        "{count} had no date and got the time of this import",
        "{count} sin fecha: llevan la hora de esta importación",
    ),
    "rejects": ("broken rows: {path}", "filas con errores: {path}"),
    "page_name": ("--page {page}: use letters, digits, - and _", "--page {page}: usa letras, cifras, - y _"),
    "no_brand_yet": (
        "no brand is set up yet; run tertulia init first, or import for --brand {sample}",
        "aún no hay ninguna marca; ejecuta antes tertulia init, o importa para --brand {sample}",
    ),
    "page_added": ("added the page “{page}” to {path}", "se ha añadido la página «{page}» a {path}"),
    # ------------------------------------------------------------ init
    "init_over": (
        "{path} exists. Write over it (a copy is kept)?",
        "{path} ya existe. ¿Sustituirlo (queda una copia)?",
    ),
    "init_left": (
        "{path} exists and was left as it is; --force writes over it and keeps a copy",
        "{path} ya existe y se queda como está; --force lo sustituye y guarda una copia",
    ),
    "my_brand": ("My brand", "Mi marca"),
    "ask_name": ("What is the brand called?", "¿Cómo se llama la marca?"),
    "ask_languages": ("Which languages, the main one first?", "¿Qué idiomas, el principal primero?"),
    "ask_page": ("How do comments come in ({kinds})?", "¿Por dónde llegan los comentarios ({kinds})?"),
    "no_adapter": (
        "--page {page}: there is no such adapter; known are {kinds}",
        "--page {page}: no existe ese adaptador; conozco {kinds}",
    ),
    "ask_reply_url": (
        "Where are replies sent (an address, or empty for later)?",
        "¿Adónde se envían las respuestas (una dirección, o vacío para más tarde)?",
    ),
    "ask_port": ("On which port shall the console listen?", "¿En qué puerto escucha la consola?"),
    "languages_how": (
        "--languages {given}: give two-letter languages with commas, as en,es",
        "--languages {given}: escribe idiomas de dos letras con comas, como en,es",
    ),
    "name_needed": ("the brand needs a name", "la marca necesita un nombre"),
    "init_settings": ("Settings   {path}", "Ajustes      {path}"),
    "init_brand": ("Brand      {path}", "Marca        {path}"),
    "init_stays": (" (was there, and stays as it is)", " (ya estaba, y se queda como está)"),
    "init_secret": ("Secret     {path} (only you can read it)", "Secreto      {path} (solo tú puedes leerlo)"),
    "init_comments": (
        "Comments   POST /hooks/webhook, signed; see docs/webhook.md",
        "Comentarios  POST /hooks/webhook, firmados; lo explica docs/webhook.md",
    ),
    "init_replies": (
        "Replies    set reply_url in the settings, or nothing can be published",
        "Respuestas   pon reply_url en los ajustes; sin ella no se puede publicar nada",
    ),
    "init_next": (
        "Next: tell the brand file what the brand knows, then `tertulia doctor` and `tertulia serve`.",
        "Ahora: escribe en el archivo de la marca lo que sabe, y después `tertulia doctor` y `tertulia serve`.",
    ),
    # ------------------------------------------------------------ serve, demo
    "runs_already": (
        "Tertulia already runs on {home} (process {who}); stop it first, or name another folder with --home",
        "Tertulia ya funciona en {home} (proceso {who}); detenla antes, o indica otra carpeta con --home",
    ),
    "unknown": ("unknown", "desconocido"),
    "listens": (
        "another program listens on {host}:{port} already; end it, or name another port with --port",
        "otro programa escucha ya en {host}:{port}; ciérralo, o indica otro puerto con --port",
    ),
    "low_port": (
        "ports below 1024, as {port}, are not for everybody; name another with --port",
        "los puertos por debajo de 1024, como {port}, no son para cualquiera; indica otro con --port",
    ),
    "no_address": (
        "{host} is no address of this machine ({why}); 127.0.0.1 always is: see --host",
        "{host} no es una dirección de esta máquina ({why}); 127.0.0.1 siempre lo es: mira --host",
    ),
    "no_pages": (
        "no page is set up; run `tertulia init`, or `tertulia demo` to try",
        "no hay ninguna página; ejecuta `tertulia init`, o `tertulia demo` para probar",
    ),
    "stopped": ("Stopped.", "Detenida."),
    "running_at": ("Tertulia is running at {base}", "Tertulia funciona en {base}"),
    "first_admin": (
        "There is no admin yet. This link makes you one, once:\n  {link}",
        "Aún no hay ninguna persona administradora. Con este enlace lo eres tú, una sola vez:\n  {link}",
    ),
    "not_fresh": (
        "--fresh: {folder} holds more than a demo ({others}); empty it yourself",
        "--fresh: en {folder} hay algo más que una demo ({others}); vacíala tú",
    ),
    # ------------------------------------------------------------ backup, restore, invite
    "backed_up": (
        "{path}: {comments}, {size} MB, checked, in {seconds} s",
        "{path}: {comments}, {size} MB, comprobado, en {seconds} s",
    ),
    "restore_ask": (
        "Put {source} in the place of the store in {home}?",
        "¿Poner {source} en el lugar del almacén de {home}?",
    ),
    "restored": ("{comments} back in place", "{comments} de vuelta"),
    "restored_aside": (
        "{comments} back in place; what was there before is kept in {aside}",
        "{comments} de vuelta; lo que había antes queda en {aside}",
    ),
    "comment": ("comment", "comentario"),
    "comments": ("comments", "comentarios"),
    "no_role": (
        "--role {role}: there is no such role; roles are {known}",
        "--role {role}: no existe ese papel; hay {known}",
    ),
    "for_whom": (
        'say whom the link is for, as tertulia invite "Ana"',
        'di para quién es el enlace, como tertulia invite "Ana"',
    ),
    "no_such_brand": (
        "--brand {brand}: there is no such brand; known are {known}",
        "--brand {brand}: no existe esa marca; conozco {known}",
    ),
    "all_brands": ("all brands", "todas las marcas"),
    "invited": (
        "For {name}, {role} of {brands}; it works once, and for three days:",
        "Para {name}, {role} de {brands}; vale una sola vez, durante tres días:",
    ),
}
