"""A company page on LinkedIn, written from the published Community Management API; refuses what it refuses."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from tests.fakes.platform import FakePlatform, Refusal, Reply, Request, Said

TOKEN, ORGANIZATION = "AQV-token", "urn:li:organization:77"
_PLAIN = re.compile(r"[A-Za-z0-9%._~-]+\Z")


def error(status: int, code: str, message: str, **headers: str) -> Refusal:
    return Refusal(status, {"status": status, "code": code, "serviceErrorCode": 100, "message": message}, **headers)


class FakeLinkedIn(FakePlatform):
    """Posts, comments, and replies on one level."""

    own = ORGANIZATION
    scopes = "r_organization_social,w_organization_social"
    expires_in = timedelta(days=50)

    def new_id(self, post: str, parent: str) -> str:
        number = self.number()
        return f"urn:li:comment:({self._activity(post)},{number})" if post else f"urn:li:share:{number}"

    def _activity(self, post: str) -> str:
        return f"urn:li:activity:9{post.rpartition(':')[2]}"

    def publishes(self, request: Request) -> bool:
        return request.method == "POST" and request.path.endswith("/comments")

    def busy(self) -> Reply:
        return error(429, "TOO_MANY_REQUESTS", "Resource level throttle limit", Retry_After="1").reply

    def broken(self) -> Reply:
        return error(500, "INTERNAL_SERVER_ERROR", "Internal Server Error").reply

    def answer(self, request: Request) -> Reply:
        if request.path == "/oauth/v2/introspectToken":
            return self._introspect(request.form)
        if self.revoked or request.headers.get("authorization") != f"Bearer {TOKEN}":
            raise error(401, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by the user")
        if request.headers.get("linkedin-version") != "202610":
            raise error(426, "NONEXISTENT_VERSION", "Requested version is not active")
        if request.headers.get("x-restli-protocol-version") != "2.0.0":
            raise error(400, "ILLEGAL_ARGUMENT", "Syntax exception in path variables")
        parts = request.raw_path.strip("/").split("/")[1:]
        if not all(_PLAIN.match(one) for one in parts):
            raise error(400, "ILLEGAL_ARGUMENT", "Syntax exception in path variables")
        names = [unquote(one) for one in parts]
        if request.method == "POST":
            return self._reply_to(names, request.json)
        return Reply(200, self._get(names, dict(request.query)))

    def _introspect(self, form: dict[str, str]) -> Reply:
        if (form.get("client_id"), form.get("client_secret"), form.get("token")) != ("client", "secret", TOKEN):
            raise error(401, "invalid_client", "Client authentication failed")
        ends = int((self.now() + self.expires_in).timestamp())
        return Reply(200, {"active": True, "status": "active", "scope": self.scopes, "expires_at": ends})

    def _only(self, given: dict[str, str], *known: str) -> None:
        for key in given:
            if key not in known:
                raise error(400, "QUERY_PARAM_NOT_ALLOWED", f"Query parameter {key} is not allowed")

    def _get(self, names: list[str], given: dict[str, str]) -> Any:
        if "r_organization_social" not in self.scopes:
            raise error(403, "ACCESS_DENIED", "Not enough permissions to access: GET /posts")
        if names == ["posts"]:
            self._only(given, "author", "q", "count", "start", "sortBy")
            if given.get("author") != self.own or given.get("q") != "author":
                raise error(403, "ACCESS_DENIED", "Not enough permissions to access: posts.FINDER-author")
            posts = [one for one in self.things.values() if not one.post][::-1]
            return self._page([self.post(one) for one in posts], given)
        if names[0] == "posts":
            return self.post(self._known(names[1]))
        self._only(given, "count", "start")
        if len(names) == 4:
            return self.row(self._known(f"urn:li:comment:({names[1]},{names[3]})"))
        return self._page([self.row(one) for one in self.below(self._known(names[1]).id)], given)

    def _page(self, rows: list[Any], given: dict[str, str]) -> dict[str, Any]:
        start, count = int(given.get("start", 0)), int(given.get("count", 10))
        if count > 100:
            raise error(400, "PARAM_INVALID", "count must be at most 100")
        return {"elements": rows[start : start + count], "paging": {"start": start, "count": count, "links": []}}

    def _known(self, urn: str) -> Said:
        found = self.things.get(urn)
        if found is None:
            raise error(404, "NOT_FOUND", "Could not find entity")
        return found

    def _reply_to(self, names: list[str], body: Any) -> Reply:
        if "w_organization_social" not in self.scopes:
            raise error(403, "ACCESS_DENIED", "Not enough permissions to access: CREATE /socialActions/comments")
        if names[0] != "socialActions" or names[2:] != ["comments"]:
            raise error(404, "NOT_FOUND", "No virtual resource found")
        parent = self._known(names[1])
        if set(body) - {"actor", "object", "message", "parentComment", "content"} or body.get("actor") != self.own:
            raise error(400, "FIELD_INVALID", "ERROR :: /actor :: not allowed")
        if parent.parent or body.get("parentComment") != parent.id or body.get("object") != self._activity(parent.post):
            raise error(400, "FIELD_INVALID", "ERROR :: /parentComment :: must be a top level comment")
        if not 1 <= len(body["message"]["text"]) <= 1250:
            raise error(400, "FIELD_LENGTH_TOO_LONG", "ERROR :: /message/text :: too long")
        made = self.things[self.write(self.own, body["message"]["text"], post=parent.post, parent=parent.id)]
        return Reply(201, self.row(made), {"x-restli-id": made.id.rpartition(",")[2].rstrip(")")})

    def post(self, one: Said) -> dict[str, Any]:
        at = int(one.at.timestamp() * 1000)
        return {"id": one.id, "author": self.own, "commentary": one.text, "createdAt": at, "publishedAt": at,
                "lifecycleState": "PUBLISHED", "visibility": "PUBLIC"}  # fmt: skip

    def row(self, one: Said) -> dict[str, Any]:
        at, actor = (
            int(one.at.timestamp() * 1000),
            one.author if one.author == self.own else f"urn:li:person:{one.author}",
        )
        below = self.below(one.id)
        data: dict[str, Any] = {
            "id": one.id.rpartition(",")[2].rstrip(")"), "commentUrn": one.id, "actor": actor,
            "object": self._activity(one.post), "message": {"attributes": [], "text": one.text},
            "created": {"actor": actor, "time": at}, "lastModified": {"actor": actor, "time": at},
        }  # fmt: skip
        if one.parent:
            data["parentComment"] = one.parent
        if below:
            data["commentsSummary"] = {"aggregatedTotalComments": len(below), "totalFirstLevelComments": len(below)}
        return data
