"""How to set up a review channel in Telegram, in words."""

from __future__ import annotations

_EN = """\
A review channel in Telegram

1. Make the bot. Write to @BotFather: /newbot, give it a name and a username that ends in "bot". Keep the token it
   answers with in an environment variable:
     export TELEGRAM_TOKEN=…
2. What it hears. In groups a bot hears commands, words that mention it, and replies to its messages; nothing else, and
   that is enough. Leave privacy mode as it is. Only if the team wants to write plain commands in a card's thread
   without answering the bot: BotFather, /setprivacy, Disable, then add the bot to the group (again), and
   free_words = true below.
3. The group. Make one that only the team is in, and add the bot as an ordinary member (it needs no admin rights). For
   one topic of a group with topics, write /id in that topic later.
4. Everybody of the team opens the bot once and presses Start, so that it may write to them directly: what is for one
   person's eyes is said there. To somebody who has not, it is said in the group, by name.
5. In tertulia.toml:

     [channels.telegram]
     adapter = "telegram"
     lang = "en"

     [channels.telegram.options]
     token_env = "TELEGRAM_TOKEN"
     chat = -1001234567890     # the group's id
     # topic = 12              # one topic of a group with topics
     # free_words = true
     # mode = "webhook"        # instead of long polling; webhook_url is the console as Telegram sees it
     # webhook_url = "https://tertulia.example.org"

   You do not know the group's id yet? Put 0 for chat, say /id in the group, and run `tertulia doctor`: it lists the
   groups in which the bot was spoken to. A running bot answers /id with it.
6. `tertulia doctor` tests token, group, rights, topic and what the bot may hear. Everybody links their account once: a
   code from the console (People) or `tertulia invite`, then /link CODE to the bot. Admins who “remain anonymous” cannot
   type decisions, since Telegram does not say who they are; their presses count.
"""
_ES = """\
Un canal de revisión en Telegram

1. Crea el bot. Escribe a @BotFather: /newbot, con un nombre y un nombre de usuario que acabe en "bot". Guarda el token
   con que responde en una variable de entorno:
     export TELEGRAM_TOKEN=…
2. Qué oye. En los grupos un bot oye los comandos, lo que lo menciona y las respuestas a sus mensajes; nada más, y con
   eso basta. Deja el modo de privacidad como está. Solo si el equipo quiere escribir comandos sueltos en el hilo de una
   ficha sin responder al bot: BotFather, /setprivacy, Disable, vuelve a añadir el bot al grupo, y pon
   free_words = true más abajo.
3. El grupo. Crea uno en el que solo esté el equipo y añade al bot como miembro normal (no necesita ser administrador).
   Si quieres usar un solo tema de un grupo con temas, escribe después /id en ese tema.
4. Cada persona del equipo abre el bot una vez y pulsa Iniciar, para que le pueda escribir en privado: allí va lo que es
   solo para ella. A quien no lo haya hecho se le dice en el grupo, por su nombre.
5. En tertulia.toml:

     [channels.telegram]
     adapter = "telegram"
     lang = "es"

     [channels.telegram.options]
     token_env = "TELEGRAM_TOKEN"
     chat = -1001234567890     # el id del grupo
     # topic = 12              # un tema de un grupo con temas
     # free_words = true
     # mode = "webhook"        # en vez de sondeo largo; webhook_url es la consola vista desde Telegram
     # webhook_url = "https://tertulia.example.org"

   ¿Aún no sabes el id del grupo? Pon 0 en chat, di /id en el grupo y ejecuta `tertulia doctor`: enumera los grupos
   en los que se habló al bot. Un bot en marcha responde a /id con el id.
6. `tertulia doctor` comprueba token, grupo, permisos, tema y lo que el bot puede oír. Cada persona vincula su cuenta
   una vez: un código de la consola (Personas) o de `tertulia invite`, y después /link CÓDIGO al bot. Los
   administradores que «permanecen anónimos» no pueden decidir por escrito, porque Telegram no dice quiénes son; sus
   pulsaciones sí cuentan.
"""


def setup(lang: str) -> str:
    """The guide in a person's language."""
    return _ES if lang == "es" else _EN
