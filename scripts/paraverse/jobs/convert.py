"""Jobs that load universes and store them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileVersion
from paraverse.jobs.universe_files import UniverseFiles

Compression = Literal["auto", "none", "zlib", "zstd"]
"""How the numbers of a stored universe are compressed."""


@dataclass(frozen=True, kw_only=True)
class LoadSettings:
    """Settings for loading files of any kind.

    Attributes
    ----------
    base
        The folder that links in files must not leave; None for the folder of each file.
    labels
        Arguments of `paraverse.load.labeling.label_settings.LabelSettings`.
    dimensions
        The names of the parameter dimensions, from which labels may be computed.
    modules
        Python files with loaders and group types.
    """

    base: str | None = None
    labels: Mapping[str, Any] = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConvertJob:
    """Load a batch of universes and store it.

    Attributes
    ----------
    universes
        The universes, in order.
    dimensions
        The names of the parameter dimensions.
    coordinates
        The dimensions of each parameter that depends on them, by its name.
    fields
        The fields to store.
    settings
        How files are loaded.
    compression
        How numbers are compressed.
    versions
        What each file contained when the job was planned. Empty if the workflow simulates the
        universes: other jobs write the files then.
    are_simulated
        Whether the workflow simulates the universes, some of which may have failed.
    """

    universes: tuple[UniverseFiles, ...]
    dimensions: tuple[str, ...]
    fields: FieldFilter
    coordinates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settings: LoadSettings = LoadSettings()
    compression: Compression = "auto"
    versions: Mapping[str, FileVersion] = field(default_factory=dict)
    are_simulated: bool = False

    def with_inputs(self, paths: Sequence[str]) -> ConvertJob:
        """Return the job with the universes at other paths.

        Parameters
        ----------
        paths
            The first file of each universe, in order. The others are at the same place relative to
            it. Empty if no paths change.

        Returns
        -------
        ConvertJob
            A copy of the job.
        """
        if not paths:
            return self
        universes = (_moved(u, path) for u, path in zip(self.universes, paths, strict=True))
        return replace(self, universes=tuple(universes))


def _moved(universe: UniverseFiles, first: str) -> UniverseFiles:
    prefix = first.removesuffix(universe.files[0].path)
    files = (replace(file, path=f"{prefix}{file.path}") for file in universe.files)
    return replace(universe, files=tuple(files))
