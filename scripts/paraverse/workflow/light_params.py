"""Parameters of jobs in Snakemake's records, without importing pandas for them.

Snakemake imports pandas, if it is installed, to tell whether a parameter is an object of it. In
each run and in each job on a cluster, that takes as long as planning a small project.
"""

from __future__ import annotations

import functools
import sys
from typing import Any

from snakemake.persistence import PersistenceBase


def record_params_without_pandas() -> None:
    """Serialize parameters as if pandas were not installed, until something else imports it.

    Before that, no parameter can be an object of pandas. The method `_serialize_param_pandas` of
    Snakemake 9 is wrapped; without such a method, nothing changes.
    """
    serialize = getattr(PersistenceBase, "_serialize_param_pandas", None)
    if serialize is None or hasattr(serialize, "__wrapped__"):
        return

    @functools.wraps(serialize)
    def serialize_param(self: Any, value: Any) -> Any:
        if "pandas" in sys.modules:
            return serialize(self, value)
        return self._serialize_param_builtin(value)

    PersistenceBase._serialize_param_pandas = serialize_param
