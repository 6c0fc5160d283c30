"""Runs the Dockerfile's own steps in a temporary folder, without a Docker engine: `python tools/check_dockerfile.py`.

Every absolute path of the image is moved under the temporary folder, COPY obeys .dockerignore, making OS users is
noted and not done. At the end the image's command is started as it would be there, the HEALTHCHECK must succeed,
and SIGTERM must end it with code 0. What this cannot show is the base image itself.

`--keep FOLDER` leaves what the steps made in an empty folder, a folder for each stage, so that more can be tried on it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_IMAGE_PATH = re.compile(r"(?<![\w.:/$])(/(?:opt|build|var|dist)\b[\w./-]*)")
SETTINGS = '[pages.check]\nadapter = "file"\nbrand = "mirlo"\n'
"""The least that `serve` needs: the container's volume holds an installation's own."""

_NOTED = ("groupadd", "useradd", "chown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One instruction. `flags` are those before its words (--from=builder)."""

    word: str
    rest: str
    flags: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Stage:
    """What a stage has become: its own file system, environment and what to run."""

    folder: Path
    workdir: str = "/"
    env: dict[str, str] = field(default_factory=dict)
    entrypoint: list[str] = field(default_factory=list)
    cmd: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    user: str = ""


def parse(text: str) -> list[Step]:
    """The instructions of a Dockerfile, continuation lines joined and comments left out."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\s*\n\s*", " ", "\n".join(lines))
    steps = []
    for line in filter(str.strip, joined.splitlines()):
        word, _, rest = line.strip().partition(" ")
        flags = []
        while match := re.match(r"(--\S+)\s+", rest):
            flags.append(match[1])
            rest = rest[match.end() :]
        steps.append(Step(word=word.upper(), rest=rest.strip(), flags=tuple(flags)))
    return steps


def ignored(name: str, rules: list[str]) -> bool:
    """Whether .dockerignore leaves the path `name` out: the last rule that speaks of it, or of a folder above, wins."""
    verdict = False
    parts = name.split("/")
    for rule in rules:
        bare = rule.removeprefix("!").strip("/")
        heads = ["/".join(parts[: n + 1]) for n in range(len(parts))]
        if bare.startswith("**/"):
            hit = any(fnmatch(part, bare[3:]) for part in parts)
        else:
            hit = any(fnmatch(head, bare) and head.count("/") == bare.count("/") for head in heads)
        if hit:
            verdict = not rule.startswith("!")
    return verdict


def context_files() -> Iterator[str]:
    """The build context: the project's files that .dockerignore lets through."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return (name for name in tracked if (ROOT / name).is_file() and not ignored(name, rules))


