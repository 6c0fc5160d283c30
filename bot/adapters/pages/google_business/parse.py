"""From the Business Profile API's reviews to comments: the review, and the owner's reply below it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.adapters.pages.shared import wire
from bot.domain.comment import Author, Comment, Post

STARS = {"ONE": "1", "TWO": "2", "THREE": "3", "FOUR": "4", "FIVE": "5"}
REPLY = "/reply"
OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A reply that the platform does not show, and the policy it names."""

    review: str
    policy: str


def name_of(row: Any) -> str:
    """ "accounts/1/locations/2/reviews/3": what everything about a review is called by."""
    return wire.text(row, "name") or wire.text(row, "reviewId")


def review_of(row: Any, page_id: str, place: Post | None = None) -> Comment | None:
    """A review. Its stars stand in `extra`, as the word the platform uses and as a number."""
    name, at = name_of(row), wire.moment(wire.table(row).get("createTime"))
    at = at or wire.moment(wire.table(row).get("updateTime"))
    if not name or at is None:
        return None
    stars = wire.text(row, "starRating").upper()
    extra = [("stars", stars), ("rating", STARS[stars])] if stars in STARS else []
    return Comment(
        page_id=page_id,
        ext_id=name,
        text=wire.text(row, "comment"),
        author=_reviewer(row),
        created_at=at,
        post=place,
        thread_ext_id=name,
        extra=(*extra, *((("updated", updated),) if (updated := wire.text(row, "updateTime")) else ())),
    )


def _reviewer(row: Any) -> Author:
    """Reviewers have no id, only a name, which they may keep to themselves."""
    if wire.table(row, "reviewer").get("isAnonymous") is True:
        return Author()
    return Author(name=wire.text(row, "reviewer", "displayName"))


def reply_of(row: Any, page_id: str, place: Post | None = None) -> Comment | None:
    """The owner's reply to a review, None where there is none."""
    name, reply = name_of(row), wire.table(row, "reviewReply")
    at = wire.moment(reply.get("updateTime"))
    if not name or not reply or at is None or not wire.text(reply, "comment"):
        return None
    return Comment(
        page_id=page_id,
        ext_id=f"{name}{REPLY}",
        text=wire.text(reply, "comment"),
        author=Author(ext_id=OWNER, is_page=True),
        created_at=at,
        post=place,
        parent_ext_id=name,
        thread_ext_id=name,
    )


def both_of(row: Any, page_id: str, place: Post | None = None) -> list[Comment]:
    """A review with its reply."""
    return [one for one in (review_of(row, page_id, place), reply_of(row, page_id, place)) if one is not None]


def rejected_of(row: Any) -> Rejected | None:
    """Whether the reply was rejected, and why."""
    reply = wire.table(row, "reviewReply")
    return rejected(reply, name_of(row), state=wire.text(row, "reviewReplyState"))


def rejected(reply: wire.Wire, review: str, *, state: str = "") -> Rejected | None:
    """The same of a reply alone, as writing one answers."""
    said = wire.text(reply, "reviewReplyState") or wire.text(reply, "state") or state
    if said.upper() != "REJECTED":
        return None
    several = reply.get("policyViolations")
    policies = [
        wire.text(reply, "policyViolation") or wire.text(reply, "policyViolation", "reason"),
        *(one for one in (several if isinstance(several, list) else ()) if isinstance(one, str)),
    ]
    return Rejected(review=review, policy=", ".join(one for one in policies if one) or "no policy named")
