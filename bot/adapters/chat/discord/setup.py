"""How to set up a review channel in Discord, in words."""

from __future__ import annotations

from bot.adapters.chat.discord.client import invite_url

_EN = """\
A review channel in Discord

1. Make the application. Open the developer portal (discord.com/developers/applications), New Application,
   give it your bot's name. Under Bot: Reset Token, and keep the token in an environment variable:
     export DISCORD_TOKEN=…
2. Intents. None of the privileged ones is needed: mentions, replies, commands and direct messages carry their text.
   Only if the team wants to write plain words in a card's thread without mentioning the bot: under Bot, switch on
   "Message Content Intent", and set free_words = true below.
3. Let it in. Put the application's id (General Information) into this link and open it as an admin of the server:
     {url}
   It asks for: view channels, send messages (also in threads), create public threads, embed links, attach files,
   read message history. Nothing else.
4. The channel. Make one that only the team can read and add the bot to it. In Discord's settings, Advanced, switch on
   Developer Mode; then right click the server and the channel and copy their ids.
5. In tertulia.toml:

     [channels.discord]
     adapter = "discord"
     lang = "en"

     [channels.discord.options]
     token_env = "DISCORD_TOKEN"
     guild = "the server's id"
     channel = "the channel's id"
     free_words = false

6. `tertulia doctor` tests token, server, channel and permissions. Everybody links their account once: a code from
   the console (People) or `tertulia invite`, then /{command} link CODE.
"""
_ES = """\
Un canal de revisión en Discord

1. Crea la aplicación. En el portal de desarrolladores (discord.com/developers/applications), New Application, con el
   nombre de tu bot. En Bot: Reset Token, y guarda el token en una variable de entorno:
     export DISCORD_TOKEN=…
2. Intents. No hace falta ninguno de los privilegiados: menciones, respuestas, comandos y mensajes directos traen su
   texto. Solo si el equipo quiere escribir sin mencionar al bot en el hilo de una ficha: en Bot, activa
   «Message Content Intent» y pon free_words = true más abajo.
3. Déjalo entrar. Pon el id de la aplicación (General Information) en este enlace y ábrelo como administrador:
     {url}
   Pide: ver canales, enviar mensajes (también en hilos), crear hilos públicos, insertar enlaces, adjuntar archivos y
   leer el historial. Nada más.
4. El canal. Crea uno que solo lea el equipo y añade al bot. En los ajustes de Discord, Avanzado, activa el modo
   desarrollador; después, botón derecho sobre el servidor y el canal para copiar sus ids.
5. En tertulia.toml:

     [channels.discord]
     adapter = "discord"
     lang = "es"

     [channels.discord.options]
     token_env = "DISCORD_TOKEN"
     guild = "el id del servidor"
     channel = "el id del canal"
     free_words = false

6. `tertulia doctor` comprueba token, servidor, canal y permisos. Cada persona vincula su cuenta una vez: un código de
   la consola (Personas) o de `tertulia invite`, y después /{command} link CÓDIGO.
"""


def setup(lang: str) -> str:
    """The guide in a person's language."""
    text = _ES if lang == "es" else _EN
    return text.format(url=invite_url("APPLICATION_ID"), command="tertulia")
