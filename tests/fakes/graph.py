"""The Graph API as far as pages use it, refusing what the platform refuses. Fields that may be asked for are those of
the official SDK's own lists."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from datetime import timedelta
from typing import Any

from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.igcomment import IGComment
from facebook_business.adobjects.igmedia import IGMedia
from facebook_business.adobjects.iguser import IGUser
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost

from tests.fakes.platform import FakePlatform, Refusal, Reply, Request, Said, iso

TOKEN, SECRET = "EAAB-page-token", "app-secret-app-secret"
_FIELD = re.compile(r"(\w+)((?:\.\w+\([^)]*\))*)(\{.*\})?\Z")


def fields_of(kind: Any) -> set[str]:
    """The names that the SDK knows for an object."""
    return {value for name, value in vars(kind.Field).items() if not name.startswith("_")}


def error(code: int, message: str, *, status: int = 400, sub: int = 0, **headers: str) -> Refusal:
    data: dict[str, Any] = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "Abc"}
    if sub:
        data["error_subcode"] = sub
    return Refusal(status, {"error": data}, **headers)


def split(fields: str) -> list[str]:
    """Names of a field expression, braces and brackets kept together."""
    found, depth, here = [], 0, ""
    for sign in fields:
        depth += (sign in "{(") - (sign in "})")
        if sign == "," and depth == 0:
            found.append(here)
            here = ""
        else:
            here += sign
    return [*found, here] if here else found


class FakeGraph(FakePlatform):
    """What both platforms share: tokens, proofs, versions, fields, errors, usage."""

    version = "v26.0"
    own = "1010"
    scopes: tuple[str, ...] = ()
    subscribed: tuple[str, ...] = ()
    usage = 5.0
    expires_in = timedelta(days=50)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.private_sent: dict[str, str] = {}
        self.liked: set[str] = set()

    def busy(self) -> Reply:
        use = json.dumps({"1010": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 1}]})
        raised = error(32, "Page request limit reached", status=400)
        return Reply(400, raised.reply.data, {"X-Business-Use-Case-Usage": use})

    def broken(self) -> Reply:
        return Reply(500, {"error": {"message": "An unknown error has occurred.", "code": 1, "is_transient": True}})

    def answer(self, request: Request) -> Reply:
        parts = request.path.strip("/").split("/")
        if parts[0] != self.version:
            raise error(2635, "You are calling a deprecated version of the API", status=400)
        given = request.form if request.method == "POST" else dict(request.query)
        self._let_in(request, given)
        given.pop("appsecret_proof", None)
        data = self.route(request.method, parts[1:], given)
        use = {"call_count": self.usage, "total_time": 1, "total_cputime": 1}
        return Reply(200, data, {"X-App-Usage": json.dumps(use)})

    def _let_in(self, request: Request, given: dict[str, str]) -> None:
        if self.revoked:
            raise error(190, "Error validating access token: The session was invalidated", status=401, sub=460)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            raise error(190, "Invalid OAuth access token", status=401)
        proof = hmac.new(SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
        if given.get("appsecret_proof") != proof:
            raise error(100, "API calls from the server require an appsecret_proof argument")

    def route(self, method: str, parts: list[str], given: dict[str, str]) -> Any:
        raise NotImplementedError

    def need(self, *scopes: str) -> None:
        lacking = [one for one in scopes if one not in self.scopes]
        if lacking:
            raise error(200, f"(#200) Requires {lacking[0]} permission", status=403)

    def only(self, given: dict[str, str], *known: str) -> None:
        for key in given:
            if key not in known:
                raise error(100, f"(#100) Param {key} is not supported")

    def check_fields(self, given: dict[str, str], known: set[str]) -> list[str]:
        """The names asked for; unknown ones are refused as the platform does."""
        names = []
        for one in split(given.get("fields", "id")):
            match = _FIELD.match(one)
            if match is None or match[1] not in known:
                raise error(100, f"(#100) Tried accessing nonexisting field ({one})")
            names.append(match[1])
        return names

    def found(self, ext_id: str) -> Said:
        if ext_id not in self.things:
            raise error(100, f"Unsupported request. Object with ID '{ext_id}' does not exist", sub=33)
        return self.things[ext_id]

    def page_of(self, rows: list[Any], given: dict[str, str]) -> dict[str, Any]:
        """A page of a list, with cursors."""
        start, limit = int(given.get("after") or 0), min(100, int(given.get("limit", 25)))
        data: dict[str, Any] = {"data": rows[start : start + limit]}
        if start + limit < len(rows):
            data["paging"] = {"cursors": {"after": str(start + limit)}, "next": "https://next.example"}
        return data

    def debug_token(self) -> dict[str, Any]:
        ends = int((self.now() + self.expires_in).timestamp())
        return {"data": {"is_valid": True, "expires_at": ends, "scopes": list(self.scopes), "type": "PAGE"}}

    def private(self, given: dict[str, str]) -> dict[str, Any]:
        """One private reply to a comment, within seven days."""
        ext_id = json.loads(given["recipient"])["comment_id"]
        comment = self.found(ext_id)
        if ext_id in self.private_sent:
            raise error(10900, "Activity already replied to")
        if self.now() - comment.at > timedelta(days=7):
            raise error(10, "This message is sent outside of allowed window", sub=2018278)
        self.private_sent[ext_id] = json.loads(given["message"])["text"]
        return {"recipient_id": "55", "message_id": f"m_{self.number()}"}


class FakeFacebook(FakeGraph):
    """A Page with posts and comments."""

    scopes = (
        "pages_manage_engagement", "pages_read_engagement", "pages_read_user_content", "pages_manage_metadata",
        "pages_messaging",
    )  # fmt: skip
    subscribed = ("feed",)

    def new_id(self, post: str, parent: str) -> str:
        return f"{(post or self.own).split('_')[-1]}_{self.number()}"

    def publishes(self, request: Request) -> bool:
        return request.method == "POST" and request.path.endswith("/comments")

    def route(self, method: str, parts: list[str], given: dict[str, str]) -> Any:
        if parts == ["debug_token"]:
            return self.debug_token()
        if parts[0] == self.own:
            return self._page(method, parts[1:], given)
        if method == "GET":
            self.need("pages_read_engagement", "pages_read_user_content")
            thing = self.found(parts[0])
            if parts[1:] == ["comments"]:
                self.only(given, "fields", "filter", "order", "limit", "after")
                self.check_fields(given, fields_of(Comment))
                rows = self._stream(thing) if given.get("filter") == "stream" else self.below(thing.id)
                rows = rows[::-1] if given.get("order") == "reverse_chronological" else rows
                return self.page_of([self.row(one) for one in rows], given)
            self.only(given, "fields")
            self.check_fields(given, fields_of(Comment) if thing.post else fields_of(PagePost))
            return self.row(thing)
        return self._like(method, parts[0], given) if parts[1:] == ["likes"] else self._change(parts, given)

    def _like(self, method: str, ext_id: str, given: dict[str, str]) -> Any:
        self.need("pages_manage_engagement")
        self.only(given)
        self.found(ext_id)
        (self.liked.discard if method == "DELETE" else self.liked.add)(ext_id)
        return {"success": True}

    def _page(self, method: str, parts: list[str], given: dict[str, str]) -> Any:
        if not parts:
            self.check_fields(given, fields_of(Page))
            return {"id": self.own, "name": "The bakery"}
        if parts == ["subscribed_apps"]:
            return {"data": [{"id": "9", "name": "app", "subscribed_fields": list(self.subscribed)}]}
        if parts == ["messages"] and method == "POST":
            self.need("pages_messaging")
            self.only(given, "recipient", "message", "messaging_type")
            return self.private(given)
        if parts[0] in ("feed", "ads_posts") and method == "GET":
            self.need("pages_read_engagement")
            self.only(given, "fields", "limit", "since", "after")
            self.check_fields(given, fields_of(PagePost) | {"comments"})
            posts = [one for one in self.things.values() if not one.post and parts[0] == "feed"]
            posts = [one for one in posts if one.at.timestamp() >= int(given.get("since", 0))]
            rows = [{**self.row(one), "comments": {"data": [], "summary": {"total_count": len(self._stream(one))}}}
                    for one in posts[::-1]]  # fmt: skip
            return self.page_of(rows, given)
        raise error(2500, "Unknown path components")

    def _change(self, parts: list[str], given: dict[str, str]) -> Any:
        self.need("pages_manage_engagement")
        thing = self.found(parts[0])
        if parts[1:] == ["comments"]:
            self.only(given, "message")
            if not given.get("message") or len(given["message"]) > 8000:
                raise error(100, "(#100) Message must be between 1 and 8000 characters")
            post = thing.post or thing.id
            parent = (thing.parent or thing.id) if thing.post else ""
            made = self.write(self.own, given["message"], post=post, parent=parent)
            return {"id": made}
        self.only(given, "is_hidden")
        if thing.author == self.own:
            raise error(200, "(#200) You cannot hide your own comment", status=403)
        thing.hidden = given["is_hidden"] == "true"
        return {"success": True}

    def _stream(self, thing: Said) -> list[Said]:
        found = [one for one in self.things.values() if one.post and thing.id in (one.post, one.parent)]
        return sorted(found, key=lambda one: one.at)

    def row(self, one: Said) -> dict[str, Any]:
        who = {"id": one.author, "name": one.author.title()}
        base = {"id": one.id, "message": one.text, "created_time": iso(one.at), "from": who}
        if not one.post:
            return {**base, "permalink_url": f"https://www.facebook.com/{one.id}"}
        parent = {"parent": {"id": one.parent}} if one.parent else {}
        return {**base, "is_hidden": one.hidden, "permalink_url": f"https://www.facebook.com/{one.id}", **parent}

    def change(self, one: Said, verb: str = "add") -> dict[str, Any]:
        """What the platform delivers about a comment."""
        value = {"item": "comment", "verb": verb, "comment_id": one.id, "post_id": one.post, "created_time":
                 int(one.at.timestamp()), "parent_id": one.parent or one.post, "message": one.text,
                 "from": {"id": one.author, "name": one.author.title()}}  # fmt: skip
        return {"field": "feed", "value": value}


class FakeInstagram(FakeGraph):
    """A professional account with media and comments."""

    own = "17841400000000001"
    scopes = ("instagram_basic", "instagram_manage_comments", "pages_show_list", "pages_read_engagement")
    subscribed = ("comments", "live_comments")

    def publishes(self, request: Request) -> bool:
        return request.method == "POST" and request.path.endswith("/replies")

    def route(self, method: str, parts: list[str], given: dict[str, str]) -> Any:
        if parts == ["debug_token"]:
            return self.debug_token()
        if parts[0] == self.own:
            return self._account(method, parts[1:], given)
        self.need("instagram_basic", "instagram_manage_comments")
        return self._get(parts, given) if method == "GET" else self._change(parts, given)

    def _account(self, method: str, parts: list[str], given: dict[str, str]) -> Any:
        if not parts:
            self.check_fields(given, fields_of(IGUser))
            return {"id": self.own, "username": "bakery"}
        if parts == ["subscribed_apps"]:
            return {"data": [{"subscribed_fields": list(self.subscribed)}]}
        if parts == ["messages"] and method == "POST":
            self.only(given, "recipient", "message")
            return self.private(given)
        if parts == ["media"] and method == "GET":
            self.only(given, "fields", "limit", "after")
            self.check_fields(given, fields_of(IGMedia))
            return self.page_of([self.media(one) for one in self._posts()], given)
        raise error(2500, "Unknown path components")

    def _posts(self) -> list[Said]:
        return [one for one in self.things.values() if not one.post][::-1]

    def _get(self, parts: list[str], given: dict[str, str]) -> Any:
        thing = self.found(parts[0])
        known = fields_of(IGComment) | {"replies"}
        if parts[1:] == ["comments"] and not thing.post:
            self.only(given, "fields", "limit", "after")
            self.check_fields(given, known)
            return self.page_of([self.row(one, replies=True) for one in self.below(thing.id)[::-1]], given)
        if parts[1:] == ["replies"] and thing.post and not thing.parent:
            self.only(given, "fields", "limit", "after")
            self.check_fields(given, known)
            return self.page_of([self.row(one) for one in self.below(thing.id)], given)
        if len(parts) == 1:
            self.only(given, "fields")
            self.check_fields(given, known if thing.post else fields_of(IGMedia))
            return self.row(thing) if thing.post else self.media(thing)
        raise error(100, "(#100) Tried accessing nonexisting field (replies)")

    def _change(self, parts: list[str], given: dict[str, str]) -> Any:
        thing = self.found(parts[0])
        if parts[1:] == ["replies"] and thing.post and not thing.parent:
            self.only(given, "message")
            if not given.get("message") or len(given["message"]) > 2200:
                raise error(100, "(#100) The comment is too long")
            return {"id": self.write(self.own, given["message"], post=thing.post, parent=thing.id)}
        if len(parts) == 1 and thing.post:
            self.only(given, "hide")
            thing.hidden = given["hide"] == "true"
            return {"success": True}
        raise error(100, "Unsupported post request")

    def media(self, one: Said) -> dict[str, Any]:
        count = sum(other.post == one.id for other in self.things.values())
        return {"id": one.id, "caption": one.text, "timestamp": iso(one.at), "username": "bakery",
                "permalink": f"https://www.instagram.com/p/{one.id}/", "comments_count": count}  # fmt: skip

    def row(self, one: Said, *, replies: bool = False) -> dict[str, Any]:
        base: dict[str, Any] = {
            "id": one.id, "text": one.text, "timestamp": iso(one.at), "username": one.author, "hidden": one.hidden,
            "from": {"id": one.author, "username": one.author}, "media": {"id": one.post},
        }  # fmt: skip
        if one.parent:
            base["parent_id"] = one.parent
        below = self.below(one.id) if replies else []
        if below:
            base["replies"] = {"data": [self.row(other) for other in below[:50]]}
        return base

    def change(self, one: Said, field: str = "comments") -> dict[str, Any]:
        """What the platform delivers about a comment."""
        value = {"id": one.id, "text": one.text, "from": {"id": one.author, "username": one.author},
                 "media": {"id": one.post, "media_product_type": "FEED"}}  # fmt: skip
        return {"field": field, "value": {**value, **({"parent_id": one.parent} if one.parent else {})}}
