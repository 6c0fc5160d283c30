"""The fake servers as frugal as their published API allows, and with fields that nobody has heard of.

What is optional in answers and events is left out, or null; what a newer server might add is there. An adapter that
works with these as well reads the API and not the fake.
"""

from __future__ import annotations

import json
from typing import Any

import httpx
from aiohttp import web

from tests.fakes.mattermost import FakeMattermost, Listener
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_delivery import Delivery, Envelope

Json = dict[str, Any]
UNHEARD_OF: Json = {"x_new": {"list": [None, 1.5], "text": "–"}, "x_null": None}


def frugal(thing: Any) -> Any:
    """As Go writes it: what is zero or empty is left out, a list of nothing is null."""
    if isinstance(thing, dict):
        kept = {key: frugal(value) for key, value in thing.items() if value not in ("", 0, False, None, {})}
        return {key: value if value != [] else None for key, value in kept.items()}
    return [frugal(each) for each in thing] if isinstance(thing, list) else thing


class LeanMattermost(FakeMattermost):
    """A server whose Go structs omit what is empty."""

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        whole = await super()._guard(request, handler)
        if not isinstance(whole, web.Response) or whole.content_type != "application/json":
            return whole
        return web.json_response(self._wire(json.loads(whole.text or "null")), status=whole.status)

    async def _send(self, listener: Listener, event: Json, *, mute: bool = False) -> None:
        data = {key: self._inner(value) for key, value in event["data"].items()}
        await super()._send(listener, {**event, **UNHEARD_OF, "data": {**data, **UNHEARD_OF}}, mute=mute)

    async def _call_out(self, url: str, body: Json) -> httpx.Response:
        return await super()._call_out(url, {**UNHEARD_OF, **frugal(body)})

    def _inner(self, value: Any) -> Any:
        is_json = isinstance(value, str) and value.startswith("{")
        return json.dumps(self._wire(json.loads(value))) if is_json else frugal(value)

    def _wire(self, thing: Any) -> Any:
        lean = frugal(thing)
        return {**lean, **UNHEARD_OF} if isinstance(lean, dict) else lean


ANSWERS = {
    "auth.test": ("user_id",),
    "chat.postMessage": ("ts",),
    "chat.update": (),
    "chat.delete": (),
    "chat.postEphemeral": (),
    "views.open": (),
    "views.publish": (),
    "conversations.history": ("messages",),
    "conversations.replies": ("messages",),
}
"""What an answer cannot do without, for the methods whose answers hold more."""
OPTIONAL = frozenset(
    {
        *("token", "team_id", "api_app_id", "event_id", "event_time", "authorizations", "enterprise", "team_domain"),
        *("is_enterprise_install", "channel_name", "user_name", "username", "team", "container", "response_urls"),
        *("bot_id", "app_id", "client_msg_id", "channel_type", "event_ts", "parent_user_id", "hidden", "locale"),
        *("hash", "previous_message", "response_url", "profile", "is_archived", "is_member", "real_name", "name"),
    }
)


def spare(thing: Any) -> Any:
    """Without what is optional in Slack's events and payloads."""
    if isinstance(thing, dict):
        return {key: spare(value) for key, value in thing.items() if key not in OPTIONAL} | UNHEARD_OF
    return [spare(each) for each in thing] if isinstance(thing, list) else thing


def spared(payload: Json) -> Json:
    """The payload of an envelope; blocks and views are the app's own and come back as they were sent."""
    whole: Json = spare(payload)
    for name in ("view", "message"):
        ours = payload.get(name) or {}
        whole |= {name: whole[name] | {key: ours[key] for key in ("blocks", "state") if key in ours}} if ours else {}
    return whole | ({"actions": payload["actions"]} if "actions" in payload else {})


class _LeanDelivery(Delivery):
    def send(self, kind: str, payload: Json) -> Envelope:
        return super().send(kind, spared(payload))


class LeanSlack(FakeSlack):
    """Another server of Slack's API: it takes arguments from the body of a POST only, tells no scopes, knows its app by
    the user's id, and answers with little."""

    def __init__(self, *, ack_within: float = 3.0) -> None:
        super().__init__(ack_within=ack_within)
        self.delivery = _LeanDelivery(self.signing_secret, ack_within=ack_within)

    async def _call(self, request: web.Request) -> web.Response:
        if request.method != "POST" or request.query:
            return web.json_response({"message": "Not Found"}, status=404)
        whole = await super()._call(request)
        body = json.loads(whole.text or "null")
        method = request.match_info["method"]
        if whole.status != 200 or not body["ok"]:
            return whole
        kept = {key: value for key, value in body.items() if key == "ok" or key in ANSWERS.get(method, body)}
        for message in kept.get("messages", ()):
            message.pop("bot_id", None)
        if method == "users.info":
            kept["user"] = spare(kept["user"])
        return web.json_response({**kept, **UNHEARD_OF})
