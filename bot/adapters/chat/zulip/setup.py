"""How to set the bot up in Zulip."""

from __future__ import annotations


def setup(lang: str) -> str:
    """What `tertulia init zulip` prints."""
    return (_ES if lang.startswith("es") else _EN).replace("{settings}", _SETTINGS)


_SETTINGS = """[channels.zulip]
adapter = "zulip"
lang = "en"                # or "es"
# brands = ["mirlo"]       # leave out for all brands

[channels.zulip.options]
site = "https://example.zulipchat.com"
email = "tertulia-bot@example.zulipchat.com"
key_env = "ZULIP_KEY"      # the bot's API key
stream = "review"          # the channel's name or id
"""

_EN = """Zulip

1. In Zulip: Settings (gear) → Personal settings → Bots → Add a new bot. Type: Generic bot (an incoming webhook
   cannot read). Name it Tertulia. Download its zuliprc, or copy its e-mail address and API key.
2. Make the channel where the team decides (or take one), open its settings → Subscribers, and add the bot. For a
   private channel somebody who is in it has to do that. A bot that is not subscribed hears nothing.
3. An administrator may want to look at Organization settings → Organization permissions:
   · Message editing: “Time limit for editing messages”: Any time. Otherwise a card that is decided later than that is
     posted again in its topic instead of being changed.
   · The bot needs the right to post in the channel and to send direct messages.
4. Put the key into the environment (never into tertulia.toml) and add:

{settings}
5. `tertulia doctor` tests address, key, channel and subscription. Each team member then links their account:
   `tertulia invite` gives a code, and they write “link CODE” to Tertulia in a direct message.

Each card has a topic of its own. React with 1️⃣ 2️⃣ 3️⃣ to approve, or write in the topic: approve 1, edit 1: …,
reject: …. Mention @**Tertulia** to talk freely.
"""

_ES = """Zulip

1. En Zulip: Ajustes (rueda) → Ajustes personales → Bots → Añadir un bot nuevo. Tipo: bot genérico (un webhook
   entrante no puede leer). Llámalo Tertulia. Descarga su zuliprc o copia su correo y su clave de API.
2. Crea el canal donde decide el equipo (o usa uno), abre sus ajustes → Suscriptores y añade el bot. En un canal privado
   tiene que hacerlo alguien que esté dentro. Un bot sin suscripción no oye nada.
3. A quien administra le conviene mirar Ajustes de la organización → Permisos de la organización:
   · Edición de mensajes: «Límite de tiempo para editar»: En cualquier momento. Si no, una ficha que se decide más tarde
     se publica otra vez en su tema en lugar de cambiarse.
   · El bot necesita permiso para publicar en el canal y para enviar mensajes directos.
4. Pon la clave en el entorno (nunca en tertulia.toml) y añade:

{settings}
5. `tertulia doctor` comprueba dirección, clave, canal y suscripción. Después cada persona vincula su cuenta:
   `tertulia invite` da un código y se le escribe «link CÓDIGO» a Tertulia por mensaje directo.

Cada ficha tiene su propio tema. Reacciona con 1️⃣ 2️⃣ 3️⃣ para aprobar, o escribe en el tema: aprueba 1, edita 1: …,
rechaza: …. Menciona a @**Tertulia** para hablar con libertad.
"""
