"""LinkedIn's posts and social actions as far as a company page uses them, written from the published reference.

It refuses what LinkedIn refuses: a missing or retired version header, an unknown parameter or field, a URN whose signs
are not escaped, a reply in another name, one below a reply, one that is too long, a token without the permission."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from tests.fakes.platform import FakePlatform, Refusal, Reply, Request, Said

TOKEN = "a-token-of-tests"
APP = {"client_id": "app", "client_secret": "app-secret"}
ORG = "urn:li:organization:2414183"
_ESCAPED = re.compile(r"[A-Za-z0-9%._~-]+")
_LIST = {"start", "count"}


class FakeLinkedIn(FakePlatform):
    """One organization with posts; members with comments below them."""

    own = ORG
    served = ("202608", "202609", "202610")
    most_count = 100

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.scopes = {"r_organization_social", "w_organization_social"}
        self.expired = False
        self.spent = False
        self.closed: set[str] = set()
        self.ends: datetime | None = None

    def new_id(self, post: str, parent: str) -> str:
        if not post:
            return f"urn:li:share:{self.number()}"
        return f"urn:li:comment:({activity(post)},{self.number()})"

    def publishes(self, request: Request) -> bool:
        return request.method == "POST" and request.path.endswith("/comments")

    def busy(self) -> Reply:
        said = "Resource level throttle APPLICATION_AND_MEMBER MINUTE limit for calls to this resource is reached."
        return Reply(429, _error(429, "TOO_MANY_REQUESTS", said, 101), {"Retry-After": "1"})

    def broken(self) -> Reply:
        return Reply(500, _error(500, "INTERNAL_SERVER_ERROR", "Internal Server Error", 0))

    def answer(self, request: Request) -> Reply:
        if request.path == "/oauth/v2/introspectToken":
            return self._introspected(request)
        self._check_access(request)
        parts = request.raw_path.strip("/").split("/")
        if parts[0] != "rest" or not all(_ESCAPED.fullmatch(one) for one in parts):
            raise Refusal(400, _error(400, "ILLEGAL_ARGUMENT", f"Syntax exception in path {request.raw_path}", 0))
        return self._route(request, [unquote(one) for one in parts[1:]])

    def _check_access(self, request: Request) -> None:
        if request.headers.get("x-restli-protocol-version") != "2.0.0":
            raise Refusal(400, _error(400, "ILLEGAL_ARGUMENT", "Unsupported protocol version", 0))
        version = request.headers.get("linkedin-version", "")
        if version not in self.served:
            raise Refusal(426, _error(426, "NONEXISTENT_VERSION", f"Requested version {version} is not active", 0))
        if self.expired:
            said = "The token used in the request has expired"
            raise Refusal(401, _error(401, "EXPIRED_ACCESS_TOKEN", said, 65602))
        if self.revoked or request.headers.get("authorization") != f"Bearer {TOKEN}":
            said = "The token used in the request has been revoked by the user"
            raise Refusal(401, _error(401, "REVOKED_ACCESS_TOKEN", said, 65601))
        if self.spent:
            said = "Resource level throttle APPLICATION DAY limit for calls to this resource is reached."
            raise Refusal(429, _error(429, "TOO_MANY_REQUESTS", said, 101))

    def _need(self, scope: str, what: str) -> None:
        if scope not in self.scopes:
            raise Refusal(403, _error(403, "ACCESS_DENIED", f"Not enough permissions to access: {what}", 100))

    def _route(self, request: Request, parts: list[str]) -> Reply:
        match (request.method, parts):
            case ("GET", ["posts"]):
                if request.headers.get("x-restli-method") != "FINDER":
                    raise Refusal(400, _error(400, "ILLEGAL_ARGUMENT", "X-RestLi-Method must be FINDER", 0))
                return Reply(200, self._posts(dict(request.query)))
            case ("GET", ["posts", urn]):
                self._need("r_organization_social", "posts.GET")
                return Reply(200, self.post(self._thing(urn)))
            case ("GET", ["socialActions", urn, "comments"]):
                return Reply(200, self._comments(urn, dict(request.query)))
            case ("GET", ["socialActions", urn, "comments", number]):
                self._need("r_organization_social", "comments.GET")
                return Reply(200, self.comment(self._thing(f"urn:li:comment:({activity(urn)},{number})")))
            case ("POST", ["socialActions", urn, "comments"]):
                return self._write(urn, request.json)
        raise Refusal(404, _error(404, "RESOURCE_NOT_FOUND", f"No virtual resource found {request.path}", 0))

    def _thing(self, urn: str) -> Said:
        if urn not in self.things:
            raise Refusal(404, _error(404, "NOT_FOUND", f"Could not find entity {urn}", 0))
        return self.things[urn]

    def _page(self, found: list[Any], query: dict[str, str], path: str) -> dict[str, Any]:
        start, count = int(query.get("start", "0")), int(query.get("count", "10"))
        if count > self.most_count:
            raise Refusal(400, _error(400, "ILLEGAL_ARGUMENT", "count is too large", 0))
        more = [{"rel": "next", "type": "application/json", "href": f"{path}?start={start + count}&count={count}"}]
        paging = {"start": start, "count": count, "links": more if start + count < len(found) else []}
        return {"elements": found[start : start + count], "paging": paging}

    def _posts(self, query: dict[str, str]) -> dict[str, Any]:
        self._need("r_organization_social", "posts.FINDER-author.GET")
        if set(query) - _LIST - {"q", "author", "sortBy"} or query.get("q") != "author":
            raise Refusal(400, _error(400, "QUERY_PARAM_NOT_ALLOWED", f"unknown parameters {sorted(query)}", 0))
        if query.get("author") != self.own or query.get("sortBy", "CREATED") not in ("CREATED", "LAST_MODIFIED"):
            raise Refusal(403, _error(403, "ACCESS_DENIED", "the viewer may not see this author", 100))
        found = sorted((one for one in self.things.values() if not one.post), key=lambda one: one.at, reverse=True)
        return self._page([self.post(one) for one in found], query, "/rest/posts")

    def _comments(self, urn: str, query: dict[str, str]) -> dict[str, Any]:
        self._need("r_organization_social", "comments.GET_ALL")
        if set(query) - _LIST:
            raise Refusal(400, _error(400, "QUERY_PARAM_NOT_ALLOWED", f"unknown parameters {sorted(query)}", 0))
        self._thing(urn)
        if urn in self.closed:
            raise Refusal(403, _error(403, "COMMENTS_CLOSED", "Comments are closed on this post", 0))
        return self._page([self.comment(one) for one in self.below(urn)], query, f"/rest/socialActions/{urn}/comments")

    def _write(self, urn: str, body: Any) -> Reply:
        self._need("w_organization_social", "comments.CREATE")
        if set(body) - {"actor", "object", "parentComment", "message", "content"} or set(body["message"]) != {"text"}:
            raise Refusal(400, _error(400, "UNPERMITTED_FIELDS", f"unknown fields {sorted(body)}", 0))
        if body["actor"] != self.own:
            raise Refusal(403, _error(403, "ACCESS_DENIED", "the viewer may not act for this actor", 100))
        top = self._thing(urn)
        if not top.post or body.get("parentComment") != urn or body["object"] != activity(top.post):
            raise Refusal(400, _error(400, "ILLEGAL_ARGUMENT", "the parent does not agree with the path", 0))
        if top.parent:
            raise Refusal(400, _error(400, "ILLEGAL_ARGUMENT", "a reply cannot have replies", 0))
        if top.post in self.closed:
            raise Refusal(403, _error(403, "COMMENTS_CLOSED", "Comments are closed on this post", 0))
        text = body["message"]["text"]
        if not text or len(text.encode("utf-16-le")) // 2 > 1250:
            raise Refusal(400, _error(400, "FIELD_LENGTH_TOO_LONG", "text is longer than 1250", 0))
        made = self.things[self.write(self.own, text, post=top.post, parent=urn)]
        return Reply(201, self.comment(made), {"x-restli-id": number_of(made.id)})

    def post(self, one: Said) -> dict[str, Any]:
        at = int(one.at.timestamp() * 1000)
        return {
            "id": one.id, "author": one.author, "commentary": one.text, "createdAt": at, "publishedAt": at,
            "lastModifiedAt": at, "lifecycleState": "PUBLISHED", "visibility": "PUBLIC",
            "distribution": {"feedDistribution": "MAIN_FEED"}, "isReshareDisabledByAuthor": False,
        }  # fmt: skip

    def comment(self, one: Said) -> dict[str, Any]:
        at = int(one.at.timestamp() * 1000)
        changed = int((one.updated or one.at).timestamp() * 1000)
        replies = len(self.below(one.id)) if not one.parent else 0
        made: dict[str, Any] = {
            "id": number_of(one.id), "$URN": one.id, "commentUrn": one.id, "object": activity(one.post),
            "actor": one.author if one.author.startswith("urn:") else f"urn:li:person:{one.author}",
            "created": {"actor": one.author, "time": at}, "lastModified": {"actor": one.author, "time": changed},
            "message": {"attributes": [], "text": one.text},
            "likesSummary": {"selectedLikes": [], "aggregatedTotalLikes": 0, "totalFirstLevelLikes": 0},
        }  # fmt: skip
        if one.parent:
            return {**made, "parentComment": one.parent}
        summary = {"selectedComments": [], "totalFirstLevelComments": replies, "aggregatedTotalComments": replies}
        return {**made, "commentsSummary": summary}

    def _introspected(self, request: Request) -> Reply:
        if request.form != {**APP, "token": TOKEN}:
            raise Refusal(401, {"error": "invalid_client", "error_description": "Client authentication failed"})
        ends = int(self.ends.timestamp()) if self.ends else 0
        return Reply(200, {"active": True, "status": "active", "scope": ",".join(self.scopes), "expires_at": ends})


def activity(post: str) -> str:
    """A share's activity, under which its comments stand."""
    return f"urn:li:activity:{post.rpartition(':')[2]}"


def number_of(comment: str) -> str:
    return comment.rpartition(",")[2].rstrip(")")


def _error(status: int, code: str, message: str, service: int) -> dict[str, Any]:
    return {"status": status, "code": code, "message": message, "serviceErrorCode": service}
