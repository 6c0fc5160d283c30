"""Reddit as far as a page uses it, written from its published API; refuses what it refuses."""

from __future__ import annotations

import base64
from typing import Any

from tests.fakes.platform import FakePlatform, Refusal, Reply, Request, Said

CREDENTIALS = {"client_id": "client", "client_secret": "secret", "refresh_token": "1-refresh"}
SUB = "bakery"
_LISTS = {"limit", "after", "before", "count", "show", "raw_json", "sort", "t"}
_TREE = {"comment", "context", "limit", "threaded", "depth", "sort", "raw_json"}


class FakeReddit(FakePlatform):
    """A subreddit that the account moderates, its posts and comments, and an inbox."""

    own = "Mirlo_Bakery"
    scopes = frozenset({"identity", "read", "submit", "privatemessages", "history", "modposts"})

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.locked: set[str] = set()
        self.elsewhere: set[str] = set()
        self.wait_words = ""
        self._token = ""
        self.granted = 0

    def new_id(self, post: str, parent: str) -> str:
        return f"{'t1' if post else 't3'}_k{self.number()}"

    def delete(self, ext_id: str) -> None:
        """Its place stays, without words and author."""
        self.things[ext_id].more["deleted"] = True

    def publishes(self, request: Request) -> bool:
        return request.method == "POST" and request.path == "/api/comment"

    def busy(self) -> Reply:
        said = "Looks like you've been doing that a lot. Take a break for 1 minute before trying again."
        return Reply(200, {"json": {"errors": [["RATELIMIT", said, "ratelimit"]]}})

    def broken(self) -> Reply:
        return Reply(503, {"message": "Service Unavailable", "error": 503})

    def answer(self, request: Request) -> Reply:
        if request.path == "/api/v1/access_token":
            return self._grant(request)
        if not request.headers.get("user-agent", "").startswith("python:tertulia:v"):
            raise Refusal(429, {"message": "Too Many Requests", "error": 429})
        if self.revoked or request.headers.get("authorization") != f"bearer {self._token}":
            raise Refusal(401, {"message": "Unauthorized", "error": 401}, www_authenticate='error="invalid_token"')
        headers = {"x-ratelimit-remaining": "590.0", "x-ratelimit-used": "10", "x-ratelimit-reset": "300"}
        return Reply(200, self._route(request), headers)

    def _grant(self, request: Request) -> Reply:
        basic = base64.b64encode(b"client:secret").decode()
        if request.headers.get("authorization", "").removeprefix("Basic ") != basic:
            raise Refusal(401, {"message": "Unauthorized", "error": 401})
        if self.revoked or request.form != {"grant_type": "refresh_token", "refresh_token": "1-refresh"}:
            raise Refusal(400, {"error": "invalid_grant"})
        self.granted += 1
        self._token = f"ey{self.granted}"
        data = {
            "access_token": self._token,
            "token_type": "bearer",
            "expires_in": 86400,
            "scope": " ".join(self.scopes),
        }
        return Reply(200, data)

    def _need(self, scope: str) -> None:
        if scope not in self.scopes:
            raise Refusal(403, {"error": 403}, www_authenticate='Bearer realm="reddit", error="insufficient_scope"')

    def _route(self, request: Request) -> Any:
        given = dict(request.query)
        path = request.path.strip("/")
        if request.method == "POST":
            return self._post(path, request.form)
        if path == "api/v1/me":
            self._need("identity")
            return {"name": self.own, "id": "own1"}
        if path == "api/info":
            return self._info(given)
        newest = sorted((one for one in self.things.values() if one.post), key=lambda one: one.at)[::-1]
        there = [one for one in newest if not one.more.get("deleted")]
        if path == f"r/{SUB}/comments":
            self._need("read")
            return self._listing([one for one in there if one.post not in self.elsewhere], given)
        if path == f"r/{SUB}/new":
            self._need("read")
            posts = sorted((one for one in self.things.values() if not one.post), key=lambda one: one.at)[::-1]
            return self._listing([one for one in posts if one.id not in self.elsewhere], given)
        if path == f"user/{self.own}/comments":
            self._need("history")
            return self._listing([one for one in there if one.author == self.own], given)
        if path == "message/inbox":
            self._need("privatemessages")
            return self._listing(
                [one for one in there if one.post in self.elsewhere and one.author != self.own], given, inbox=True
            )
        if path.startswith("comments/"):
            return self._tree(f"t3_{path.partition('/')[2]}", given)
        raise Refusal(404, {"message": "Not Found", "error": 404})

    def _info(self, given: dict[str, str]) -> Any:
        ids = given["id"].split(",")
        if len(ids) > 100:
            raise Refusal(400, {"message": "Bad Request", "error": 400})
        found = [self.thing(self.things[one]) for one in ids if one in self.things]
        return {"kind": "Listing", "data": {"after": None, "children": found}}

    def _listing(self, rows: list[Said], given: dict[str, str], *, inbox: bool = False) -> Any:
        if set(given) - _LISTS or int(given.get("limit", 25)) > 100:
            raise Refusal(400, {"message": "Bad Request", "error": 400})
        ids = [one.id for one in rows]
        start = ids.index(given["after"]) + 1 if given.get("after") in ids else 0
        part = rows[start : start + int(given.get("limit", 25))]
        after = part[-1].id if part and part[-1].id != ids[-1] else None
        return {"kind": "Listing", "data": {"after": after, "children": [self.thing(one, inbox=inbox) for one in part]}}

    def thing(self, one: Said, *, inbox: bool = False) -> dict[str, Any]:
        """As a listing has it; rows of the inbox name their post in a link alone."""
        gone = one.more.get("deleted")
        base = {"name": one.id, "id": one.id[3:], "subreddit": SUB, "created_utc": one.at.timestamp()}
        if not one.post:
            words = {"selftext": "[deleted]" if gone else "", "author": "[deleted]" if gone else one.author}
            return {"kind": "t3", "data": {**base, "title": one.text, **words, "removed": one.hidden,
                                           "permalink": f"/r/{SUB}/comments/{one.id[3:]}/bread/"}}  # fmt: skip
        link = f"/r/{SUB}/comments/{one.post[3:]}/bread/{one.id[3:]}/"
        data = {**base, "body": "[deleted]" if gone else one.text, "author": "[deleted]" if gone else one.author,
                "parent_id": one.parent or one.post, "edited": bool(one.updated), "removed": one.hidden}  # fmt: skip
        more = {"context": f"{link}?context=3", "was_comment": True, "subject": "username mention", "dest": self.own}
        return {
            "kind": "t1",
            "data": {
                **data,
                **(
                    more
                    if inbox
                    else {"permalink": link, "link_id": one.post, "link_author": self.things[one.post].author}
                ),
            },
        }

    def _tree(self, post: str, given: dict[str, str]) -> Any:
        if set(given) - _TREE or post not in self.things:
            raise Refusal(404, {"message": "Not Found", "error": 404})
        top = self.things.get(f"t1_{given.get('comment', '')}")
        for _ in range(int(given.get("context", 0))):
            top = self.things.get(top.parent, top) if top else None
        rows = [top] if top else self.below(post)
        tree = {"kind": "Listing", "data": {"children": [self._with_replies(one) for one in rows]}}
        return [{"kind": "Listing", "data": {"children": [self.thing(self.things[post])]}}, tree]

    def _with_replies(self, one: Said) -> dict[str, Any]:
        made = self.thing(one)
        below = [self._with_replies(other) for other in self.below(one.id)]
        made["data"]["replies"] = {"kind": "Listing", "data": {"children": below}} if below else ""
        return made

    def _post(self, path: str, form: dict[str, str]) -> Any:
        if path in ("api/remove", "api/approve"):
            self._need("modposts")
            thing = self.things[form["id"]]
            if thing.post in self.elsewhere:
                raise Refusal(403, {"message": "Forbidden", "error": 403})
            thing.hidden = path == "api/remove"
            return {}
        if path != "api/comment" or set(form) - {"api_type", "thing_id", "text"}:
            raise Refusal(400, {"message": "Bad Request", "error": 400})
        self._need("submit")
        error = self._complaint(form)
        if error:
            return {"json": {"errors": [error]}}
        parent = self.things[form["thing_id"]]
        made = self.write(
            self.own, form["text"], post=parent.post or parent.id, parent=parent.id if parent.post else ""
        )
        return {"json": {"errors": [], "data": {"things": [self.thing(self.things[made])]}}}

    def _complaint(self, form: dict[str, str]) -> list[str]:
        parent = self.things.get(form["thing_id"])
        if self.wait_words:
            return ["RATELIMIT", self.wait_words, "ratelimit"]
        if parent is None or parent.more.get("deleted"):
            return ["DELETED_COMMENT", "that comment has been deleted", "parent"]
        if parent.post in self.locked:
            return ["THREAD_LOCKED", "Comments are locked.", "parent"]
        if not form["text"] or len(form["text"]) > 10_000:
            return ["TOO_LONG", "this is too long (max: 10000)", "text"]
        return []
