"""What `tertulia init mattermost` prints: what to create where, with which rights, and what goes into the settings."""

from __future__ import annotations

_SETTINGS = """\
[channels.team]
adapter = "mattermost"
lang = "{lang}"

[channels.team.options]
url = "https://chat.example.org"
channel = "{channel}"
token_env = "MATTERMOST_TOKEN"
callback_url = "https://tertulia.example.org"
# command_token_env = "MATTERMOST_COMMAND_TOKEN"
"""

_EN = """\
Mattermost

1. Bot account (System Admin): System Console, Integrations, Bot Accounts: "Enable Bot Account Creation" on.
   Then, in the team: Integrations, Bot Accounts, Add Bot Account.
   Username  tertulia
   Role      Member
   Rights    leave "post:all" and "post:channels" off; a member of the channel needs neither
   Copy the access token that is shown once. Put it into the environment as MATTERMOST_TOKEN, or into a file that only
   you can read, and name that with token_file.

2. Channel: make one for the review (private is best), open it and write
     /invite @tertulia
   where the bot is not in the team yet, add it first: Team menu, Invite people.
   The channel's id stands under View Info; team-name/channel-name from its address does as well.
   A member may post, react, edit own posts and upload files: no more is needed.

3. Buttons: Mattermost's own machine has to reach Tertulia at callback_url (the paths are /chat/<channel>/press and
   /chat/<channel>/form). Is that an internal address, an admin names the host in System Console, Environment,
   Developer, "Allow untrusted internal connections" (ServiceSettings.AllowedUntrustedInternalConnections).
   Without callback_url, or where it cannot be reached, cards show reactions and typed commands instead.

4. Private answers come as direct messages of the bot. Somebody with the right create_post_ephemeral (System Admins
   have it) whispers in the channel instead; the bot tries, and needs nothing from you.

5. Slash command, if you want one: Integrations, Slash Commands, Add:
   Trigger word tertulia, Request URL <callback_url>/chat/team/command, method POST, autocomplete on.
   Its token goes into MATTERMOST_COMMAND_TOKEN.

6. Into tertulia.toml:

{settings}
7. tertulia doctor        checks address, token, channel, and presses a button of its own
   tertulia serve
   Then everybody of the team links the account: a code from the console (People) or `tertulia invite`, and to the bot
   in a direct message: link CODE
"""

_ES = """\
Mattermost

1. Cuenta de bot (la crea quien administra el sistema): Consola del sistema, Integraciones, Cuentas de bot: activa
   «Enable Bot Account Creation». Después, en el equipo: Integraciones, Cuentas de bot, Añadir.
   Usuario   tertulia
   Rol       Miembro
   Permisos  deja «post:all» y «post:channels» sin marcar: ser miembro del canal basta
   Copia el token de acceso, que solo se enseña una vez. Ponlo en el entorno como MATTERMOST_TOKEN, o en un archivo que
   solo tú puedas leer, y nómbralo con token_file.

2. Canal: crea uno para la revisión (mejor privado), ábrelo y escribe
     /invite @tertulia
   Si el bot aún no está en el equipo, añádelo antes: menú del equipo, Invitar personas.
   El identificador del canal está en «Ver información»; también vale equipo/canal, tal como salen en su dirección.
   Un miembro puede publicar, reaccionar, editar lo suyo y subir archivos: no hace falta más.

3. Botones: la máquina de Mattermost tiene que llegar a Tertulia en callback_url (las rutas son /chat/<canal>/press y
   /chat/<canal>/form). Si es una dirección interna, quien administra la añade en Consola del sistema, Entorno,
   Desarrollador, «Allow untrusted internal connections» (ServiceSettings.AllowedUntrustedInternalConnections).
   Sin callback_url, o si no se llega a ella, las fichas usan reacciones y órdenes escritas.

4. Lo privado llega como mensaje directo del bot. Con el permiso create_post_ephemeral (lo tiene quien administra el
   sistema) lo susurra en el propio canal; el bot lo intenta solo, no tienes que hacer nada.

5. Orden con barra, si la quieres: Integraciones, Órdenes con barra, Añadir:
   palabra tertulia, URL <callback_url>/chat/team/command, método POST, autocompletar activado.
   Su token va en MATTERMOST_COMMAND_TOKEN.

6. En tertulia.toml:

{settings}
7. tertulia doctor        comprueba dirección, token y canal, y pulsa un botón propio
   tertulia serve
   Después cada persona vincula su cuenta: un código de la consola (Personas) o de `tertulia invite`, y al bot, por
   mensaje directo: link CÓDIGO
"""


def setup(lang: str) -> str:
    """The guide, in English for any language but Spanish."""
    spanish = lang.startswith("es")
    channel = "equipo/moderacion" if spanish else "team/moderation"
    settings = _SETTINGS.format(lang="es" if spanish else "en", channel=channel)
    return (_ES if spanish else _EN).format(settings=settings)
