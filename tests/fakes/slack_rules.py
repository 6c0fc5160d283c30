"""What Slack refuses in blocks, views and arguments, from its published reference. Answers with its error words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
MOST_BLOCKS = 50
MOST_VIEW_BLOCKS = 100
MOST_IN_ALL = 13_200
MOST_TEXT = 40_000
_BARE_CONTROL = re.compile(r"<(?![@#!]|https?://|mailto:|tel:)")


class Refusal(Exception):
    """A Web API error: `word` is `error`, `details` go to `response_metadata.messages`."""

    def __init__(self, word: str, *details: str, **more: Any) -> None:
        super().__init__(word, *details)
        self.word, self.details, self.more = word, details, more


@dataclass(frozen=True, slots=True)
class Shape:
    """The properties of an object: those it needs and those it may have."""

    needs: frozenset[str]
    may: frozenset[str] = frozenset()

    def check(self, thing: Any, where: str) -> Json:
        if not isinstance(thing, dict):
            raise Refusal("invalid_blocks", f"must be an object [json-pointer:{where}]")
        for name in self.needs:
            if name not in thing:
                raise Refusal("invalid_blocks", f"missing required field: {name} [json-pointer:{where}]")
        for name in thing:
            if name not in self.needs | self.may | {"type"}:
                raise Refusal("invalid_blocks", f"invalid additional property: {name} [json-pointer:{where}]")
        return thing


@dataclass(frozen=True)
class Method:
    """A Web API method: its arguments, its scope (by kind of conversation with {}), whether it reads JSON bodies."""

    run: Callable[[Any, Json], Json]
    args: frozenset[str]
    scope: str = ""
    reads_json: bool = True


def shape(needs: str = "", may: str = "") -> Shape:
    return Shape(frozenset(needs.split()), frozenset(may.split()))


BLOCKS = {
    "section": shape("", "text fields accessory block_id expand"),
    "header": shape("text", "block_id"),
    "context": shape("elements", "block_id"),
    "actions": shape("elements", "block_id"),
    "divider": shape("", "block_id"),
    "image": shape("alt_text", "image_url slack_file title block_id"),
    "input": shape("label element", "block_id hint optional dispatch_action"),
}
ELEMENTS = {
    "button": shape("text action_id", "value style url confirm accessibility_label"),
    "static_select": shape("action_id options", "placeholder initial_option confirm focus_on_load"),
    "plain_text_input": shape(
        "action_id", "initial_value multiline min_length max_length placeholder focus_on_load dispatch_action_config"
    ),
}
VIEW = shape(
    "blocks",
    "title submit close callback_id private_metadata clear_on_close notify_on_close external_id submit_disabled",
)
TEXT_MAY = {"mrkdwn": shape("text", "verbatim"), "plain_text": shape("text", "emoji")}


def wrong(where: str, why: str) -> Refusal:
    return Refusal("invalid_blocks", f"{why} [json-pointer:{where}]")


def check_text(thing: Any, where: str, most: int, kinds: tuple[str, ...] = ("mrkdwn", "plain_text")) -> None:
    kind = thing.get("type") if isinstance(thing, dict) else None
    if kind not in kinds:
        raise wrong(where, f"unsupported type: {kind}")
    text = TEXT_MAY[kind].check(thing, where)["text"]
    if not isinstance(text, str) or not text:
        raise wrong(f"{where}/text", "must be more than 0 characters")
    if len(text.encode("utf-16-le")) // 2 > most:
        raise wrong(f"{where}/text", f"must be less than {most + 1} characters")
    if kind == "mrkdwn" and _BARE_CONTROL.search(text):
        raise wrong(f"{where}/text", "an unescaped < that begins no mention and no link")


def check_length(thing: Json, name: str, most: int, where: str) -> None:
    value = thing.get(name)
    if value is not None and (not isinstance(value, str) or len(value) > most):
        raise wrong(f"{where}/{name}", f"must be a text of at most {most} characters")


def check_blocks(blocks: Any, *, most: int = MOST_BLOCKS) -> None:
    """The whole list: each block, unique ids, the number of blocks and of characters."""
    if not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    if len(blocks) > most:
        raise Refusal("invalid_blocks", f"no more than {most} items allowed [json-pointer:/blocks]")
    for number, block in enumerate(blocks):
        check_block(block, f"/blocks/{number}")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        raise Refusal("invalid_blocks", "block_id already exists [json-pointer:/blocks]")
    if sum(len(text) for text in texts_of(blocks)) > MOST_IN_ALL:
        raise Refusal("msg_blocks_too_long")


def texts_of(thing: Any) -> Iterator[str]:
    """Every text that is shown."""
    if isinstance(thing, Mapping):
        if thing.get("type") in ("mrkdwn", "plain_text") and isinstance(thing.get("text"), str):
            yield thing["text"]
        for value in thing.values():
            yield from texts_of(value)
    elif isinstance(thing, list):
        for each in thing:
            yield from texts_of(each)


def check_block(block: Any, where: str) -> None:
    kind = block.get("type") if isinstance(block, dict) else None
    if kind not in BLOCKS:
        raise wrong(where, f"unsupported type: {kind}")
    BLOCKS[kind].check(block, where)
    check_length(block, "block_id", 255, where)
    _CHECKS[kind](block, where)


def _section(block: Json, where: str) -> None:
    if "text" not in block and "fields" not in block:
        raise wrong(where, "needs text or fields")
    if "text" in block:
        check_text(block["text"], f"{where}/text", 3000)
    for number, field in enumerate(block.get("fields", [])):
        check_text(field, f"{where}/fields/{number}", 2000)
    if len(block.get("fields", [])) > 10:
        raise wrong(where, "no more than 10 fields")
    if "accessory" in block:
        check_element(block["accessory"], f"{where}/accessory")


def _context(block: Json, where: str) -> None:
    if not 1 <= len(block["elements"]) <= 10:
        raise wrong(where, "1 to 10 elements")
    for number, element in enumerate(block["elements"]):
        check_text(element, f"{where}/elements/{number}", 3000)


def _actions(block: Json, where: str) -> None:
    if not 1 <= len(block["elements"]) <= 25:
        raise wrong(where, "1 to 25 elements")
    for number, element in enumerate(block["elements"]):
        check_element(element, f"{where}/elements/{number}")
    ids = [element["action_id"] for element in block["elements"]]
    if len(ids) != len(set(ids)):
        raise wrong(where, "action_id already exists")


def _input(block: Json, where: str) -> None:
    check_text(block["label"], f"{where}/label", 2000, ("plain_text",))
    if "hint" in block:
        check_text(block["hint"], f"{where}/hint", 2000, ("plain_text",))
    check_element(block["element"], f"{where}/element", inputs=True)


def _image(block: Json, where: str) -> None:
    check_length(block, "alt_text", 2000, where)


_CHECKS = {
    "section": _section,
    "header": lambda block, where: check_text(block["text"], f"{where}/text", 150, ("plain_text",)),
    "context": _context,
    "actions": _actions,
    "divider": lambda block, where: None,
    "image": _image,
    "input": _input,
}


def check_element(element: Any, where: str, *, inputs: bool = False) -> None:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in ELEMENTS or ((kind == "plain_text_input") != inputs and kind != "static_select"):
        raise wrong(where, f"unsupported type: {kind}")
    ELEMENTS[kind].check(element, where)
    check_length(element, "action_id", 255, where)
    if kind == "button":
        check_text(element["text"], f"{where}/text", 75, ("plain_text",))
        check_length(element, "value", 2000, where)
        if element.get("style", "primary") not in ("primary", "danger"):
            raise wrong(f"{where}/style", "must be primary or danger")
    elif kind == "static_select":
        _options(element, where)
    else:
        most = element.get("max_length", 3000)
        if not isinstance(most, int) or not 1 <= most <= 3000:
            raise wrong(f"{where}/max_length", "must be from 1 to 3000")
        check_length(element, "initial_value", most, where)


def _options(element: Json, where: str) -> None:
    if not 1 <= len(element["options"]) <= 100:
        raise wrong(where, "1 to 100 options")
    for number, option in enumerate(element["options"]):
        shape("text value", "description url").check(option, f"{where}/options/{number}")
        check_text(option["text"], f"{where}/options/{number}/text", 75, ("plain_text",))
        check_length(option, "value", 150, where)
    if "initial_option" in element and element["initial_option"] not in element["options"]:
        raise wrong(where, "initial_option is none of the options")


def check_view(view: Any, kind: str) -> Json:
    """A modal or a home tab."""
    if not isinstance(view, dict) or view.get("type") != kind:
        raise Refusal("invalid_arguments", f"view type must be {kind}")
    VIEW.check(view, "/view")
    if kind == "modal":
        if "title" not in view:
            raise Refusal("invalid_arguments", "missing required field: title [json-pointer:/view]")
        for name in ("title", "submit", "close"):
            if name in view:
                check_text(view[name], f"/view/{name}", 24, ("plain_text",))
        if any(block.get("type") == "input" for block in view["blocks"]) and "submit" not in view:
            raise Refusal("invalid_arguments", "a view with inputs needs submit")
    check_length(view, "private_metadata", 3000, "/view")
    check_length(view, "callback_id", 255, "/view")
    try:
        check_blocks(view["blocks"], most=MOST_VIEW_BLOCKS)
    except Refusal as refusal:
        raise Refusal("invalid_arguments", *refusal.details) from refusal
    return view
