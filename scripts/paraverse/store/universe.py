"""A universe as a mapping of its members by path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
