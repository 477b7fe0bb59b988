"""The results as Markdown, with a description of the machine."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from benchmarks.measure import Result

BEGIN, END = "<!-- benchmark: begin -->", "<!-- benchmark: end -->"
"""Lines of a page around what a benchmark has written."""

UNITS = {"wall": "s", "cpu": "s", "memory": "MB"}

PACKAGES = (
    "dantro", "snakemake", "numpy", "xarray", "dask", "h5py", "netCDF4", "matplotlib", "paramspace",
)  # fmt: skip
"""Packages whose versions are reported, where they are installed."""

VERSIONS = """
import importlib.metadata, json, platform, sys
versions = {"Python": platform.python_version()}
for name in sys.argv[1:]:
    try:
        versions[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
print(json.dumps(versions))
"""


def number(value: float) -> str:
    """Format a number with about three digits."""
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f}"


def row(result: Result) -> str:
    """Return a line about a case, for the terminal."""
    name = result.case if result.size is None else f"{result.size} universes: {result.case}"
    texts = []
    for program, usages in result.usages.items():
        values = {quantity: number(result.median(program, quantity)) for quantity in UNITS}
        runs = ", ".join(number(usage.wall) for usage in usages)
        texts.append(
            f"{program} {values['wall']} s ({runs}), CPU {values['cpu']} s, {values['memory']} MB"
        )
    if len(result.programs) == 2:
        texts.append(f"{number(result.ratio('wall'))}×, CPU {number(result.ratio('cpu'))}×")
    return f"{name}\n    " + "\n    ".join(texts)


def tables(results: Sequence[Result]) -> str:
    """Return tables of all results: one for the same programs each, and one of growing sizes."""
    single = [result for result in results if result.size is None]
    by_programs = sorted(single, key=lambda result: -len(result.programs))
    order = list(dict.fromkeys(result.programs for result in by_programs))
    texts = [_comparison([one for one in single if one.programs == names]) for names in order]
    growing = [result for result in results if result.size is not None]
    if growing:
        texts.append(_growth(growing))
    return "\n\n".join(texts)


def _comparison(results: Sequence[Result]) -> str:
    programs = results[0].programs
    header = ["", *_quantities(programs)]
    if len(programs) == 2:
        header += [f"{programs[1]} / {programs[0]}: wall", "CPU"]
    rows = []
    for result in results:
        cells = [result.case]
        for program in programs:
            cells += [number(result.median(program, quantity)) for quantity in UNITS]
        if len(programs) == 2:
            cells += [f"{number(result.ratio(quantity))}×" for quantity in ("wall", "cpu")]
        rows.append(cells)
    return _table(header, rows)


def _growth(results: Sequence[Result]) -> str:
    programs = results[0].programs
    header = ["", "universes"]
    for program in programs:
        header += [*_quantities([program]), "growth: wall", "CPU", "memory"]
    rows = []
    names = list(dict.fromkeys(result.case for result in results))
    for name, group in groupby(
        sorted(results, key=lambda result: (names.index(result.case), result.size or 0)),
        key=lambda result: result.case,
    ):
        before: Result | None = None
        for result in group:
            cells = [name, str(result.size)]
            for program in programs:
                values = [result.median(program, quantity) for quantity in UNITS]
                cells += map(number, values)
                if before is None:
                    cells += [""] * len(values)
                else:
                    last = [before.median(program, quantity) for quantity in UNITS]
                    cells += [f"{number(a / b)}×" for a, b in zip(values, last, strict=True)]
            rows.append(cells)
            before = result
    return _table(header, rows)


def _quantities(programs: Iterable[str]) -> list[str]:
    return [
        text for program in programs for text in (f"{program}: wall (s)", "CPU (s)", "memory (MB)")
    ]


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---", *["--:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def machine() -> str:
    """Describe this machine."""
    model = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.exists():
        names = (line.partition(":")[2] for line in cpus.open() if line.startswith("model name"))
        model = next(names, model).strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} "
        f"{platform.release()}; load before the first run {load:.1f}; {date.today()}"
    )


def packages(python: str) -> str:
    """Describe the environment of an interpreter."""
    done = subprocess.run(
        [python, "-I", "-c", VERSIONS, *PACKAGES], stdout=subprocess.PIPE, check=True
    )
    return ", ".join(f"{name} {version}" for name, version in json.loads(done.stdout).items())


def revision(checkout: Path) -> str:
    """Return the commit of a checkout, or its path where there is no git."""
    if not (checkout / ".git").exists():
        return str(checkout)
    done = subprocess.run(
        ["git", "-C", checkout, "describe", "--always", "--dirty", "--tags"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or str(checkout)


def write_page(path: Path, text: str) -> None:
    """Write text between the marks in a page, or to a new page.

    Raises
    ------
    ValueError
        If the page exists and has no marks.
    """
    marked = f"{BEGIN}\n\n{text}\n\n{END}"
    if path.exists():
        check_page(path)
        page = path.read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        page = before + marked + rest.partition(END)[2]
    else:
        page = f"{marked}\n"
    path.write_text(page, encoding="utf-8")


def check_page(path: Path) -> None:
    """Check that `write_page` will be able to write to a page."""
    if path.exists():
        _, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
        if not begin or END not in rest:
            raise ValueError(
                f"{path}: there are no lines {BEGIN} and {END}. Add them where the tables belong."
            )
