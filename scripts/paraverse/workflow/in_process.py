"""Run Snakemake in this process: to make results, or to find out what it would do."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from snakemake import cli
from snakemake.exceptions import print_exception
from snakemake.logging import logger
from snakemake.workflow import Workflow

from paraverse.errors import ParaverseError
from paraverse.plan.plan import Plan
from paraverse.workflow.snakefile import find_snakefile
from paraverse.workflow.snakemake_internals import EXECUTE

Answer = TypeVar("Answer")


def run_snakemake(arguments: Sequence[str]) -> int:
    """Run the workflow of this library on the project in the working directory.

    Parameters
    ----------
    arguments
        Targets and options of Snakemake. All cores are used unless they, or a profile, say
        otherwise.

    Returns
    -------
    int
        The exit status.
    """
    return _call_snakemake(arguments, _with_all_cores)


def inspect_workflow(answer: Callable[[Any, Plan], Answer]) -> Answer:
    """Ask a question about the workflow, as Snakemake would run it, without running anything.

    Parameters
    ----------
    answer
        A function of Snakemake's workflow object and the plan of the project. It is called where a
        dry run would begin to build the graph of jobs. Only errors are logged.

    Returns
    -------
    Any
        The answer.

    Raises
    ------
    ParaverseError
        If `answer` raises it.
    SystemExit
        If the workflow cannot be read; the reason was logged.
    """
    answers: list[Answer] = []
    errors: list[ParaverseError] = []

    def execute(workflow: Any, executor_plugin: Any, *_: Any, **__: Any) -> None:
        workflow._executor_plugin = executor_plugin
        try:
            answers.append(answer(workflow, workflow.globals["plan"]))
        except ParaverseError as error:  # Snakemake would print a traceback
            errors.append(error)

    with _replaced(Workflow, EXECUTE.name, execute), _errors_only():
        status = _call_snakemake(["--dry-run"], _without_log_handlers)
    for error in errors:
        raise error
    if not answers:
        sys.exit(status or 1)
    return answers[0]


def prepare_jobs(workflow: Any, targets: Iterable[str] = ()) -> None:
    """Let Snakemake read its records of earlier jobs.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, in `inspect_workflow`.
    targets
        Names of rules and paths of files; the default target if there are none.
    """
    workflow.dag_settings = replace(workflow.dag_settings, targets=frozenset(targets))
    workflow._prepare_dag(forceall=False, ignore_incomplete=False, lock_warn_only=True, nolock=True)


def build_jobs(workflow: Any, targets: Iterable[str]) -> None:
    """Let Snakemake decide which jobs it would run.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, in `inspect_workflow`. Its graph of jobs is then `dag`.
    targets
        Names of rules and paths of files.
    """
    prepare_jobs(workflow, targets)
    workflow._build_dag()


def _call_snakemake(arguments: Sequence[str], adapt: Callable[[Any], None]) -> int:
    """Do what Snakemake's `main` does, with changes to the options that it has read."""
    arguments = ["--snakefile", str(find_snakefile()), *arguments]
    # The workflow looks at the command line, too
    with _replaced(sys, "argv", ["snakemake", *arguments]):
        try:
            parser, options = _parse(arguments)
            adapt(options)
            return 0 if cli.args_to_api(options, parser) else 1
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 1
        except Exception as error:
            print_exception(error)
            return 1


def _parse(arguments: Sequence[str]) -> tuple[Any, Any]:
    """Parse the command line, without the message about the profile that is always the same."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stderr(printed):
            parser, options = cli.parse_args(arguments)
    except (Exception, SystemExit):
        print(printed.getvalue(), end="", file=sys.stderr)
        raise
    return parser, options


def _with_all_cores(options: Any) -> None:
    is_local = options.executor in (None, "local")
    if is_local and options.cores is None and options.jobs is None:
        options.cores = cli.parse_cores("all")


def _without_log_handlers(options: Any) -> None:
    options.logger = []


@contextlib.contextmanager
def _replaced(owner: object, name: str, value: object) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


@contextlib.contextmanager
def _errors_only() -> Iterator[None]:
    """Print errors to standard error, and nothing else that Snakemake logs or prints."""

    def is_error(record: logging.LogRecord) -> bool:
        return record.levelno >= logging.ERROR

    logger.addFilter(is_error)
    try:
        with contextlib.redirect_stdout(sys.stderr):  # to which dry runs log
            yield
    finally:
        logger.removeFilter(is_error)
