"""A stand-in for conda, with the subcommands that Snakemake calls: stand_in.py BASE SUBCOMMAND ...

The channel is what pip has installed for the running Python, under conda-forge's names, with the
real versions and dependencies. py-rattler solves; the environment is then made of links, so that
it holds what its file leads to and nothing else. It notes which modules came from elsewhere, as
Snakemake appends its own site-packages to the path of every script.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.metadata
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYPI_NAMES = {
    "dask-core": "dask",
    "matplotlib-base": "matplotlib",
    "python-isal": "isal",
    "ruamel.yaml": "ruamel-yaml",
}
CONDA_NAMES = {pypi: conda for conda, pypi in PYPI_NAMES.items()}
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"

RECORDER = """\
import atexit, pathlib, sys

def record():
    paths = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
    foreign = {
        name.partition(".")[0]
        for name, path in paths.items()
        if "site-packages" in path and not path.startswith(sys.prefix)
    }
    with open(pathlib.Path(sys.prefix, "from_elsewhere.txt"), "a") as file:
        file.writelines(f"{sys.argv[0]} {name}\\n" for name in sorted(foreign))

atexit.register(record)
"""


def write_channel(folder: Path, names: Iterable[str]) -> None:
    """Write a channel that offers some packages, with all they need, as far as installed here."""
    # Snakemake asks for `python ==3.11` where it takes packages into its own process
    python = PYTHON.removeprefix("python")
    packages: dict[str, Any] = {"python": {"version": python, "depends": []}}
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in packages:
            continue
        try:
            found = importlib.metadata.distribution(PYPI_NAMES.get(name, name))
        except importlib.metadata.PackageNotFoundError:
            continue
        needed = [Requirement(text) for text in found.requires or []]
        depends = [
            CONDA_NAMES.get(pypi, pypi)
            for pypi in (canonicalize_name(n.name) for n in needed if applies(n))
        ]
        packages[name] = {"version": found.version, "depends": ["python", *depends]}
        todo += depends
    records = {
        f"{name}-{package['version']}-0.conda": {
            **package,
            "name": name,
            "build": "0",
            "build_number": 0,
            "subdir": "noarch",
        }
        for name, package in packages.items()
    }
    repodata = {"info": {"subdir": "noarch"}, "packages": {}, "packages.conda": records}
    (folder / "noarch").mkdir(parents=True)
    (folder / "noarch/repodata.json").write_text(json.dumps(repodata))


def applies(requirement: Requirement) -> bool:
    """Tell whether a requirement holds here, without extras."""
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def solve(environment: dict[str, Any]) -> list[str]:
    """Return the names of the packages that an environment file leads to."""
    import rattler  # here, as pytest imports this file to look for doctests

    if environment["channels"] != ["conda-forge", "nodefaults"]:
        sys.exit(f"channels that are not here: {environment['channels']}")
    specs = [rattler.MatchSpec(text, strict=True) for text in environment["dependencies"]]
    with tempfile.TemporaryDirectory() as folder:
        channel = Path(folder, "conda-forge")
        write_channel(channel, [spec.name.normalized for spec in specs])
        records = asyncio.run(
            rattler.solve(
                sources=[rattler.Channel(channel.as_uri())],
                specs=specs,
                platforms=["noarch"],
                gateway=rattler.Gateway(cache_dir=Path(folder, "cache")),
            )
        )
    return [record.name.normalized for record in records]


def link(prefix: Path, names: Iterable[str]) -> None:
    """Make an environment of links to the running Python and its packages."""
    (prefix / "bin").mkdir(parents=True)
    interpreter = Path(sys.executable).resolve()
    for name in (PYTHON, "python3", "python"):
        (prefix / "bin" / name).symlink_to(interpreter)
    settings = f"home = {interpreter.parent}\ninclude-system-site-packages = false\n"
    (prefix / "pyvenv.cfg").write_text(settings)
    site = prefix / "lib" / PYTHON / "site-packages"
    site.mkdir(parents=True)
    (site / "record_imports.py").write_text(RECORDER)
    (site / "record_imports.pth").write_text("import record_imports\n")
    for name in set(names) - {"python"}:
        found = importlib.metadata.distribution(PYPI_NAMES.get(name, name))
        tops = {file.parts[0] for file in found.files or []} - {"..", "__pycache__"}
        for top in tops:
            (site / top).symlink_to(Path(str(found.locate_file(top))))


def main(base: str, *arguments: str) -> None:
    """Do what Snakemake asks for."""
    match arguments:
        case ["--version"]:
            print("conda 24.11.3")
        case ["info", "--json"]:
            print(json.dumps({"conda_prefix": base, "platform": "linux-64"}))
        case ["config", "--get", "channel_priority", "--json"]:
            print(json.dumps({"get": {"channel_priority": "strict"}}))
        case ["clean", *_]:
            pass
        case ["env", "list", "--json"]:
            print(json.dumps({"envs": [str(path) for path in Path(base, "envs").glob("*")]}))
        case ["env", "create", *options]:
            parser = argparse.ArgumentParser()
            parser.add_argument("--file", "-f", type=Path)
            parser.add_argument("--prefix", type=Path)
            parser.add_argument("--name")
            known, _ = parser.parse_known_args(options)
            prefix = known.prefix or Path(base, "envs", known.name)
            link(prefix, solve(yaml.safe_load(known.file.read_text())))
        case _:
            sys.exit(f"not supported: {arguments}")


if __name__ == "__main__":
    main(*sys.argv[1:])
