"""The LinkedIn page: comments below a company's posts are looked for, replies go out in its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.adapters.options import Options
from bot.adapters.pages.linkedin import parse, render
from bot.adapters.pages.linkedin.client import BASE, VERSION, LinkedInClient
from bot.adapters.pages.linkedin.source import LinkedInSource
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.http import Answer, Http
from bot.adapters.pages.shared.tree_page import PACE_KEYS, Looking, TreePage, looking_from
from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, MaybeSent, PermanentRefusal, TertuliaError
from bot.domain.publication import Published, PublishOrder
from bot.domain.troubles import Trouble, trouble
from bot.ports import PageMemory

HERE = Path(__file__).parent
OAUTH = "https://www.linkedin.com"
SCOPES = ("r_organization_social", "w_organization_social")
SOON = timedelta(days=10)
_KEYS = (
    "organization", "token_env", "token_file", "version", "limit", "calls_a_day", "base_url",
    "client_id", "client_secret_env", "client_secret_file", "oauth_url",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """Asks the platform when a token ends and what it may do; needs the app's own secret."""

    http: Http
    client_id: str
    client_secret: str
    token: str

    async def ask(self) -> Answer:
        """What the platform knows of the token. Raises what the ports know."""
        form = {"client_id": self.client_id, "client_secret": self.client_secret, "token": self.token}
        return await self.http.call("POST", "/oauth/v2/introspectToken", form=form)


class LinkedInPage(TreePage):
    """One organization."""

    def __init__(
        self,
        page_id: str,
        client: LinkedInClient,
        organization: str,
        *,
        looking: Looking,
        limit: int = 1250,
        inspector: Inspector | None = None,
    ) -> None:
        super().__init__(page_id, HERE, LinkedInSource(page_id, client, organization), looking)
        self._client, self._own, self._inspector = client, organization, inspector
        self.capabilities = replace(self.capabilities, text_limit=replace(self.capabilities.text_limit, most=limit))

    @classmethod
    def build(
        cls, page_id: str, options: Mapping[str, Any], home: Path, memory: PageMemory | None = None
    ) -> LinkedInPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only(*_KEYS, *PACE_KEYS)
        tokens = read.secrets("token_env", "token_file")
        if not tokens:
            raise read.wrong("token_file", "an access token is needed: name a file with it, or use token_env")
        version = read.text("version", VERSION)
        if len(version) != 6 or not version.isdecimal():
            raise read.wrong("version", f"must be a year and a month like {VERSION}, not {version!r}")
        client = LinkedInClient(
            Http(read.address("base_url", BASE)),
            tokens[0],
            version=version,
            page_id=page_id,
            memory=memory,
            calls_a_day=int(read.number("calls_a_day", 0, least=0, most=10_000_000)),
        )
        return cls(
            page_id,
            client,
            _organization(read),
            looking=looking_from(read, every=300),
            limit=int(read.number("limit", 1250, least=1, most=1250)),
            inspector=_inspector(read, tokens[0]),
        )

    async def publish(self, order: PublishOrder) -> Published:
        """Write the reply below its comment, in the organization's name."""
        if order.private:
            raise PermanentRefusal(trouble(Trouble.NOT_PUBLISHABLE))
        path, body = render.reply_of(order, self._own)
        if not body["object"]:
            raise PermanentRefusal(trouble(Trouble.COMMENT_GONE))
        row, number = await self._client.write(path, body)
        urn = parse.urn_of({"id": number, "object": body["object"], **row})
        if not urn:
            raise MaybeSent("the platform's answer has no id")
        at = wire.moment(wire.table(row, "created").get("time"))
        return Published(ext_id=urn, url=parse.url_of(urn), at=at)

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """A page can delete a comment for good, which people do there; it cannot hide one."""
        raise PermanentRefusal(trouble(Trouble.CANNOT_HIDE))

    async def check(self) -> Sequence[str]:
        """Whether the token is good, what it may do and, where the app's secret is known, when it ends."""
        try:
            await self._source.prove()
        except AccountDisconnected as error:
            return (_refused(str(error), self._client.version),)
        except TertuliaError as error:
            return (f"LinkedIn cannot be asked now: {error}",)
        return await self._token_troubles()

    async def _token_troubles(self) -> list[str]:
        if self._inspector is None:
            return []
        try:
            answer = await self._inspector.ask()
        except TertuliaError as error:
            return [f"LinkedIn cannot be asked now when the token ends: {error}"]
        if not answer.good:
            return [f"the app's id or secret is not accepted ({answer.status}): see Auth in the app's settings"]
        told = wire.table(answer.data)
        scopes = set(wire.text(told, "scope").replace(",", " ").split())
        lacking = [one for one in SCOPES if scopes and not {one, f"{one}_feed"} & scopes]
        found = [f"the token lacks {' and '.join(lacking)}: sign in again and agree to both"] if lacking else []
        ends = wire.moment(wire.table(told).get("expires_at"))
        if ends is not None and ends - self._now() < SOON:
            found.append(
                f"the token ends on {ends:%Y-%m-%d}: tokens are good for 60 days; sign in with the app again and put "
                "the new one in place before then"
            )
        return found


def _refused(why: str, version: str) -> str:
    """What to do about a token that is not taken."""
    if why.startswith(Trouble.ACCESS_EXPIRED.value):
        return (
            "the token has ended: LinkedIn's tokens are good for 60 days. Sign in with the app again as an "
            "administrator of the page and put the new token into the file or variable of this page"
        )
    if why.startswith(Trouble.PERMISSION_MISSING.value):
        return (
            f"LinkedIn refuses it ({why}): the token needs {' and '.join(SCOPES)}, the person who signed in must be an "
            f"administrator of the page, and the version {version} must still be served (option version)"
        )
    return (
        f"LinkedIn does not accept the token ({why}): sign in with the app again as an administrator of the page and "
        "put the new token into the file or variable of this page"
    )


def _organization(read: Options) -> str:
    """The option `organization`: a number, or the whole URN."""
    given = read.text("organization")
    number = given.removeprefix("urn:li:organization:").removeprefix("urn:li:organizationBrand:")
    if not number.isascii() or not number.isdecimal():
        raise read.wrong("organization", f"must be the page's number or its URN, not {given!r}")
    return given if given.startswith("urn:") else f"urn:li:organization:{number}"


def _inspector(read: Options, token: str) -> Inspector | None:
    """Where the app's id and secret are given."""
    secrets = read.secrets("client_secret_env", "client_secret_file")
    client_id = read.text("client_id", "")
    if bool(secrets) != bool(client_id):
        raise read.wrong("client_id", "and client_secret_file (or client_secret_env) go together: give both or none")
    if not secrets:
        return None
    http = Http(read.address("oauth_url", OAUTH))
    return Inspector(http=http, client_id=client_id, client_secret=secrets[0], token=token)
