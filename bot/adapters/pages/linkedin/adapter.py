"""The LinkedIn page: comments below the page's posts are looked for, replies go out in its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.adapters.options import Options
from bot.adapters.pages.linkedin import parse, render
from bot.adapters.pages.linkedin.client import VERSION, LinkedInClient
from bot.adapters.pages.linkedin.source import LinkedInSource
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.http import Http
from bot.adapters.pages.shared.tree_page import PACE_KEYS, Looking, TreePage, looking_from
from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, MaybeSent, PermanentRefusal, TertuliaError
from bot.domain.publication import Published, PublishOrder
from bot.domain.troubles import Trouble, trouble

HERE = Path(__file__).parent
BASE, SIGN_IN = "https://api.linkedin.com", "https://www.linkedin.com"
NEEDED = ("r_organization_social", "w_organization_social")
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The app's own credentials, with which it may ask when a token ends."""

    http: Http
    client_id: str
    client_secret: str


class LinkedInPage(TreePage):
    """One company page."""

    def __init__(
        self, page_id: str, client: LinkedInClient, own: str, *, looking: Looking, app: App | None = None
    ) -> None:
        super().__init__(page_id, HERE, LinkedInSource(page_id, client, own), looking)
        self._client, self._own, self._app = client, own, app

    @classmethod
    def build(cls, page_id: str, options: Mapping[str, Any], home: Path) -> LinkedInPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only(
            "organization", "token_env", "token_file", "client_id", "client_secret_env", "client_secret_file",
            "base_url", "sign_in_url", "version", "limit", *PACE_KEYS,
        )  # fmt: skip
        tokens = read.secrets("token_env", "token_file")
        if not tokens:
            raise read.wrong("token_file", "a token is needed: name a file with it, or a variable in token_env")
        number = read.text("organization").removeprefix("urn:li:organization:")
        if not (number.isascii() and number.isdigit()):
            raise read.wrong("organization", f"must be the page's number, not {number!r}")
        secrets = read.secrets("client_secret_env", "client_secret_file")
        sign_in = Http(read.address("sign_in_url", SIGN_IN))
        app = App(http=sign_in, client_id=read.text("client_id"), client_secret=secrets[0]) if secrets else None
        client = LinkedInClient(Http(read.address("base_url", BASE)), tokens[0], version=read.text("version", VERSION))
        own = f"urn:li:organization:{number}"
        made = cls(page_id, client, own, looking=looking_from(read, every=300), app=app)
        limit = replace(made.capabilities.text_limit, most=int(read.number("limit", 1250, least=1, most=10_000)))
        made.capabilities = replace(made.capabilities, text_limit=limit)
        return made

    async def publish(self, order: PublishOrder) -> Published:
        """Write the reply into its comment's thread, in the page's name."""
        path, body = render.reply_of(order, self._own)
        answer, named = await self._client.post(path, body)
        ext_id = parse.urn_of(answer) or (f"urn:li:comment:({body['object']},{named})" if named else "")
        if not ext_id:
            raise MaybeSent("the platform's answer has no id")
        return Published(ext_id=ext_id, at=wire.moment(wire.table(answer, "created").get("time")))

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """The API deletes for good or not at all."""
        raise PermanentRefusal(trouble(Trouble.CANNOT_HIDE))

    async def check(self) -> Sequence[str]:
        """Whether the token is taken, what it may do and when it ends."""
        try:
            await self._source.prove()
            return await self._token_troubles() if self._app is not None else ()
        except AccountDisconnected as error:
            return (
                f"LinkedIn does not accept the token ({error}): tokens end after 60 days; sign in with the app anew as "
                "an administrator of the page and put the new token into the file or variable of this page",
            )
        except TertuliaError as error:
            return (f"LinkedIn cannot be asked now: {error}",)

    async def _token_troubles(self) -> list[str]:
        app = self._app
        if app is None:
            return []
        form = {"client_id": app.client_id, "client_secret": app.client_secret, "token": self._client.token}
        answer = await app.http.call("POST", "/oauth/v2/introspectToken", form=form)
        if not answer.good:
            return [f"the app's id or secret is not accepted ({answer.status}): see Auth in the app's settings"]
        found: list[str] = []
        ends = wire.moment(wire.number(answer.data, "expires_at"))
        if ends is not None and wire.number(answer.data, "expires_at") and ends - self._now() < SOON:
            found.append(f"the token ends on {ends:%Y-%m-%d}: sign in with the app again before, and put it in place")
        scopes = wire.text(answer.data, "scope").replace(",", " ").split()
        lacking = [one for one in NEEDED if one not in scopes] if scopes else []
        if lacking:
            found.append(f"the token lacks {' and '.join(lacking)}: the app needs the Community Management product")
        return found
