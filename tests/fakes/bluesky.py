"""A small network of the AT Protocol in memory, which refuses what the real one refuses.

Requests are checked against the SDK's own models of the lexicons: unknown parameters, wrong records, texts that are
too long, keys that are no TIDs, references that name no record. Tokens are JWTs that end; a write can be lost on its
way back.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import regex
from atproto_client import models
from atproto_client.models.utils import get_or_create
from pydantic import BaseModel, ValidationError

TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}\Z")
POST, GATE, LIKE = "app.bsky.feed.post", "app.bsky.feed.threadgate", "app.bsky.feed.like"
_PARAMS: dict[str, Any] = {
    "app.bsky.notification.listNotifications": models.AppBskyNotificationListNotifications.Params,
    "app.bsky.feed.getAuthorFeed": models.AppBskyFeedGetAuthorFeed.Params,
    "app.bsky.feed.getPostThread": models.AppBskyFeedGetPostThread.Params,
    "app.bsky.feed.getPosts": models.AppBskyFeedGetPosts.Params,
    "com.atproto.repo.getRecord": models.ComAtprotoRepoGetRecord.Params,
    "com.atproto.identity.resolveHandle": models.ComAtprotoIdentityResolveHandle.Params,
}
_LISTS = {"reasons", "uris"}
_NUMBERS = {"limit", "depth", "parentHeight"}
_RECORDS: dict[str, Any] = {
    POST: models.AppBskyFeedPost.Record,
    GATE: models.AppBskyFeedThreadgate.Record,
    LIKE: models.AppBskyFeedLike.Record,
}
_ANSWERS: dict[str, Any] = {
    "app.bsky.notification.listNotifications": models.AppBskyNotificationListNotifications.Response,
    "app.bsky.feed.getAuthorFeed": models.AppBskyFeedGetAuthorFeed.Response,
    "app.bsky.feed.getPosts": models.AppBskyFeedGetPosts.Response,
    "com.atproto.repo.putRecord": models.ComAtprotoRepoPutRecord.Response,
    "com.atproto.server.getSession": models.ComAtprotoServerGetSession.Response,
}


class Refusal(Exception):
    """An XRPC error."""

    def __init__(self, status: int, error: str, message: str = "", **headers: str) -> None:
        super().__init__(error)
        self.status, self.error, self.message, self.headers = status, error, message, headers


@dataclass
class Account:
    did: str
    handle: str
    password: str
    name: str


@dataclass
class Standing:
    """A record as it stands in a repository. `seen` is when the network noticed it."""

    uri: str
    cid: str
    value: dict[str, Any]
    seen: datetime


@dataclass
class Network:
    """Everything on it. `now` is its clock; `next_write` what becomes of the next write."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    accounts: dict[str, Account] = field(default_factory=dict)
    records: dict[str, Standing] = field(default_factory=dict)
    notices: list[tuple[str, str, str, datetime]] = field(default_factory=list)
    """(whom, reason, uri, when)"""
    revoked: bool = False
    next_write: str = ""
    log_ins: int = 0
    calls: list[str] = field(default_factory=list)
    token_life: timedelta = timedelta(hours=2)
    _number: int = 0
    _generation: int = 0

    def person(self, name: str) -> Account:
        """An account, made when first named."""
        handle = f"{name}.test"
        found = next((one for one in self.accounts.values() if one.handle == handle), None)
        if found is None:
            did = "did:plc:" + base64.b32encode(hashlib.sha256(name.encode()).digest())[:24].decode().lower()
            found = self.accounts[did] = Account(did, handle, f"pass-{name}", name.title())
        return found

    def end_sessions(self) -> None:
        """Every token given so far is no longer taken."""
        self._generation += 1

    # ------------------------------------------------------------ what people do

    def post(self, who: str, text: str, *, under: str = "", langs: tuple[str, ...] = ("en",), **more: Any) -> str:
        """Somebody writes; those it concerns are told. The uri."""
        account = self.person(who)
        record: dict[str, Any] = {"$type": POST, "text": text, "createdAt": _stamp(self.now()), "langs": list(langs)}
        if under:
            parent = self.records[under]
            root = parent.value.get("reply", {}).get("root") or {"uri": parent.uri, "cid": parent.cid}
            record["reply"] = {"root": root, "parent": {"uri": parent.uri, "cid": parent.cid}}
        return self._put(account.did, POST, self._tid(), {**record, **more}).uri

    def delete(self, uri: str) -> None:
        """Somebody takes a post back."""
        self.records.pop(uri, None)

    def replies_to(self, uri: str) -> list[Standing]:
        """What stands directly below a post."""
        found = [one for one in self.records.values() if one.value.get("reply", {}).get("parent", {}).get("uri") == uri]
        return sorted(found, key=lambda one: one.seen)

    def _tid(self) -> str:
        self._number += 1
        number = (int(self.now().timestamp() * 1_000_000) << 10) + self._number
        letters = "234567abcdefghijklmnopqrstuvwxyz"
        return "".join(letters[(number >> (5 * place)) & 31] for place in range(12, -1, -1))

    def _put(self, did: str, collection: str, rkey: str, value: dict[str, Any]) -> Standing:
        uri = f"at://{did}/{collection}/{rkey}"
        known = uri in self.records
        digest = hashlib.sha256(json.dumps(value, sort_keys=True).encode()).digest()
        cid = "b" + base64.b32encode(b"\x01\x71\x12\x20" + digest).decode().lower().rstrip("=")
        self.records[uri] = Standing(uri, cid, value, self.now())
        if collection == POST and not known:
            self._tell(did, self.records[uri])
        return self.records[uri]

    def _tell(self, did: str, post: Standing) -> None:
        reply = post.value.get("reply", {})
        told = [(_did(reply[end]["uri"]), "reply") for end in ("parent", "root") if end in reply]
        told += [(one.did, "mention") for one in self.accounts.values() if f"@{one.handle}" in post.value["text"]]
        for whom, reason in dict.fromkeys(told):
            if whom != did:
                self.notices.append((whom, reason, post.uri, self.now()))

    # ------------------------------------------------------------ the wire

    def transport(self) -> httpx.MockTransport:
        """The network as httpx reaches it."""
        return httpx.MockTransport(self._handle)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        nsid = request.url.path.removeprefix("/xrpc/")
        self.calls.append(nsid)
        try:
            how = ""
            if nsid == "com.atproto.repo.putRecord":
                how, self.next_write = self.next_write, ""
            if how == "unreachable":
                raise httpx.ConnectError("refused")
            if how == "busy":
                reset = str(int(self.now().timestamp()) + 60)
                raise Refusal(
                    429, "RateLimitExceeded", "slowly", **{"ratelimit-remaining": "0", "ratelimit-reset": reset}
                )
            if how == "broken":
                raise Refusal(502, "UpstreamFailure", "not now")
            answer = self._answer(nsid, request)
            if how == "dropped":
                raise httpx.RemoteProtocolError("closed")
            if how == "silent":
                raise httpx.ReadTimeout("no answer")
        except Refusal as refusal:
            body = {"error": refusal.error, "message": refusal.message}
            return httpx.Response(refusal.status, json=body, headers=refusal.headers)
        if nsid in _ANSWERS:
            get_or_create(answer, _ANSWERS[nsid], strict=True)  # what it answers is of the lexicon's form, too
        return httpx.Response(
            200, json=answer, headers={"ratelimit-remaining": "2900", "ratelimit-reset": "9999999999"}
        )

    def _answer(self, nsid: str, request: httpx.Request) -> dict[str, Any]:
        if nsid == "com.atproto.server.createSession":
            return self._create_session(json.loads(request.content))
        if nsid == "com.atproto.server.refreshSession":
            return self._session(self._who(request, "refresh"))
        account = self._who(request, "access")
        if nsid == "com.atproto.server.getSession":
            return {"did": account.did, "handle": account.handle, "active": True}
        if request.method == "POST":
            return self._write(nsid, json.loads(request.content), account)
        params = self._params(nsid, request)
        handler = getattr(self, "_" + nsid.rsplit(".", 1)[-1], None)
        if handler is None:
            raise Refusal(501, "MethodNotImplemented", nsid)
        found: dict[str, Any] = handler(account, params)
        return found

    def _params(self, nsid: str, request: httpx.Request) -> dict[str, Any]:
        if nsid not in _PARAMS:
            raise Refusal(501, "MethodNotImplemented", nsid)
        given: dict[str, Any] = {}
        for key, value in request.url.params.multi_items():
            if key in _LISTS:
                given.setdefault(key, []).append(value)
            else:
                given[key] = int(value) if key in _NUMBERS else value
        known = {one.alias or name for name, one in _PARAMS[nsid].model_fields.items()}
        known |= {re.sub(r"_(\w)", lambda found: found[1].upper(), name) for name in _PARAMS[nsid].model_fields}
        if unknown := set(given) - known:
            raise Refusal(400, "InvalidRequest", f"unknown parameters {sorted(unknown)}")
        self._valid(lambda: _PARAMS[nsid](**{_snake(key): value for key, value in given.items()}))
        if len(given.get("uris", ())) > 25:
            raise Refusal(400, "InvalidRequest", "too many uris")
        return given

    @staticmethod
    def _valid(make: Callable[[], BaseModel]) -> None:
        try:
            make()
        except (ValidationError, ValueError) as error:
            raise Refusal(400, "InvalidRequest", str(error)[:200]) from error

    # ------------------------------------------------------------ sessions

    def _create_session(self, data: dict[str, Any]) -> dict[str, Any]:
        self.log_ins += 1
        named = data["identifier"]
        account = next((one for one in self.accounts.values() if named in (one.handle, one.did)), None)
        if account is None or account.password != data["password"] or self.revoked:
            raise Refusal(401, "AuthenticationRequired", "Invalid identifier or password")
        return self._session(account)

    def _session(self, account: Account) -> dict[str, Any]:
        return {
            "did": account.did,
            "handle": account.handle,
            "accessJwt": self._jwt(account, "access", self.token_life),
            "refreshJwt": self._jwt(account, "refresh", timedelta(days=60)),
            "active": True,
        }

    def _jwt(self, account: Account, scope: str, life: timedelta) -> str:
        self._number += 1
        payload = {
            "sub": account.did,
            "scope": scope,
            "exp": int((datetime.now(UTC) + life).timestamp()),
            "iat": int(datetime.now(UTC).timestamp()),
            "jti": f"{self._generation}.{self._number}",
        }
        parts = ({"alg": "HS256", "typ": "at+jwt"}, payload)
        return ".".join([*(_b64(json.dumps(one).encode()) for one in parts), _b64(b"signature")])

    def _who(self, request: httpx.Request, scope: str) -> Account:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not token:
            raise Refusal(401, "AuthMissing", "Authentication Required")
        middle = token.split(".")[1]
        payload = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
        if payload["scope"] != scope or payload["jti"].split(".")[0] != str(self._generation) or self.revoked:
            raise Refusal(400, "ExpiredToken", "Token has been revoked")
        return self.accounts[payload["sub"]]

    # ------------------------------------------------------------ writing

    def _write(self, nsid: str, data: dict[str, Any], account: Account) -> dict[str, Any]:
        if nsid == "com.atproto.repo.deleteRecord" and data["repo"] == account.did:
            self.records.pop(f"at://{account.did}/{data['collection']}/{data['rkey']}", None)
            return {}
        if nsid != "com.atproto.repo.putRecord":
            raise Refusal(501, "MethodNotImplemented", nsid)
        if data["repo"] != account.did:
            raise Refusal(403, "Forbidden", "not your repository")
        record, collection = data["record"], data["collection"]
        if record.get("$type") != collection:
            raise Refusal(400, "InvalidRequest", "the record's $type is not its collection")
        model = _RECORDS[collection]
        self._valid(lambda: model.model_validate(record))
        if not TID.match(data["rkey"]):
            raise Refusal(400, "InvalidRequest", "the key is no TID")
        if collection == POST:
            self._check_post(record)
        standing = self.records.get(f"at://{account.did}/{collection}/{data['rkey']}")
        if "swapRecord" in data and data["swapRecord"] != (standing.cid if standing else None):
            raise Refusal(400, "InvalidSwap", "Record was at another state")
        made = self._put(account.did, collection, data["rkey"], record)
        return {"uri": made.uri, "cid": made.cid, "validationStatus": "valid"}

    def _check_post(self, record: dict[str, Any]) -> None:
        text = record["text"]
        if len(regex.findall(r"\X", text)) > 300 or len(text.encode()) > 3000:
            raise Refusal(400, "InvalidRequest", "Record/text must not be longer than 300 graphemes")
        for end in ("root", "parent"):
            ref = record.get("reply", {}).get(end)
            if ref and ref["uri"] in self.records and self.records[ref["uri"]].cid != ref["cid"]:
                raise Refusal(400, "InvalidRequest", f"{end} names another version")
        for facet in record.get("facets", ()):
            if not 0 <= facet["index"]["byteStart"] < facet["index"]["byteEnd"] <= len(text.encode()):
                raise Refusal(400, "InvalidRequest", "a facet lies outside of the text")

    # ------------------------------------------------------------ reading

    def _profile(self, did: str) -> dict[str, Any]:
        account = self.accounts[did]
        return {"did": did, "handle": account.handle, "displayName": account.name}

    def _view(self, post: Standing) -> dict[str, Any]:
        return {
            "$type": "app.bsky.feed.defs#postView",
            "uri": post.uri,
            "cid": post.cid,
            "author": self._profile(_did(post.uri)),
            "record": post.value,
            "replyCount": len(self.replies_to(post.uri)),
            "indexedAt": _stamp(post.seen),
            "viewer": {"replyDisabled": False},
        }

    def _listNotifications(self, account: Account, params: dict[str, Any]) -> dict[str, Any]:
        mine = [one for one in self.notices if one[0] == account.did and one[2] in self.records]
        wanted = [one for one in mine if one[1] in params.get("reasons", [one[1]])][::-1]
        rows, cursor = _page(wanted, params, most=50)
        notices = [
            {
                "uri": uri,
                "cid": self.records[uri].cid,
                "author": self._profile(_did(uri)),
                "reason": reason,
                "record": self.records[uri].value,
                "isRead": False,
                "indexedAt": _stamp(at),
            }
            for _, reason, uri, at in rows
        ]
        return {"notifications": notices, **cursor}

    def _getAuthorFeed(self, account: Account, params: dict[str, Any]) -> dict[str, Any]:
        own = [one for one in self.records.values() if _did(one.uri) == params["actor"] and f"/{POST}/" in one.uri]
        rows, cursor = _page(sorted(own, key=lambda one: one.seen)[::-1], params, most=50)
        return {"feed": [{"post": self._view(one)} for one in rows], **cursor}

    def _getPosts(self, account: Account, params: dict[str, Any]) -> dict[str, Any]:
        return {"posts": [self._view(self.records[uri]) for uri in params["uris"] if uri in self.records]}

    def _getPostThread(self, account: Account, params: dict[str, Any]) -> dict[str, Any]:
        if params["uri"] not in self.records:
            raise Refusal(400, "NotFound", "Post not found")
        node = self._below(params["uri"], params.get("depth", 6))
        at, height = node, params.get("parentHeight", 80)
        while height and (above := self.records[at["post"]["uri"]].value.get("reply", {}).get("parent")):
            height -= 1
            if above["uri"] not in self.records:
                at["parent"] = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": above["uri"], "notFound": True}
                break
            kind = "app.bsky.feed.defs#threadViewPost"
            at["parent"] = {"$type": kind, "post": self._view(self.records[above["uri"]])}
            at = at["parent"]
        return {"thread": node}

    def _below(self, uri: str, depth: int) -> dict[str, Any]:
        replies = [self._below(one.uri, depth - 1) for one in self.replies_to(uri)] if depth else []
        view = self._view(self.records[uri])
        return {"$type": "app.bsky.feed.defs#threadViewPost", "post": view, "replies": replies}

    def _getRecord(self, account: Account, params: dict[str, Any]) -> dict[str, Any]:
        found = self.records.get(f"at://{params['repo']}/{params['collection']}/{params['rkey']}")
        if found is None:
            raise Refusal(400, "RecordNotFound", "Could not locate record")
        return {"uri": found.uri, "cid": found.cid, "value": found.value}

    def _resolveHandle(self, account: Account, params: dict[str, Any]) -> dict[str, Any]:
        found = next((one for one in self.accounts.values() if one.handle == params["handle"]), None)
        if found is None:
            raise Refusal(400, "InvalidRequest", "Unable to resolve handle")
        return {"did": found.did}


def _page(rows: list[Any], params: dict[str, Any], *, most: int) -> tuple[list[Any], dict[str, str]]:
    start, size = int(params.get("cursor", 0)), params.get("limit", most)
    part = rows[start : start + size]
    return part, {"cursor": str(start + size)} if start + size < len(rows) else {}


def _did(uri: str) -> str:
    return uri.removeprefix("at://").split("/", 1)[0]


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: "_" + found[1].lower(), name)
