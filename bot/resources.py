"""Finds the files that belong to the program but are not code: `prompts/` and `config/`.

They lie beside the package in a checkout and inside it (`bot/_data/`) in an installed wheel. One setting,
the environment variable `TERTULIA_RESOURCES`, puts another folder in front; a file it lacks is taken from
the program's own, so that an installation can replace a single rule or prompt.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from bot.domain.errors import Misconfigured

SETTING = "TERTULIA_RESOURCES"
_PACKAGE = Path(__file__).resolve().parent


def resource_roots(override: str | Path | None = None, environ: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """Folders that may hold `config/` and `prompts/`, most wanted first.

    `override` is a setting's value; without it the environment is asked. Raises `Misconfigured` when the
    folder named there does not exist, since falling back in silence would hide a typing error.
    """
    named = str(override or (os.environ if environ is None else environ).get(SETTING, "")).strip()
    roots: list[Path] = []
    if named:
        folder = Path(named).expanduser()
        if not folder.is_dir():
            raise Misconfigured(key=SETTING, where="environment", mend=f"{folder} is no folder; name one or unset it")
        roots.append(folder.resolve())
    checkout = _PACKAGE.parent
    roots.extend(root for root in (checkout, _PACKAGE / "_data") if (root / "config").is_dir())
    return tuple(roots)


def resource_path(name: str, override: str | Path | None = None, environ: Mapping[str, str] | None = None) -> Path:
    """The file or folder `name` ("config/rules", "prompts/draft/en.md"), from the first root that has it.

    Raises `ValueError` for a name that leaves the resources and `FileNotFoundError` when no root has it.
    """
    relative = _checked(name)
    roots = resource_roots(override, environ)
    for root in roots:
        path = root / relative
        if path.exists():
            return path
    raise FileNotFoundError(f"{name} is in none of: {', '.join(map(str, roots)) or 'no resource folder found'}")


def resource_files(
    folder: str,
    suffixes: Iterable[str],
    override: str | Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> dict[str, Path]:
    """All files under `folder` ending in one of `suffixes`, by their path relative to it ("en/pack/rule.yml").

    Roots are merged file by file, the most wanted winning; the order is by name, so that it never depends on
    the disk. An absent folder gives an empty answer.
    """
    relative, endings = _checked(folder), tuple(suffixes)
    found: dict[str, Path] = {}
    for root in reversed(resource_roots(override, environ)):
        base = root / relative
        for path in base.rglob("*"):
            if path.is_file() and path.name.endswith(endings):
                found[path.relative_to(base).as_posix()] = path
    return dict(sorted(found.items()))


def _checked(name: str) -> PurePosixPath:
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts or not relative.parts:
        raise ValueError(f"not a name inside the resources: {name!r}")
    return relative
