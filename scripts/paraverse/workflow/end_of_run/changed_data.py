"""Files of universes that have changed during a run, which may have read them in part.

An HDF5 file in the older formats does not say that it is being written, and a program without locks
does not keep others from reading it. But its size or its times change when the rest is written.
"""

from __future__ import annotations

from paraverse.base.file_index import file_state
from paraverse.base.printable import printable_line
from paraverse.errors import list_some, pluralize
from paraverse.plan.plan import Plan
from paraverse.workflow.end_of_run.outcome import Outcome


def format_changed_data(plan: Plan, outcome: Outcome) -> str | None:
    """Return a message about files that a run has converted, and that have changed since it began.

    Parameters
    ----------
    plan
        The plan of the project.
    outcome
        The outcome of the run.

    Returns
    -------
    str or None
        The message; None if there are no such files.
    """
    batches = {job.batch for job in outcome.finished if job.rule == "convert"}
    changed = [
        path
        for batch in plan.conversion.batches
        if batch in batches
        for path, version in plan.conversion.versions(batch).items()
        if version.state != file_state(path)
    ]
    if not changed:
        return None
    subject = (
        f"{pluralize(len(changed), 'file')} of universes {'has' if len(changed) == 1 else 'have'}"
    )
    return printable_line(
        f"{subject} changed since this run began, so that results may show a part of what is in "
        f"there now: {list_some(changed)}. The next run converts what has changed."
    )
