"""Settings for labels of datasets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from paraverse.base.field_labels import FieldLabels


@dataclass(frozen=True, kw_only=True)
class LabelSettings:
    """Names of the attributes that label a dataset, and labels by path.

    Attributes
    ----------
    dims
        Attributes with the names of all dimensions.
    dim_name_prefix
        Prefix of attributes with the name of one dimension; the rest is the dimension's number,
        counted from 0. They take precedence over `dims`.
    coords_prefix
        Prefix of attributes with the coordinates of a dimension; the rest is its name.
    coords_mode_prefix
        Prefix of attributes with the mode of a dimension's coordinates, one of
        `paraverse.load.labeling.coordinate_modes.MODES`; the rest is the name of the dimension.
    coords_mode_default
        The mode to use if no attribute specifies one.
    content
        The attribute that has the value ``grid`` if a dataset is a grid with its cells along one
        dimension.
    fields
        Labels by path or pattern, which take precedence over the attributes.
    """

    dims: tuple[str, ...] = ("dims", "dim_names")
    dim_name_prefix: str = "dim_name__"
    coords_prefix: str = "coords__"
    coords_mode_prefix: str = "coords_mode__"
    coords_mode_default: str = "values"
    content: str = "content"
    fields: Mapping[str, FieldLabels] = field(default_factory=dict)

    @property
    def prefixes(self) -> tuple[str, str, str]:
        """All prefixes of attributes that label a dataset."""
        return self.dim_name_prefix, self.coords_prefix, self.coords_mode_prefix

    def without_labels(self, attrs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the attributes of a dataset that do not label it.

        Parameters
        ----------
        attrs
            All its attributes.

        Returns
        -------
        dict
            The others.
        """
        names = {self.content, *self.dims}
        return {
            name: value
            for name, value in attrs.items()
            if not name.startswith(self.prefixes) and name not in names
        }
