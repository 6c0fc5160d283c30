"""How to set up a Telegram channel as a page, in words."""

from __future__ import annotations

_EN = """\
A Telegram channel as a page

1. Comments. In the channel's settings, Discussion, link a group: comments below posts are messages of that group. Each
   channel needs a discussion group of its own.
2. The bot. Write to @BotFather: /newbot; keep the token in an environment variable. It may be the bot of your review
   channel too: one program listens for both. Then /setprivacy, Disable: with privacy mode on a bot does not hear what
   people write to each other, which is what comments are.
     export TELEGRAM_TOKEN=…
3. Add the bot to the discussion group (after step 2) and, as an admin without any right, to the channel.
4. In tertulia.toml:

     [pages.telegram]
     adapter = "telegram"
     brand = "your-brand"

     [pages.telegram.options]
     token_env = "TELEGRAM_TOKEN"
     channel = "@yourchannel"      # or its id, such as -1001234567890
     # group = -1009876543210      # only if the channel does not tell its discussion group
     # staff = ["@ana", "12345"]   # colleagues who answer under accounts of their own
     # whole_group = true          # what is written in the group outside of posts counts too

5. `tertulia doctor` tests token, channel, group and whether the bot hears the comments.

What Telegram does not give: a bot is not told of deleted comments, can neither hide (only delete for good) nor write
first to people, and cannot list its own messages: when the answer to a reply is lost, somebody has to look.
"""
_ES = """\
Un canal de Telegram como página

1. Comentarios. En los ajustes del canal, Comentarios, vincula un grupo: los comentarios de las publicaciones son
   mensajes de ese grupo. Cada canal necesita un grupo de debate propio.
2. El bot. Escribe a @BotFather: /newbot; guarda el token en una variable de entorno. Puede ser también el bot del canal
   de revisión: un solo programa escucha para los dos. Después /setprivacy, Disable: con el modo de privacidad un bot no
   oye lo que la gente se escribe, y eso son los comentarios.
     export TELEGRAM_TOKEN=…
3. Añade el bot al grupo de debate (después del paso 2) y, como administrador sin ningún permiso, al canal.
4. En tertulia.toml:

     [pages.telegram]
     adapter = "telegram"
     brand = "tu-marca"

     [pages.telegram.options]
     token_env = "TELEGRAM_TOKEN"
     channel = "@tucanal"          # o su id, como -1001234567890
     # group = -1009876543210      # solo si el canal no dice cuál es su grupo de debate
     # staff = ["@ana", "12345"]   # colegas que responden con cuentas propias
     # whole_group = true          # también cuenta lo que se escribe en el grupo fuera de las publicaciones

5. `tertulia doctor` comprueba token, canal, grupo y si el bot oye los comentarios.

Lo que Telegram no da: a un bot no se le avisa de los comentarios borrados, no puede ocultar (solo borrar para siempre)
ni escribir primero a la gente, y no puede listar sus mensajes: si se pierde la confirmación de una respuesta, alguien
tiene que mirar.
"""


def setup(lang: str) -> str:
    """The guide in a person's language."""
    return _ES if lang == "es" else _EN
