"""The Web API methods of the fake workspace, each with its arguments and scope as published."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from tests.fakes.slack_rules import Json, Method, Refusal, check_view

if TYPE_CHECKING:
    from tests.fakes.slack import FakeSlack, Member

HOOK_ARGS = frozenset(
    {
        *("text", "blocks", "response_type", "replace_original", "delete_original", "thread_ts"),
        *("unfurl_links", "unfurl_media", "metadata"),
    }
)
_METADATA_NAME = re.compile(r"[A-Za-z0-9_\-.]{1,255}")


def auth_test(slack: FakeSlack, args: Json) -> Json:
    return {
        "url": "https://fake.slack.com/", "team": "Fake", "user": slack.bot.name, "team_id": "T0FAKE",
        "user_id": slack.bot.id, "bot_id": "B0BOT", "is_enterprise_install": False,
    }  # fmt: skip


def connections_open(slack: FakeSlack, args: Json) -> Json:
    ticket = uuid.uuid4().hex
    slack.delivery.tickets.add(ticket)
    return {"url": f"ws://127.0.0.1:{slack.port}/link/?ticket={ticket}&app_id=A0FAKE"}


def post_message(slack: FakeSlack, args: Json) -> Json:
    room = slack.room(args)
    if room.archived:
        raise Refusal("is_archived")
    slack._content(args)
    if args.get("thread_ts") and str(args["thread_ts"]) not in room.messages:
        raise Refusal("thread_not_found")
    _metadata(args)
    slack.paces(room)
    kept = ("text", "blocks", "thread_ts", "metadata")
    fields = {key: args[key] for key in kept if args.get(key) is not None}
    message = slack.posted(room, {**fields, "user": slack.bot.id, "bot_id": "B0BOT", "app_id": "A0FAKE"})
    return {"channel": room.id, "ts": message["ts"], "message": message}


def _metadata(args: Json) -> None:
    metadata = args.get("metadata")
    if metadata is None:
        return
    if set(metadata) != {"event_type", "event_payload"} or not isinstance(metadata["event_payload"], dict):
        raise Refusal("invalid_metadata_format")
    if not _METADATA_NAME.fullmatch(metadata["event_type"]):
        raise Refusal("invalid_metadata_format")


def update(slack: FakeSlack, args: Json) -> Json:
    room = slack.room(args)
    message = slack.message(room, args.get("ts"))
    if message["user"] != slack.bot.id:
        raise Refusal("cant_update_message")
    slack._content(args)
    _metadata(args)
    before = dict(message)
    message |= {key: args[key] for key in ("text", "blocks", "metadata") if args.get(key) is not None}
    slack.changed(room, message["ts"], before)
    return {"channel": room.id, "ts": message["ts"], "text": message.get("text", ""), "message": message}


def delete(slack: FakeSlack, args: Json) -> Json:
    room = slack.room(args)
    if slack.message(room, args.get("ts"))["user"] != slack.bot.id:
        raise Refusal("cant_delete_message")
    slack.deletes(room.id, args["ts"])
    return {"channel": room.id, "ts": args["ts"]}


def post_ephemeral(slack: FakeSlack, args: Json) -> Json:
    room = slack.room(args)
    if args.get("user") not in room.members:
        raise Refusal("user_not_in_channel")
    slack._content(args)
    kept = ("text", "blocks", "thread_ts", "channel", "user")
    slack.whispered({key: args[key] for key in kept if args.get(key) is not None})
    return {"message_ts": slack.ts()}


def history(slack: FakeSlack, args: Json) -> Json:
    room = slack.room(args)
    oldest = str(args.get("oldest") or "0")
    most = int(args.get("limit") or 100)
    wanted = [m for ts, m in room.messages.items() if float(ts) > float(oldest) and m.get("thread_ts", ts) == ts]
    newest = sorted(wanted, key=lambda m: m["ts"], reverse=True)
    start = int(args.get("cursor") or 0)
    page = newest[start : start + most]
    with_metadata = str(args.get("include_all_metadata")).lower() in ("1", "true")
    shown = [m if with_metadata else {k: v for k, v in m.items() if k != "metadata"} for m in page]
    more = start + most < len(newest)
    return {
        "messages": shown,
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + most) if more else ""},
    }


def replies(slack: FakeSlack, args: Json) -> Json:
    room = slack.room(args)
    root = slack.message(room, args.get("ts"))["ts"]
    return {"messages": [m for ts, m in room.messages.items() if m.get("thread_ts", ts) == root], "has_more": False}


def info(slack: FakeSlack, args: Json) -> Json:
    room = slack.room(args, member=False)
    member = slack.bot.id in room.members
    if not member and room.kind == "private":
        raise Refusal("channel_not_found")
    kind = {"is_channel": room.kind == "channel", "is_im": room.kind == "im", "is_private": room.kind != "channel"}
    return {"channel": {"id": room.id, "name": room.name, "is_member": member, "is_archived": room.archived, **kind}}


def open_direct(slack: FakeSlack, args: Json) -> Json:
    users = [each for each in str(args.get("users", "")).split(",") if each]
    if len(users) != 1 or users[0] not in slack.people:
        raise Refusal("user_not_found")
    return {"channel": {"id": slack.direct(users[0]).id}}


def user_info(slack: FakeSlack, args: Json) -> Json:
    member: Member | None = slack.people.get(str(args.get("user", "")))
    if member is None:
        raise Refusal("user_not_found")
    profile = {"display_name": member.name, "real_name": f"{member.name} Real"}
    user = {"id": member.id, "name": member.name.lower(), "is_bot": member.is_bot, "profile": profile}
    if str(args.get("include_locale")).lower() in ("1", "true"):
        user["locale"] = member.locale
    return {"user": user}


def views_open(slack: FakeSlack, args: Json) -> Json:
    view = check_view(args.get("view"), "modal")
    user = slack.spend(args.get("trigger_id"))
    kept = _kept(slack, view)
    slack.opened.append((user, kept["id"]))
    return {"view": kept}


def _kept(slack: FakeSlack, view: Json) -> Json:
    kept = {**view, "id": f"V{uuid.uuid4().hex[:9].upper()}", "hash": uuid.uuid4().hex, "team_id": "T0FAKE"}
    for number, block in enumerate(kept["blocks"]):
        block.setdefault("block_id", f"b{number}")
    slack.views[kept["id"]] = kept
    return kept


def views_update(slack: FakeSlack, args: Json) -> Json:
    view = check_view(args.get("view"), "modal")
    if args.get("view_id") not in slack.views:
        raise Refusal("not_found")
    slack.views[args["view_id"]] = {**view, "id": args["view_id"], "hash": uuid.uuid4().hex}
    return {"view": slack.views[args["view_id"]]}


def views_publish(slack: FakeSlack, args: Json) -> Json:
    view = check_view(args.get("view"), "home")
    if args.get("user_id") not in slack.people:
        raise Refusal("invalid_arguments", "user_id")
    slack.homes[args["user_id"]] = _kept(slack, view)
    return {"view": slack.homes[args["user_id"]]}


def upload_url(slack: FakeSlack, args: Json) -> Json:
    length = int(args.get("length") or 0)
    if length < 1 or not args.get("filename"):
        raise Refusal("invalid_arguments", "length and filename")
    file_id = f"F{uuid.uuid4().hex[:9].upper()}"
    slack.files[file_id] = {"id": file_id, "length": length, "name": args["filename"], "alt_txt": args.get("alt_txt")}
    return {"file_id": file_id, "upload_url": f"http://127.0.0.1:{slack.port}/upload/{file_id}"}


def complete_upload(slack: FakeSlack, args: Json) -> Json:
    found = []
    for each in args.get("files") or []:
        file = slack.files.get(each.get("id", ""))
        if file is None or "data" not in file:
            raise Refusal("file_not_found")
        file |= {"title": each.get("title"), "channel": args.get("channel_id"), "thread_ts": args.get("thread_ts")}
        found.append({"id": file["id"], "title": file["title"]})
    if args.get("channel_id"):
        room = slack.room({"channel": args["channel_id"]})
        more = {"thread_ts": args["thread_ts"]} if args.get("thread_ts") else {}
        files = {"files": found, "subtype": "file_share", "text": args.get("initial_comment") or ""}
        slack.posted(room, {**files, **more, "user": slack.bot.id, "bot_id": "B0BOT"})
    return {"files": found}


def _method(run: Any, args: str, scope: str = "", *, reads_json: bool = True) -> Method:
    return Method(run, frozenset(args.split()), scope, reads_json)


METHODS = {
    "auth.test": _method(auth_test, "", reads_json=False),
    "apps.connections.open": _method(connections_open, "", reads_json=False),
    "chat.postMessage": _method(
        post_message,
        "channel text blocks attachments thread_ts reply_broadcast unfurl_links unfurl_media metadata mrkdwn parse "
        "link_names username icon_emoji icon_url as_user markdown_text container_id",
        "chat:write",
    ),
    "chat.update": _method(
        update,
        "channel ts text blocks attachments metadata parse link_names as_user reply_broadcast file_ids markdown_text",
        "chat:write",
    ),
    "chat.delete": _method(delete, "channel ts as_user", "chat:write"),
    "chat.postEphemeral": _method(
        post_ephemeral, "channel user text blocks attachments thread_ts parse link_names as_user icon_emoji icon_url "
        "username markdown_text", "chat:write",
    ),
    "conversations.history": _method(
        history, "channel oldest latest inclusive limit cursor include_all_metadata", "{}:history", reads_json=False
    ),
    "conversations.replies": _method(
        replies, "channel ts oldest latest inclusive limit cursor include_all_metadata", "{}:history", reads_json=False
    ),
    "conversations.info": _method(info, "channel include_locale include_num_members", "{}:read", reads_json=False),
    "conversations.open": _method(open_direct, "users channel return_im prevent_creation", "im:write"),
    "users.info": _method(user_info, "user include_locale", "users:read", reads_json=False),
    "views.open": _method(views_open, "trigger_id view interactivity_pointer"),
    "views.update": _method(views_update, "view view_id external_id hash"),
    "views.publish": _method(views_publish, "user_id view hash"),
    "files.getUploadURLExternal": _method(
        upload_url, "filename length alt_txt snippet_type", "files:write", reads_json=False
    ),
    "files.completeUploadExternal": _method(
        complete_upload, "files channel_id channels thread_ts initial_comment blocks", "files:write"
    ),
}  # fmt: skip
