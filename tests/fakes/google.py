"""What Google's services share: a token endpoint, access tokens that end, errors in their form; and YouTube's Data API,
which refuses parameters that its own discovery document does not know."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import googleapiclient

from tests.fakes.platform import FakePlatform, Refusal, Reply, Request, Said

DISCOVERY = json.loads(
    (Path(googleapiclient.__file__).parent / "discovery_cache/documents/youtube.v3.json").read_text(encoding="utf-8")
)
GRANT = {"client_id": "client.example", "client_secret": "client-secret", "refresh_token": "1//refresh"}
COSTS = {("comments", "POST"): 50, ("comments/setModerationStatus", "POST"): 50}


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def error(status: int, reason: str, message: str = "", **headers: str) -> Refusal:
    said = message or reason
    data = {"code": status, "message": said, "errors": [{"message": said, "domain": "global", "reason": reason}]}
    return Refusal(status, {"error": data}, **headers)


class FakeGoogle(FakePlatform):
    """Consent, tokens, errors."""

    scope = ""
    token_life = timedelta(hours=1)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._tokens: dict[str, datetime] = {}
        self.granted = 0

    def busy(self) -> Reply:
        return error(429, "rateLimitExceeded", Retry_After="1").reply

    def broken(self) -> Reply:
        return error(503, "backendError").reply

    def end_tokens(self) -> None:
        """Every access token given so far is no longer taken."""
        self._tokens.clear()

    def answer(self, request: Request) -> Reply:
        if request.path == "/token":
            return self._grant(request)
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.revoked or self._tokens.get(bearer, self.now()) <= self.now():
            raise error(401, "authError", "Invalid Credentials")
        return self.route(request)

    def _grant(self, request: Request) -> Reply:
        if request.method != "POST" or request.form != {"grant_type": "refresh_token", **GRANT}:
            raise Refusal(401, {"error": "invalid_client"})
        if self.revoked:
            raise Refusal(400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."})
        self.granted += 1
        token = f"ya29.{self.number()}"
        self._tokens[token] = self.now() + self.token_life
        life = int(self.token_life.total_seconds())
        return Reply(200, {"access_token": token, "expires_in": life, "scope": self.scope, "token_type": "Bearer"})

    def route(self, request: Request) -> Reply:
        raise NotImplementedError


class FakeYouTube(FakeGoogle):
    """A channel with videos, threads and replies on one level."""

    own = "UCbakery"
    scope = "https://www.googleapis.com/auth/youtube.force-ssl"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.units_left = 10_000
        self.no_comments: set[str] = set()

    def new_id(self, post: str, parent: str) -> str:
        number = self.number()
        return f"{parent}.r{number}" if parent else f"Ugy{number}" if post else f"vid{number}"

    def publishes(self, request: Request) -> bool:
        return request.method == "POST" and request.path == "/youtube/v3/comments"

    def route(self, request: Request) -> Reply:
        name = request.path.removeprefix("/youtube/v3/")
        method = _method(name, request.method)
        self.units_left -= COSTS.get((name, request.method), 1)
        if self.units_left < 0:
            raise error(403, "quotaExceeded", "The request cannot be completed because you have exceeded your quota.")
        given = dict(request.query)
        _check(method, given)
        handle = {"channels": self._channels, "playlistItems": self._uploads, "videos": self._videos,
                  "commentThreads": self._threads}.get(name)  # fmt: skip
        if handle is not None:
            return Reply(200, handle(given))
        if name == "comments/setModerationStatus":
            self._known(given["id"]).hidden = given["moderationStatus"] != "published"
            return Reply(204, None)
        return Reply(200, self._insert(request.json) if request.method == "POST" else self._comments(given))

    def _channels(self, given: Mapping[str, str]) -> dict[str, Any]:
        item = {"kind": "youtube#channel", "id": self.own, "snippet": {"title": "Bakery", "customUrl": "@bakery"},
                "contentDetails": {"relatedPlaylists": {"uploads": "UUbakery"}}}  # fmt: skip
        return {"kind": "youtube#channelListResponse", "items": [item]}

    def _uploads(self, given: Mapping[str, str]) -> dict[str, Any]:
        if given["playlistId"] != "UUbakery":
            raise error(404, "playlistNotFound")
        posts = [one for one in self.things.values() if not one.post][::-1]
        items = [{"contentDetails": {"videoId": one.id, "videoPublishedAt": stamp(one.at)}} for one in posts]
        return self._page(items, given, "youtube#playlistItemListResponse")

    def _videos(self, given: Mapping[str, str]) -> dict[str, Any]:
        found = [self.things[one] for one in given["id"].split(",") if one in self.things]
        count = {one.id: sum(other.post == one.id for other in self.things.values()) for one in found}
        items = [{"kind": "youtube#video", "id": one.id,
                  "snippet": {"title": one.text, "description": "", "publishedAt": stamp(one.at),
                  "channelId": self.own},
                  "statistics": {"commentCount": str(count[one.id])}} for one in found]  # fmt: skip
        return {"kind": "youtube#videoListResponse", "items": items}

    def _threads(self, given: Mapping[str, str]) -> dict[str, Any]:
        video = given.get("videoId", "")
        if video not in self.things:
            raise error(404, "videoNotFound")
        if video in self.no_comments:
            raise error(403, "commentsDisabled", "The video has disabled comments.")
        tops = [one for one in self.below(video) if not one.hidden][::-1]
        return self._page([self.thread(one) for one in tops], given, "youtube#commentThreadListResponse")

    def thread(self, top: Said) -> dict[str, Any]:
        """A thread; at most five replies come with it."""
        below = self.below(top.id)
        snippet = {"channelId": self.own, "videoId": top.post, "topLevelComment": self.resource(top), "canReply": True,
                   "totalReplyCount": len(below), "isPublic": True}  # fmt: skip
        replies = {"replies": {"comments": [self.resource(one) for one in below[-5:]]}} if below else {}
        return {"kind": "youtube#commentThread", "id": top.id, "snippet": snippet, **replies}

    def resource(self, one: Said) -> dict[str, Any]:
        """A comment as others see it: plain text, and no `textOriginal`."""
        snippet: dict[str, Any] = {
            "channelId": self.own, "videoId": one.post, "textDisplay": one.text, "authorDisplayName": f"@{one.author}",
            "authorChannelId": {"value": one.author}, "canRate": True, "likeCount": 0, "publishedAt": stamp(one.at),
            "updatedAt": stamp(one.updated or one.at),
        }  # fmt: skip
        if one.parent:
            snippet["parentId"] = one.parent
        if one.hidden:
            snippet["moderationStatus"] = "heldForReview"
        return {"kind": "youtube#comment", "etag": "e", "id": one.id, "snippet": snippet}

    def _comments(self, given: Mapping[str, str]) -> dict[str, Any]:
        if "id" in given:
            found = [self.things[one] for one in given["id"].split(",") if one in self.things]
        else:
            found = self.below(self._known(given["parentId"]).id)
        return self._page([self.resource(one) for one in found], given, "youtube#commentListResponse")

    def _insert(self, body: Any) -> dict[str, Any]:
        if set(body) != {"snippet"} or set(body["snippet"]) != {"parentId", "textOriginal"}:
            raise error(400, "invalidCommentMetadata")
        parent = self._known(body["snippet"]["parentId"])
        text = body["snippet"]["textOriginal"]
        if parent.parent:
            raise error(400, "operationNotSupported")
        if not text or len(text) > 10_000:
            raise error(400, "commentTextTooLong")
        return self.resource(self.things[self.write(self.own, text, post=parent.post, parent=parent.id)])

    def _known(self, ext_id: str) -> Said:
        if ext_id not in self.things:
            raise error(404, "commentNotFound")
        return self.things[ext_id]

    def _page(self, items: list[Any], given: Mapping[str, str], kind: str) -> dict[str, Any]:
        start, size = int(given.get("pageToken") or 0), int(given.get("maxResults", 20))
        more = {"nextPageToken": str(start + size)} if start + size < len(items) else {}
        return {"kind": kind, "items": items[start : start + size], **more}


def _method(name: str, verb: str) -> Any:
    """The method of the discovery document that a call names."""
    for resource in DISCOVERY["resources"].values():
        for method in resource.get("methods", {}).values():
            if method["path"] == f"youtube/v3/{name}" and method["httpMethod"] == verb:
                return method
    raise error(404, "notFound")


def _check(method: Any, given: Mapping[str, str]) -> None:
    known = method["parameters"]
    for key, value in given.items():
        if key not in known:
            raise error(400, "unknownParameter", f"Unknown parameter {key}")
        if "enum" in known[key] and value not in known[key]["enum"]:
            raise error(400, "invalidParameter", f"{key}={value}")
        if "maximum" in known[key] and int(value) > int(known[key]["maximum"]):
            raise error(400, "invalidParameter", f"{key}={value}")
        if not re.fullmatch(r"[\w,.:/@-]+", value):
            raise error(400, "invalidParameter", key)
    for key, rule in known.items():
        if rule.get("required") and key not in given:
            raise error(400, "missingRequiredParameter", key)


def undescribed(value: Any, schema: str) -> list[str]:
    """Names in an answer that the discovery document's schema does not have."""
    found: list[str] = []
    properties = DISCOVERY["schemas"][schema].get("properties", {})
    for key, inner in value.items():
        if key not in properties:
            found.append(f"{schema}.{key}")
            continue
        rule = properties[key]
        reference = rule.get("$ref") or rule.get("items", {}).get("$ref")
        if reference:
            for one in inner if isinstance(inner, list) else [inner]:
                found += undescribed(one, reference)
    return found
