"""Slack's own Web API client, asking in the one form that every method and every server of the API takes."""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

_ELSEWHERE = frozenset({404, 405})


class FormClient(AsyncWebClient):
    """The library puts the arguments of reading methods into the address, by GET. Slack takes that, and it takes a form
    in the body of a POST for every method; servers that were written beside its Node library, which sends nothing
    else, look for arguments only there. A server that knows only the library's way is asked that way from then on."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._by_address: set[str] = set()

    async def api_call(
        self, api_method: str, *, params: dict[str, Any] | None = None, **more: Any
    ) -> AsyncSlackResponse:
        """As the library's; `params` go into the body where nothing else does."""
        body = more.get("data") or more.get("json") or more.get("files")
        if params is None or body or api_method in self._by_address:
            return await super().api_call(api_method, params=params, **more)
        given = dict(params)
        token = {"token": given.pop("token")} if "token" in given else None
        form = {key: _said(value) for key, value in given.items() if value is not None}
        try:
            return await super().api_call(api_method, params=token, data=form, headers=more.get("headers"))
        except SlackApiError as error:
            if getattr(error.response, "status_code", 0) not in _ELSEWHERE:
                raise
        answer = await super().api_call(api_method, params=params, **more)
        self._by_address.add(api_method)
        return answer


def _said(value: Any) -> Any:
    """Yes and no as Slack's libraries write them in forms."""
    return ("true" if value else "false") if isinstance(value, bool) else value