class Build:
    """Carries out the steps, stage by stage, under one temporary folder."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.stages: dict[str, Stage] = {}
        self.stage = Stage(folder=scratch / "none")
        self.shims = scratch / "shims"
        self.shims.mkdir()
        for name in _NOTED:
            shim = self.shims / name
            shim.write_text(f'#!/bin/sh\necho "  (noted, not done: {name} $*)"\n', encoding="utf-8")
            shim.chmod(0o755)
        (self.shims / "python").symlink_to(sys.executable)

    def run(self, steps: list[Step]) -> Stage:
        """Carry out all steps; the last stage. Raises `CalledProcessError` or `ValueError` where one fails."""
        for step in steps:
            print(f"{step.word} {step.rest[:110]}", flush=True)
            getattr(self, f"do_{step.word.lower()}", self.unknown)(step)
        return self.stage

    def unknown(self, step: Step) -> None:
        raise ValueError(f"this check does not know the instruction {step.word}")

    def inside(self, path: str) -> Path:
        """Where a path of the image lies here."""
        absolute = path if path.startswith("/") else f"{self.stage.workdir.rstrip('/')}/{path}"
        return self.stage.folder / absolute.lstrip("/")

    def moved(self, text: str) -> str:
        """The same text with the image's absolute paths moved here."""
        return _IMAGE_PATH.sub(lambda match: str(self.inside(match[1])), text)

    def environment(self) -> dict[str, str]:
        """The stage's environment; the machine's settings of pip stay, so that it finds its packages."""
        env = {key: value for key, value in os.environ.items() if key in ("HOME", "LANG") or key.startswith("PIP_")}
        env["PATH"] = f"{self.shims}{os.pathsep}{os.environ['PATH']}"
        for key, value in self.stage.env.items():
            env[key] = self.moved(value).replace("$PATH", env["PATH"])
        return env

    def do_from(self, step: Step) -> None:
        image, _, name = step.rest.partition(" AS ")
        if ":" not in image or image.endswith(":latest"):
            raise ValueError(f"{image} names no version")
        name = name or "final"
        self.stage = self.stages[name] = Stage(folder=self.scratch / name)
        self.stage.folder.mkdir()

    def do_env(self, step: Step) -> None:
        for pair in shlex.split(step.rest):
            key, _, value = pair.partition("=")
            self.stage.env[key] = value

    def do_workdir(self, step: Step) -> None:
        self.stage.workdir = step.rest
        self.inside(step.rest).mkdir(parents=True, exist_ok=True)

    def do_run(self, step: Step) -> None:
        folder = self.inside(".")
        for path in _IMAGE_PATH.findall(step.rest):
            self.inside(path).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["/bin/sh", "-euc", self.moved(step.rest)], cwd=folder, env=self.environment(), check=True)

    def do_copy(self, step: Step) -> None:
        *sources, target = shlex.split(step.rest)
        origin = next((flag.partition("=")[2] for flag in step.flags if flag.startswith("--from=")), "")
        if origin:
            for source in sources:
                # A copied environment keeps its own paths inside, so here it has to stay where it is.
                self.inside(target).parent.mkdir(parents=True, exist_ok=True)
                self.inside(target).symlink_to(self.stages[origin].folder / source.lstrip("/"))
            return
        files = list(context_files())
        for source in sources:
            copied = [name for name in files if name == source or name.startswith(source.rstrip("/") + "/")]
            if not copied:
                raise ValueError(f"COPY {source}: nothing there, or .dockerignore leaves it out")
            for name in copied:
                inner = name[len(source) :].lstrip("/") if source.endswith("/") else Path(name).name
                place = self.inside(target) / inner if target.endswith("/") else self.inside(target)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, place)

    def do_user(self, step: Step) -> None:
        self.stage.user = step.rest

    def do_entrypoint(self, step: Step) -> None:
        self.stage.entrypoint = json.loads(step.rest)

    def do_cmd(self, step: Step) -> None:
        self.stage.cmd = json.loads(step.rest)

    def do_healthcheck(self, step: Step) -> None:
        self.stage.health = json.loads(step.rest.removeprefix("CMD "))

    def do_expose(self, step: Step) -> None:
        int(step.rest)

    def do_volume(self, step: Step) -> None:
        json.loads(step.rest)

    def do_stopsignal(self, step: Step) -> None:
        getattr(signal, step.rest)


def start_and_stop(build: Build, stage: Stage, seconds: float = 180) -> None:
    """Start the image's command, wait for its HEALTHCHECK, stop it; raises `ValueError` where one fails."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    env = {**build.environment(), "TERTULIA_CONSOLE_PORT": port, "TERTULIA_CONSOLE_HOST": "127.0.0.1"}
    home = Path(env["TERTULIA_HOME"])
    (home / "tertulia.toml").write_text(SETTINGS, encoding="utf-8")
    command = [*stage.entrypoint, *stage.cmd]
    python = shutil.which(command[0], path=env["PATH"])
    if python is None:
        raise ValueError(f"{command[0]} is not on the image's path")
    print(f"starting {' '.join(command)} on port {port}", flush=True)
    started = time.monotonic()
    with subprocess.Popen([python, *command[1:]], cwd=build.inside("."), env=env) as program:
        try:
            while subprocess.run([python, *stage.health[1:]], env=env, capture_output=True).returncode:
                if program.poll() is not None:
                    raise ValueError(f"the program ended with code {program.returncode} before it was healthy")
                if time.monotonic() - started > seconds:
                    raise ValueError(f"not healthy within {seconds:.0f} s")
                time.sleep(0.3)
            print(f"healthy after {time.monotonic() - started:.1f} s", flush=True)
            program.send_signal(signal.SIGTERM)
            code = program.wait(20)
        finally:
            program.kill()
    if code != 0:
        raise ValueError(f"SIGTERM ended the program with code {code}, not 0")
    print("stopped gracefully")


@contextmanager
def workplace(keep: Path | None) -> Iterator[Path]:
    """Where the steps are carried out; gone afterwards unless it is to be kept."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="tertulia-image-") as folder:
        yield Path(folder)


def main(arguments: list[str]) -> int:
    """Check the project's Dockerfile; exit code 0 when every step works."""
    asked = argparse.ArgumentParser(description="Runs the Dockerfile's own steps without a Docker engine.")
    asked.add_argument("--keep", type=Path, metavar="FOLDER", help="leave what the steps made here")
    steps = parse((ROOT / "Dockerfile").read_text(encoding="utf-8"))
    with workplace(asked.parse_args(arguments).keep) as folder:
        build = Build(folder)
        try:
            stage = build.run(steps)
            if stage.user.split(":")[0] in ("", "0", "root"):
                raise ValueError("the image would run as the superuser")
            start_and_stop(build, stage)
        except (ValueError, subprocess.SubprocessError) as error:
            print(f"Dockerfile: {error}", file=sys.stderr)
            return 1
    print("Dockerfile: every step works")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
