"""Parameters of jobs in Snakemake's records, without importing pandas for them.

Snakemake imports pandas, if it is installed, to tell whether a parameter is an object of it. In
each run and in each job on a cluster, that takes as long as planning a small project.
"""

from __future__ import annotations

import sys
from typing import Any

from snakemake.persistence import PersistenceBase

from paraverse.workflow.snakemake_internals import SERIALIZE_PARAM, Method, wrap


def record_params_without_pandas() -> None:
    """Serialize parameters as if pandas were not installed, until something else imports it.

    Before that, no parameter can be an object of pandas.
    """

    def make(serialize: Method) -> Method:
        def serialize_param(persistence: Any, value: Any) -> Any:
            if "pandas" in sys.modules:
                return serialize(persistence, value)
            return persistence._serialize_param_builtin(value)

        return serialize_param

    wrap(PersistenceBase, SERIALIZE_PARAM, make, once=True)
