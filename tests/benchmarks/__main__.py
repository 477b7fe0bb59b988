"""Measure the speed of paraverse, side by side with dantro or with another checkout of paraverse.

    python tests/benchmarks --dantro theirs/bin/python
    python tests/benchmarks --no-dantro --cases growth --largest 32000
    python tests/benchmarks --against ../before --cases cold operation --universes 300

paraverse runs with this interpreter, dantro with that of `--dantro`. Results of each case are
printed as soon as they are known, and tables in Markdown at the end.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

TESTS = str(Path(__file__).resolve().parents[1])
if TESTS not in sys.path:
    sys.path.insert(0, TESTS)

from benchmarks import report  # noqa: E402
from benchmarks.cases import CASES, CHANGES, Benchmark, Selection  # noqa: E402
from benchmarks.measure import CommandError, Result, in_turn  # noqa: E402
from benchmarks.projects import Checkout, Dantro  # noqa: E402
from support.paths import ROOT  # noqa: E402


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    lines = [f"  {name:<14} {text}" for name, text in CASES.items()]
    result = argparse.ArgumentParser(
        prog="python tests/benchmarks",
        description=(__doc__ or "").splitlines()[0],
        epilog="\n".join(["cases:", *lines]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = result.add_argument
    add("--cases", nargs="+", choices=CASES, default=list(CASES), metavar="CASE", help="see below")
    sizes = f"of the cases {', '.join(name for name in CASES if name in CHANGES)}"
    add("--universes", nargs="+", type=int, default=[30, 300, 3000], metavar="N", help=sizes)
    add("--planned", type=int, default=30000, metavar="N", help="universes of the case dry-run")
    add("--smallest", type=int, default=1000, metavar="N", help="universes of the case growth,")
    add("--largest", type=int, default=8000, metavar="N", help="which double up to this number")
    add("--repeat", type=int, default=3, metavar="N", help="runs of each program in each case")
    add("--cores", type=int, default=os.cpu_count(), metavar="N", help="all by default")
    add("--output", type=Path, metavar="PAGE.md", help="page whose tables are replaced")
    rivals = result.add_mutually_exclusive_group()
    help_ = "interpreter that has dantro, this one by default"
    rivals.add_argument("--dantro", default=sys.executable, metavar="PYTHON", help=help_)
    rivals.add_argument("--no-dantro", action="store_true", help="measure paraverse alone")
    help_ = "another checkout of paraverse to compare with, run with this interpreter"
    rivals.add_argument("--against", type=Path, metavar="CHECKOUT", help=help_)
    return result


def mistakes(options: argparse.Namespace) -> str | None:
    """Return what is wrong with the options, if anything is."""
    sizes = [*options.universes, options.planned, options.smallest]
    if min(sizes) < 4:
        return f"{min(sizes)} universes: must be 4 or more, so that there are two seeds"
    wrong = [size for size in sizes if size % 2 and size % 3]
    if wrong:
        return f"{wrong[0]} universes: must be a multiple of 2 or 3, the number of step sizes"
    if options.planned % 3:
        return f"--planned {options.planned}: must be a multiple of 3"
    if options.against and not (options.against / "Snakefile").is_file():
        return f"--against {options.against}: there is no Snakefile in this folder"
    if uses_dantro(options):
        done = subprocess.run([options.dantro, "-c", "import dantro"], capture_output=True)
        if done.returncode:
            return (
                f"{options.dantro} has no dantro. Install dantro==0.21.2 in an environment, and "
                "give the path of its Python as --dantro, or use --no-dantro."
            )
    if options.output:
        try:
            report.check_page(options.output)
        except ValueError as error:
            return f"--output {error}"
    return None


def uses_dantro(options: argparse.Namespace) -> bool:
    """Return whether paraverse is compared with dantro."""
    return not (options.no_dantro or options.against)


def description(options: argparse.Namespace, arguments: Sequence[str]) -> str:
    """Describe the machine, the programs and the command, as a list in Markdown."""
    lines = [
        f"Machine: {report.machine()}",
        f"paraverse {report.revision(ROOT)}: {report.packages(sys.executable)}",
    ]
    if options.against:
        lines.append(f"other checkout: {report.revision(options.against.resolve())}")
    if uses_dantro(options):
        lines.append(f"dantro: {report.packages(options.dantro)}")
    command = shlex.join(["python", "tests/benchmarks", *arguments])
    lines.append(f"Command: `{command}`")
    lines.append(
        f"Medians of {options.repeat} runs of each program, in turn, with {options.cores} cores; "
        "CPU time and peak memory are those of all processes together"
    )
    return "\n".join(f"- {line}" for line in lines)


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark."""
    options = parser().parse_args(arguments)
    mistake = mistakes(options)
    if mistake:
        parser().error(mistake)
    heading = description(options, arguments)
    results: list[Result] = []
    try:
        run_cases(options, results)
    except (CommandError, KeyboardInterrupt) as error:
        # An unfinished benchmark does not replace a whole one
        print(f"{heading}\n\n{report.tables(results)}")
        sys.exit(str(error) or "interrupted")
    text = f"{heading}\n\n{report.tables(results)}"
    if options.output:
        report.write_page(options.output, text)
    else:
        print(text)


def run_cases(options: argparse.Namespace, results: list[Result]) -> None:
    """Run the selected cases, print the result of each, and append it."""
    sizes = [options.smallest]
    while sizes[-1] * 2 <= options.largest:
        sizes.append(sizes[-1] * 2)
    selection = Selection(
        names=set(options.cases), sizes=options.universes, planned=options.planned, growth=sizes
    )
    checkouts = {"paraverse": ROOT}
    if options.against:
        checkouts["other checkout"] = options.against.resolve()
    with tempfile.TemporaryDirectory(prefix="paraverse-benchmark-") as folder:
        work = Path(folder).resolve()
        benchmark = Benchmark(
            work=work,
            checkouts=[
                Checkout(name=name, path=path, cores=options.cores)
                for name, path in checkouts.items()
            ],
            dantro=Dantro(python=os.path.abspath(options.dantro), work=work / "dantro")
            if uses_dantro(options)
            else None,
        )
        for case in benchmark.cases(selection):
            results.append(in_turn(case, options.repeat))
            print(report.row(results[-1]), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
