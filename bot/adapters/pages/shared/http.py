"""One HTTP client for pages whose platform is spoken to in plain HTTP; what the wire does is translated here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from bot import __version__
from bot.domain.errors import MaybeSent, NotSent, PermanentRefusal

SECONDS = 15.0
MOST_ANSWER = 20_000_000
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. `data` is None where the body is no JSON."""

    status: int
    headers: Mapping[str, str]
    data: Any
    body: bytes = b""

    @property
    def good(self) -> bool:
        """A status of success."""
        return 200 <= self.status < 300


class Http:
    """Calls below one base address. Whether an error means "not sent" or "maybe sent" is decided by whether a
    connection was ever made."""

    def __init__(
        self,
        base_url: str,
        *,
        seconds: float = SECONDS,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._client = httpx.AsyncClient(
            transport=transport,
            timeout=seconds,
            follow_redirects=False,
            headers={"User-Agent": f"tertulia/{__version__}"},
        )

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Answer:
        """Ask; `form` and `body` (JSON) exclude each other. `path` is below the base, or a whole address. Raises
        `NotSent`, `MaybeSent` or `PermanentRefusal` (a wrong address); any status is an answer."""
        url = path if path.startswith(("https://", "http://")) else f"{self.base_url}{path}"
        given = {key: value for key, value in (params or {}).items() if value != ""}
        try:
            answer = await self._client.request(
                method, url, params=given or None, headers=dict(headers or {}), data=form, json=body
            )
        except _NEVER_LEFT as error:
            raise NotSent(f"the platform cannot be reached ({type(error).__name__})") from error
        except httpx.InvalidURL as error:
            raise PermanentRefusal(f"the address of the platform is wrong: {error}") from error
        except httpx.HTTPError as error:
            raise MaybeSent(f"the platform did not answer ({type(error).__name__})") from error
        return Answer(
            status=answer.status_code,
            headers=dict(answer.headers),
            data=as_json(answer.content) if len(answer.content) <= MOST_ANSWER else None,
            body=answer.content,
        )


def as_json(body: bytes | str) -> Any:
    """The JSON of a body, None for anything else."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
