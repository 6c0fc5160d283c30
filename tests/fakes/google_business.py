"""Reviews of one place, written from the published Business Profile API; refuses what it refuses."""

from __future__ import annotations

from typing import Any

from tests.fakes.google import FakeGoogle, stamp
from tests.fakes.google import error as google_error
from tests.fakes.platform import Refusal, Reply, Request, Said

PLACE = "accounts/11/locations/22"
KNOWN = {"pageSize", "pageToken", "orderBy"}
ORDERS = ("updateTime desc", "rating", "rating desc")


def error(status: int, name: str, message: str) -> Refusal:
    return Refusal(status, {"error": {"code": status, "message": message, "status": name}})


class FakeReviews(FakeGoogle):
    """`things` holds reviews and, under ".../reply", the owner's replies."""

    own = "owner"
    scope = "https://www.googleapis.com/auth/business.manage"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.states: dict[str, dict[str, str]] = {}

    def write_post(self, text: str) -> str:
        return PLACE

    def new_id(self, post: str, parent: str) -> str:
        return f"{parent}/reply" if parent else f"{PLACE}/reviews/r{self.number()}"

    def publishes(self, request: Request) -> bool:
        return request.method == "PUT"

    def busy(self) -> Reply:
        return google_error(429, "RATE_LIMIT_EXCEEDED", "Quota exceeded for quota metric", Retry_After="1").reply

    def route(self, request: Request) -> Reply:
        path = request.path.removeprefix("/v4/")
        if request.method == "GET" and path == f"{PLACE}/reviews":
            return Reply(200, self._list(dict(request.query)))
        name = path.removesuffix("/reply")
        review = self.things.get(name)
        if review is None or not name.startswith(PLACE):
            raise error(404, "NOT_FOUND", "Requested entity was not found.")
        if request.method == "GET" and name == path:
            return Reply(200, self.row(review))
        if request.method == "PUT" and name != path:
            return Reply(200, self._replace(review, request.json))
        raise error(404, "NOT_FOUND", "no such method")

    def _replace(self, review: Said, body: Any) -> dict[str, Any]:
        if not isinstance(body, dict) or set(body) != {"comment"} or not isinstance(body["comment"], str):
            raise error(400, "INVALID_ARGUMENT", "Invalid JSON payload received. Unknown name")
        if not 1 <= len(body["comment"].encode()) <= 4096:
            raise error(400, "INVALID_ARGUMENT", "comment must have at most 4096 bytes")
        known = self.things.get(f"{review.id}/reply")
        if known is not None:
            self.edit(known.id, body["comment"])
            known.at = self.now()
        else:
            self.write(self.own, body["comment"], post=PLACE, parent=review.id)
        return self._reply_of(review)

    def _reply_of(self, review: Said) -> dict[str, Any]:
        found = self.things.get(f"{review.id}/reply")
        if found is None:
            return {}
        return {"comment": found.text, "updateTime": stamp(found.at), **self.states.get(review.id, {})}

    def _list(self, given: dict[str, str]) -> dict[str, Any]:
        if set(given) - KNOWN or given.get("orderBy", ORDERS[0]) not in ORDERS or int(given.get("pageSize", 50)) > 50:
            raise error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.")
        reviews = [one for one in self.things.values() if not one.parent]
        reviews.sort(key=lambda one: one.updated or one.at, reverse=True)
        start, size = int(given.get("pageToken") or 0), int(given.get("pageSize", 50))
        more = {"nextPageToken": str(start + size)} if start + size < len(reviews) else {}
        rows = [self.row(one) for one in reviews[start : start + size]]
        return {"reviews": rows, "averageRating": 4.5, "totalReviewCount": len(reviews), **more} if rows else {}

    def row(self, one: Said) -> dict[str, Any]:
        reply = self._reply_of(one)
        return {
            "name": one.id, "reviewId": one.id.rpartition("/")[2], "comment": one.text, "createTime": stamp(one.at),
            "reviewer": {"displayName": one.author.title(), "profilePhotoUrl": "https://lh3.example/a"},
            "starRating": one.more.get("stars", "FOUR"), "updateTime": stamp(one.updated or one.at),
            **({"reviewReply": reply} if reply else {}),
        }  # fmt: skip
