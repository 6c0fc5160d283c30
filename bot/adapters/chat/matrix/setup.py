"""What `tertulia init matrix` prints: what to create where, with which rights, and what goes into the settings."""

from __future__ import annotations

_SETTINGS = """\
[channels.team]
adapter = "matrix"
lang = "{lang}"

[channels.team.options]
homeserver = "https://matrix.example.org"
room = "{room}"
token_env = "MATRIX_TOKEN"
# servers = "partner.example"     # other homeservers whose people may invite the bot into a conversation
"""

_EN = """\
Matrix

1. Account: register one for the bot on your homeserver, as for a person (on Synapse: register_new_matrix_user), and
   give it a display name, Tertulia say: people call it by that name.

2. Access token, once:
     curl -X POST https://matrix.example.org/_matrix/client/v3/login -d '{{"type": "m.login.password",
       "identifier": {{"type": "m.id.user", "user": "tertulia"}}, "password": "…",
       "initial_device_display_name": "Tertulia"}}'
   The answer's access_token goes into the environment as MATRIX_TOKEN, or into a file that only you can read, named
   with token_file. Do not log this session out: that ends the token.

3. Room: make one WITHOUT encryption (Element: New room, switch "Enable end-to-end encryption" off; later it cannot be
   switched off) and invite the bot. It accepts by itself. The default power level does: it sends messages, reactions
   and files, and changes only what it said itself.
   The room's id (!…) stands in its settings under Advanced; an alias (#…) does as well.

4. Pace: Synapse lets an account send a message every five seconds after ten at once. The bot waits as it is told; for
   a busy page an admin lifts the limit for this account:
     POST /_synapse/admin/v1/users/@tertulia:example.org/override_ratelimit   {{"messages_per_second": 0}}

5. Into tertulia.toml:

{settings}
6. tertulia doctor
   tertulia serve
   Then everybody of the team links the account: a code from the console (People) or `tertulia invite`, and in the room
   or to the bot alone: Tertulia: link CODE

There are no buttons on Matrix: react with the sign that stands under the card, or reply to the card in words.
What is for one person alone comes in a room of two that the bot opens, without encryption.
"""

_ES = """\
Matrix

1. Cuenta: registra una para el bot en tu servidor, como para una persona (en Synapse: register_new_matrix_user), y
   ponle un nombre visible, por ejemplo Tertulia: la gente lo llama por ese nombre.

2. Token de acceso, una sola vez:
     curl -X POST https://matrix.example.org/_matrix/client/v3/login -d '{{"type": "m.login.password",
       "identifier": {{"type": "m.id.user", "user": "tertulia"}}, "password": "…",
       "initial_device_display_name": "Tertulia"}}'
   El access_token de la respuesta va en el entorno como MATRIX_TOKEN, o en un archivo que solo tú puedas leer, nombrado
   con token_file. No cierres esa sesión: el token dejaría de valer.

3. Sala: crea una SIN cifrado (Element: Nueva sala, desactiva «Activar cifrado de extremo a extremo»; después no se
   puede quitar) e invita al bot. Acepta solo. El nivel de permisos por defecto basta: envía mensajes, reacciones y
   archivos, y solo cambia lo que dijo él.
   El identificador de la sala (!…) está en sus ajustes, en Avanzado; también vale un alias (#…).

4. Ritmo: Synapse deja enviar un mensaje cada cinco segundos después de diez seguidos. El bot espera lo que le pidan; si
   la página tiene mucho movimiento, quien administra quita el límite a esta cuenta:
     POST /_synapse/admin/v1/users/@tertulia:example.org/override_ratelimit   {{"messages_per_second": 0}}

5. En tertulia.toml:

{settings}
6. tertulia doctor
   tertulia serve
   Después cada persona vincula su cuenta: un código de la consola (Personas) o de `tertulia invite`, y en la sala o al
   bot a solas: Tertulia: link CÓDIGO

En Matrix no hay botones: reacciona con el signo que está bajo la ficha, o responde a la ficha con palabras.
Lo que es solo para una persona llega en una sala de dos que abre el bot, sin cifrado.
"""


def setup(lang: str) -> str:
    """The guide, in English for any language but Spanish."""
    spanish = lang.startswith("es")
    room = "#moderacion:example.org" if spanish else "#moderation:example.org"
    return (_ES if spanish else _EN).format(settings=_SETTINGS.format(lang="es" if spanish else "en", room=room))
