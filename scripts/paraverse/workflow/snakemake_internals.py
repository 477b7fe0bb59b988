"""All parts of Snakemake that have no documented interface and on which this package depends.

`INTERNALS` lists them: what each is for, and what happens in a version of Snakemake that does not
have it. `wrap` and `prepare_dag_with` are the only ways in which methods of Snakemake are replaced.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Method = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Internal:
    """A method of Snakemake that is replaced by one that calls it.

    Attributes
    ----------
    owner
        The module and the class in which Snakemake defines it.
    name
        The name of the method.
    purpose
        What the replacement is for.
    without
        What happens without the method.
    """

    owner: str
    name: str
    purpose: str
    without: str


PREPARE_DAG = Internal(
    owner="snakemake.workflow:Workflow",
    name="_prepare_dag",
    purpose="what is between reading the Snakefile and building the graph of jobs: plots and "
    "figures of universes become targets, outputs are checked, complete universes are kept",
    without="Snakemake decides alone, and such targets do not exist",
)
UPDATE_NEEDRUN = Internal(
    owner="snakemake.dag:DAG",
    name="update_needrun",
    purpose="jobs run whose outputs are missing, damaged or outdated (`outdated`)",
    without="Snakemake decides by times and parameters alone",
)
PARAMS_CHANGED = Internal(
    owner="snakemake.persistence:PersistenceBase",
    name="params_changed",
    purpose="results that another workflow around the project has made count (`outdated`)",
    without="what was made in both ways is made once more",
)
IS_PRODUCER = Internal(
    owner="snakemake.rules:Rule",
    name="is_producer",
    purpose="the batch that writes a file is looked up (`simulation_batches`)",
    without="Snakemake compares each file with the outputs of each batch",
)
INCOMPLETE = Internal(
    owner="snakemake.persistence:PersistenceBase",
    name="incomplete",
    purpose="complete universes of an interrupted run are kept (`finished_universes`)",
    without="they are simulated again",
)
PREPARE_JOB = Internal(
    owner="snakemake.jobs:Job",
    name="prepare",
    purpose="complete universes are not announced as missing (`finished_universes`)",
    without="they are simulated again",
)
REMOVE_EXISTING_OUTPUT = Internal(
    owner="snakemake.jobs:Job",
    name="remove_existing_output",
    purpose="complete universes stay before a job is repeated (`finished_universes`)",
    without="they are simulated again",
)
CLEAN_UP_JOB = Internal(
    owner="snakemake.jobs:Job",
    name="cleanup",
    purpose="complete universes stay after a job has failed (`finished_universes`)",
    without="they are simulated again",
)
GET_LOG_ERROR_INFO = Internal(
    owner="snakemake.jobs:Job",
    name="get_log_error_info",
    purpose="messages name the universes that have failed only (`finished_universes`)",
    without="messages name all universes of the job",
)
LOG_ERROR = Internal(
    owner="snakemake.jobs:Job",
    name="log_error",
    purpose="messages name the reason for which SLURM has ended a job (`slurm_failures`)",
    without="messages contain the status of the SLURM job",
)
EXECUTE_SCRIPT = Internal(
    owner="snakemake.script:PythonScript",
    name="execute_script",
    purpose="the fork server runs scripts (`forked_scripts`)",
    without="Snakemake starts a process for each script",
)
EVALUATE = Internal(
    owner="snakemake.script:ScriptBase",
    name="evaluate",
    purpose="messages say why a script was killed (`killed_scripts`)",
    without="messages contain the signal",
)
SERIALIZE_PARAM = Internal(
    owner="snakemake.persistence:PersistenceBase",
    name="_serialize_param_pandas",
    purpose="parameters are recorded without importing pandas (`light_params`)",
    without="each run takes half a second longer",
)
CLEAN = Internal(
    owner="snakemake.dag:DAG",
    name="clean",
    purpose="`--delete-all-output` keeps simulations (`deleted_outputs`)",
    without="it deletes the universes that the workflow has simulated",
)
CREATE_REPORT = Internal(
    owner="snakemake.workflow:Workflow",
    name="create_report",
    purpose="figures of universes are inputs while a report is made only (`report`)",
    without="the report has no figures of universes",
)
EXECUTE = Internal(
    owner="snakemake.workflow:Workflow",
    name="execute",
    purpose="commands ask which jobs the next run would do, while it is replaced (`in_process`)",
    without="`paraverse plots`, `explain` and `clean` do not work",
)
BUILD_DAG = Internal(
    owner="snakemake.workflow:Workflow",
    name="_build_dag",
    purpose="the same; it is only called",
    without="`paraverse plots` and `explain` do not work",
)

INTERNALS = (
    PREPARE_DAG,
    UPDATE_NEEDRUN,
    PARAMS_CHANGED,
    IS_PRODUCER,
    INCOMPLETE,
    PREPARE_JOB,
    REMOVE_EXISTING_OUTPUT,
    CLEAN_UP_JOB,
    GET_LOG_ERROR_INFO,
    LOG_ERROR,
    EXECUTE_SCRIPT,
    EVALUATE,
    SERIALIZE_PARAM,
    CLEAN,
    CREATE_REPORT,
    EXECUTE,
    BUILD_DAG,
)
"""All methods that are replaced. Besides, the output of a run takes the place of the log handler
named `DefaultStreamHandler`; without it, Snakemake's output stays (`display.install`)."""


def wrap(
    owner: Any, internal: Internal, make: Callable[[Method], Method], *, once: bool = False
) -> None:
    """Replace a method by one that calls it.

    Parameters
    ----------
    owner
        The class or the object whose method is replaced.
    internal
        The method.
    make
        Makes the replacement from the method. Without such a method, nothing happens.
    once
        Whether to leave a method that was replaced already as it is.
    """
    method = getattr(owner, internal.name, None)
    if method is None or (once and getattr(method, "replaces", None) == internal):
        return
    replacement: Any = functools.wraps(method)(make(method))
    replacement.replaces = internal
    setattr(owner, internal.name, replacement)


def prepare_dag_with(
    workflow: Any,
    *,
    before: Iterable[Callable[[], object]] = (),
    after: Iterable[Callable[[], object]] = (),
) -> None:
    """Call functions before and after Snakemake prepares its graph of jobs.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, while the Snakefile (or a module) is read.
    before
        Functions to call when all settings of the run are known.
    after
        Functions to call when there is a graph, which has no jobs yet.
    """
    first, then = tuple(before), tuple(after)

    def make(prepare_dag: Method) -> Method:
        def prepare(*args: Any, **kwargs: Any) -> Any:
            for function in first:
                function()
            result = prepare_dag(*args, **kwargs)
            for function in then:
                function()
            return result

        return prepare

    wrap(workflow, PREPARE_DAG, make)
