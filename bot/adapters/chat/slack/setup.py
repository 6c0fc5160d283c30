"""How to set the app up: the manifest with exact scopes and events, the steps, and what `doctor` looks at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.adapters.chat.slack.parse import ASK_SHORTCUT, COACH_SHORTCUT

SCOPES: Mapping[str, tuple[str, str]] = {
    "app_mentions:read": ("hear when somebody mentions it", "oír cuando alguien lo menciona"),
    "channels:history": (
        "hear a card's thread (public channels)",
        "oír el hilo de una ficha (canal público)",
    ),
    "channels:read": ("check that it is in the channel", "comprobar que está en el canal"),
    "chat:write": ("post and change cards", "publicar y cambiar fichas"),
    "commands": ("the command /tertulia and the shortcuts", "el comando /tertulia y los atajos"),
    "files:write": ("upload charts and the client's brief", "subir gráficos y el dossier del cliente"),
    "groups:history": (
        "hear a card's thread (private channels)",
        "oír el hilo de una ficha (canal privado)",
    ),
    "groups:read": ("check that it is in a private channel", "comprobar que está en un canal privado"),
    "im:history": ("hear direct messages", "oír los mensajes directos"),
    "im:read": ("recognise direct messages", "reconocer los mensajes directos"),
    "im:write": ("answer one person in private", "contestar a una persona en privado"),
    "users:read": ("names and languages of the team", "nombres e idiomas del equipo"),
}
"""Bot scopes and what each is for (English, Spanish)."""
EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im")
COMMAND = "/tertulia"


def manifest(lang: str, url: str = "") -> dict[str, Any]:
    """The app manifest; with `url` for HTTP, without it for Socket Mode."""
    es = lang.startswith("es")
    at: dict[str, Any] = {"request_url": url} if url else {}
    command = {
        "command": COMMAND,
        "description": "Pregunta a Tertulia" if es else "Ask Tertulia",
        "usage_hint": "cola | propón: … | coach: … | ayuda" if es else "queue | suggest: … | coach: … | help",
        "should_escape": True,
        **({"url": url} if url else {}),
    }
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Tertulia",
            "description": "Ayuda a contestar para que la gente conteste"
            if es
            else "Coaches replies so that people answer back",
            "background_color": "#0b5b53",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Tertulia", "always_online": True},
            "shortcuts": [
                {
                    "name": "Revisa esto" if es else "Coach this",
                    "type": "message",
                    "callback_id": COACH_SHORTCUT,
                    "description": "Valora el mensaje como borrador" if es else "Score this message as a draft",
                },
                {
                    "name": "Preguntar a Tertulia" if es else "Ask Tertulia",
                    "type": "global",
                    "callback_id": ASK_SHORTCUT,
                    "description": "Propuestas para un comentario" if es else "Replies to a comment, or coach a draft",
                },
            ],
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **at},
            "interactivity": {"is_enabled": True, **at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def setup(lang: str) -> str:
    """What `tertulia init slack` prints."""
    body = json.dumps(manifest(lang), indent=2, ensure_ascii=False)
    return (_ES if lang.startswith("es") else _EN).replace("{manifest}", body).replace("{settings}", _SETTINGS)


_SETTINGS = """[channels.slack]
adapter = "slack"
lang = "en"                # or "es"
# brands = ["mirlo"]       # leave out for all brands

[channels.slack.options]
channel = "C0123456789"    # the channel's id, not its name
token_env = "SLACK_TOKEN"            # xoxb-…
app_token_env = "SLACK_APP_TOKEN"    # xapp-…, Socket Mode
# mode = "http"                      # instead of Socket Mode
# signing_secret_env = "SLACK_SIGNING"
"""

_EN = """Slack

1. Open https://api.slack.com/apps → Create New App → From a manifest, choose the workspace and paste:

{manifest}

2. Basic Information → App-Level Tokens → Generate: name it as you like, scope connections:write. It begins with xapp-.
3. Install App → Install to Workspace. The Bot User OAuth Token begins with xoxb-.
4. In Slack, open the review channel and write /invite @Tertulia. The channel's id is at the bottom of its details.
5. Put both tokens into the environment (never into tertulia.toml) and add:

{settings}
6. `tertulia doctor` tests tokens, scopes and channel. Each team member then links their account: `tertulia invite`
   gives a code, and they write “link CODE” to Tertulia in a direct message.

Instead of Socket Mode (step 2), Slack can call this machine: set mode = "http" and signing_secret_env (Basic
Information → Signing Secret), switch Socket Mode off, and give https://YOUR-HOST/hooks/slack as the request URL of
Event Subscriptions, of Interactivity & Shortcuts and of the command /tertulia. It has to be reachable by HTTPS.
"""

_ES = """Slack

1. Abre https://api.slack.com/apps → Create New App → From a manifest, elige el espacio de trabajo y pega:

{manifest}

2. Basic Information → App-Level Tokens → Generate: el nombre que quieras, permiso connections:write. Empieza por xapp-.
3. Install App → Install to Workspace. El Bot User OAuth Token empieza por xoxb-.
4. En Slack, abre el canal de revisión y escribe /invite @Tertulia. El id del canal está al final de sus detalles.
5. Pon los dos tokens en el entorno (nunca en tertulia.toml) y añade:

{settings}
6. `tertulia doctor` comprueba tokens, permisos y canal. Después cada persona vincula su cuenta: `tertulia invite` da un
   código y se le escribe «link CÓDIGO» a Tertulia por mensaje directo.

En lugar de Socket Mode (paso 2), Slack puede llamar a esta máquina: pon mode = "http" y signing_secret_env (Basic
Information → Signing Secret), apaga Socket Mode y da https://TU-HOST/hooks/slack como Request URL de Event
Subscriptions, de Interactivity & Shortcuts y del comando /tertulia. Tiene que ser accesible por HTTPS.
"""
