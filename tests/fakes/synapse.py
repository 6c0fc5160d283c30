"""A real homeserver: Synapse on SQLite, started in a folder of its own, with accounts made by its shared secret."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

SECRET = "shared by the tests and their homeserver"
SERVER = "tertulia.test"
SECONDS = 180.0
_HTTP = httpx.Client(verify=False, timeout=30)
FAST = {"per_second": 10_000, "burst_count": 10_000}


@dataclass
class Person:
    """An account, logged in."""

    id: str
    token: str
    url: str

    def call(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = _HTTP.request(
            method, f"{self.url}/_matrix/client/v3/{path}", json=body, params=params, headers=headers
        )
        answer.raise_for_status()
        return answer.json()


class Synapse:
    """One server. `stop` and `start` are an outage."""

    def __init__(self, folder: Path, *, message_limit: dict[str, float] | None = None) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._limit = message_limit or FAST
        self._people: dict[str, Person] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._write()

    def _write(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        slow = {"local": FAST, "remote": FAST}
        settings = {
            "server_name": SERVER,
            "listeners": [
                {
                    "port": self.port,
                    "type": "http",
                    "bind_addresses": ["127.0.0.1"],
                    "resources": [{"names": ["client"]}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "homeserver.db")}},
            "media_store_path": str(self.folder / "media"),
            "signing_key_path": str(self.folder / "signing.key"),
            "pid_file": str(self.folder / "homeserver.pid"),
            "log_config": str(self.folder / "log.yaml"),
            "registration_shared_secret": SECRET,
            "macaroon_secret_key": SECRET,
            "form_secret": SECRET,
            "report_stats": False,
            "bcrypt_rounds": 4,
            "caches": {"sync_response_cache_duration": "0s"},
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "presence": {"enabled": False},
            # What nobody here looks at, and what is worked out again with each event all the same.
            "push": {"enabled": False},
            "stats": {"enabled": False},
            "send_federation": False,
            "update_user_directory_from_worker": "none",
            "rc_message": self._limit,
            "rc_registration": FAST,
            "rc_joins": slow,
            "rc_invites": {"per_room": FAST, "per_user": FAST, "per_issuer": FAST},
            "rc_login": {"address": FAST, "account": FAST, "failed_attempts": FAST},
            "rc_room_creation": FAST,
        }
        (self.folder / "homeserver.yaml").write_text(json.dumps(settings), encoding="utf-8")
        seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        (self.folder / "signing.key").write_text(f"ed25519 a_test {seed}\n", encoding="utf-8")
        log = {
            "version": 1,
            "handlers": {"file": {"class": "logging.FileHandler", "filename": str(self.folder / "homeserver.log")}},
            "root": {"level": "WARNING", "handlers": ["file"]},
        }
        (self.folder / "log.yaml").write_text(json.dumps(log), encoding="utf-8")

    def start(self) -> None:
        config = str(self.folder / "homeserver.yaml")
        command = [sys.executable, "-m", "synapse.app.homeserver", "-c", config]
        with (self.folder / "out.txt").open("ab") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out, cwd=self.folder)
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(httpx.HTTPError):
                if _HTTP.get(f"{self.url}/_matrix/client/versions", timeout=2).status_code == 200:
                    return
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"Synapse did not start: {(self.folder / 'out.txt').read_text()[-2000:]}")

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def person(self, name: str) -> Person:
        """The account with this name, made and logged in the first time."""
        if name not in self._people:
            self._people[name] = self._registered(name)
        return self._people[name]

    def _registered(self, name: str) -> Person:
        nonce = _HTTP.get(f"{self.url}/_synapse/admin/v1/register").json()["nonce"]
        signed = "\0".join((nonce, name, "a password of the tests", "notadmin"))
        mac = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": name, "password": "a password of the tests", "admin": False, "mac": mac}
        answer = _HTTP.post(f"{self.url}/_synapse/admin/v1/register", json=body)
        answer.raise_for_status()
        data = answer.json()
        return Person(id=data["user_id"], token=data["access_token"], url=self.url)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Synapse]:
    """A server for as long as the block lasts."""
    server = Synapse(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
