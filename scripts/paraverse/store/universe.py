"""A universe as a mapping of its members by path."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from paraverse.base.printable import printable
from paraverse.load.members import Member
from paraverse.store.groups import Group


class Universe(Group):
    """One universe: a mapping of everything that was loaded for it, by path.

    Parameters
    ----------
    members
        Its members by path; see `paraverse.store.groups.base.Group`.
    id
        Its name, such as ``sim_12`` or ``seed~3``.
    parameters
        Its point in the parameter space: a value for each swept parameter.

    Attributes
    ----------
    id, parameters
        The arguments of the same names.
    """

    def __init__(
        self, members: Mapping[str, Member], id: str, parameters: Mapping[str, Any]
    ) -> None:
        super().__init__(members)
        self.id = id
        self.parameters = dict(parameters)

    def _repr_html_(self) -> str:
        point = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        paths = (f"    {path}" for path in self._ipython_key_completions_())
        text = "\n".join([f"<Universe {self.id}: {point}>", *paths])
        return f"<pre>{html.escape(printable(text))}</pre>"
