"""Starts the network: PostgreSQL and Redis of this machine, and `network.mjs` on Node 22."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

HERE = Path(__file__).parent
NODE = os.environ.get("TERTULIA_BLUESKY_NODE", "")
HOME = os.environ.get("TERTULIA_BLUESKY_NETWORK", "")
PATIENCE = 240.0
PASSWORD = "a-password-for-tests"


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of the network's server of accounts while the block runs; `folder` holds its databases."""
    with ExitStack() as stack:
        database = stack.enter_context(postgres(folder / "pg"))
        cache = stack.enter_context(redis())
        log = stack.enter_context((folder / "network.log").open("w"))
        environment = {**os.environ, "DB_POSTGRES_URL": database, "REDIS_HOST": cache, "NETWORK_HOME": HOME}
        network = stack.enter_context(
            subprocess.Popen(
                [NODE, str(HERE / "network.mjs")],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        )
        assert network.stdin is not None
        assert network.stdout is not None
        stack.callback(network.stdin.close)
        line = network.stdout.readline()
        assert line, f"the network did not start: {(folder / 'network.log').read_text()[-2000:]}"
        yield str(json.loads(line)["service"])


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Debian's PostgreSQL, which brings the extension `pg_trgm`; as its own account where we are root."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder.mkdir(parents=True)
    as_other: Sequence[str] = ()
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_other = ("runuser", "-u", "postgres", "--")
    port = free_port()
    data = folder / "data"
    _done([*as_other, str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"])
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control = [*as_other, str(programs / "pg_ctl"), "-D", str(data), "-w", "-t", "120"]
    _done([*control, "-o", options, "-l", str(folder / "log"), "start"])
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        _done([*control, "-m", "immediate", "stop"])


@contextmanager
def redis() -> Iterator[str]:
    """Its host and port."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(lambda: socket.create_connection(("127.0.0.1", port), timeout=1).close() is None, OSError)
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate()


def _done(command: Sequence[str]) -> None:
    done = subprocess.run(command, cwd="/", capture_output=True, text=True)
    assert done.returncode == 0, f"{command}: {done.stdout[-500:]} {done.stderr[-500:]}"


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(condition: Callable[[], Any], *passing: type[Exception]) -> Any:
    """What it gives once that is something; errors named are waited through. Fails after `PATIENCE`."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            if found := condition():
                return found
        except passing:
            if time.monotonic() > ends:
                raise
        assert time.monotonic() < ends, "waited too long"
        time.sleep(0.1)


class Person:
    """Somebody with an account on the network."""

    def __init__(self, service: str, name: str) -> None:
        self._http = httpx.Client(base_url=f"{service}/xrpc/", timeout=60)
        self.handle = f"{name}.test"
        made = self._ask("com.atproto.server.createAccount", email=f"{name}@example.test", handle=self.handle)
        self.did = str(made["did"])
        self._http.headers["Authorization"] = f"Bearer {made['accessJwt']}"
        wait_for(lambda: self.get("app.bsky.actor.getProfile", actor=self.did), httpx.HTTPStatusError)

    def _ask(self, method: str, **body: Any) -> dict[str, Any]:
        body |= {"password": PASSWORD} if "email" in body else {}
        answer = self._http.post(method, json=body).raise_for_status()
        return dict(answer.json()) if answer.content else {}

    def get(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask the network."""
        return dict(self._http.get(method, params=params).raise_for_status().json())

    def post(self, text: str, under: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """Write, or answer `under` a post that was written before; the reference of what was written."""
        record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": stamp(), **more}
        if under is not None:
            top = under.get("root", {"uri": under["uri"], "cid": under["cid"]})
            record["reply"] = {"root": top, "parent": {"uri": under["uri"], "cid": under["cid"]}}
        made = self._ask("com.atproto.repo.createRecord", repo=self.did, collection=record["$type"], record=record)
        root = record["reply"]["root"] if under is not None else {"uri": made["uri"], "cid": made["cid"]}
        return {"uri": made["uri"], "cid": made["cid"], "root": root}

    def delete(self, uri: str) -> None:
        """Take a post back."""
        _, _, _, collection, rkey = uri.split("/")
        self._ask("com.atproto.repo.deleteRecord", repo=self.did, collection=collection, rkey=rkey)

    def seen(self, uri: str) -> dict[str, Any]:
        """A post as the app view shows it, {} where it shows none."""
        posts = self.get("app.bsky.feed.getPosts", uris=[uri])["posts"]
        return dict(posts[0]) if posts else {}

    def below(self, uri: str) -> list[dict[str, Any]]:
        """What stands directly below a post."""
        thread = self.get("app.bsky.feed.getPostThread", uri=uri, depth=1)["thread"]
        return [dict(one["post"]) for one in thread.get("replies", ()) if "post" in one]

    def records(self, collection: str) -> list[dict[str, Any]]:
        """All records of one kind in the account's own repository."""
        found = self.get("com.atproto.repo.listRecords", repo=self.did, collection=collection, limit=100)
        return [dict(one) for one in found["records"]]


def stamp() -> str:
    """Now, as the network writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
