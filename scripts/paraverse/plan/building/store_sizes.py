"""Estimates of the size of stores before they are written, from a few files of universes.

Datasets in HDF5 files may be compressed, so that stores without compression are many times as large
as the files. The sizes in a file are measured without reading values, and remembered in the index
of files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from paraverse.base.digest import digest
from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileIndex, FileVersion
from paraverse.errors import LoadError
from paraverse.jobs.convert import Compression
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.load.hdf5 import measure_hdf5

_SAMPLED = 3
"""Number of universes whose files are measured."""

_NEGLIGIBLE = 2**20
"""Files of at most this size in bytes, in all universes together, are not measured."""

_KIND = "HDF5 sizes 1"
"""Kind of values in the index of files, with a number to increase when they change."""


class StoreSizes(NamedTuple):
    """Sizes of the files of universes and of their values in the store, in bytes.

    Attributes
    ----------
    files
        The files, with everything in them.
    compressed
        The values of the fields to store, with the compression of the files.
    uncompressed
        These values without compression.
    """

    files: float
    compressed: float
    uncompressed: float

    def stored(self, compression: Compression) -> float:
        """Return the largest size of the store with a compression."""
        return self.uncompressed if compression == "none" else self.compressed


@dataclass(frozen=True, kw_only=True)
class SizeEstimates:
    """Estimates for the universes of a sweep.

    Attributes
    ----------
    universes
        All universes.
    fields
        The fields to store.
    base
        The folder that links in files may not lead out of.
    are_simulated
        Whether the workflow simulates them, so that files may not exist yet.
    index
        The index of files by content.
    """

    universes: Sequence[UniverseFiles]
    fields: FieldFilter
    base: str
    are_simulated: bool
    index: FileIndex

    def sizes(
        self, universes: Sequence[UniverseFiles], versions: Mapping[str, FileVersion]
    ) -> StoreSizes:
        """Estimate the sizes of some universes.

        Parameters
        ----------
        universes
            The universes.
        versions
            What their files contain, by path, as far as it is known.

        Returns
        -------
        StoreSizes
            The sizes. Universes that have yet to be simulated count like the others; all sizes are
            0 if there are no others.
        """
        nbytes: Counter[str] = Counter()
        present = 0
        for universe in universes:
            before = nbytes.total() if self.are_simulated else 0
            for file in universe.files:
                nbytes[file.target] += self._size(file, versions)
            present += self.are_simulated and nbytes.total() > before
        scale = len(universes) / present if present else 1
        files = compressed = uncompressed = 0.0
        for target, size in nbytes.items():
            sample = self._samples.get(target, StoreSizes(1, 1, 1))
            files += size * scale
            compressed += size * scale * sample.compressed / sample.files
            uncompressed += size * scale * sample.uncompressed / sample.files
        return StoreSizes(files, compressed, uncompressed)

    def expansion_of_files(self) -> float:
        """Return how many times as large as the files of universes their values are in memory.

        Returns
        -------
        float
            The ratio, at least 1.
        """
        samples = self._samples.values()
        files = sum(sample.files for sample in samples)
        return max(1.0, sum(sample.uncompressed for sample in samples) / files) if files else 1.0

    def expansion_of_stores(self, compression: Compression) -> float:
        """Return how many times as large as in the store values are in memory.

        Parameters
        ----------
        compression
            The compression of the store.

        Returns
        -------
        float
            The ratio, at least 1.
        """
        samples = self._samples.values()
        stored = sum(sample.stored(compression) for sample in samples)
        return max(1.0, sum(sample.uncompressed for sample in samples) / stored) if stored else 1.0

    @property
    def _samples(self) -> Mapping[str, StoreSizes]:
        """The sizes of the HDF5 files in some universes together, by their target."""
        if not self._measured or (self.are_simulated and not self._measured[-1]):
            self._measured.append(self._measure())
        return self._measured[-1]

    @cached_property
    def _measured(self) -> list[Mapping[str, StoreSizes]]:
        return []

    def _measure(self) -> dict[str, StoreSizes]:
        last = len(self.universes) - 1
        sampled = sorted({last * n // (_SAMPLED - 1) for n in range(_SAMPLED)}) if last >= 0 else []
        files: dict[str, list[SourceFile]] = {}
        for number in sampled:
            for file in self.universes[number].files:
                if file.loader.startswith("hdf5"):
                    files.setdefault(file.target, []).append(file)
        samples = {}
        for target, of_target in files.items():
            in_sample = sum(self._size(file, {}) for file in of_target)
            if in_sample / len(sampled) * len(self.universes) > _NEGLIGIBLE:
                sizes = list(filter(None, map(self._measure_file, of_target)))
                if sizes:
                    samples[target] = StoreSizes(*map(sum, zip(*sizes, strict=True)))
        return samples

    def _measure_file(self, file: SourceFile) -> StoreSizes | None:
        size = self._size(file, {})
        fields = self.fields.below(file.target)
        if not size or fields.patterns == ():
            return StoreSizes(size, 0, 0) if size else None
        kind = f"{_KIND} {digest([fields.patterns, fields.prefix])}"
        path, base = self.index.locate(file.path), self.index.locate(self.base)
        measure = partial(measure_hdf5, path, fields, base=base)
        try:
            return StoreSizes(size, *self.index.derived(file.path, kind, measure))
        except LoadError:  # reported when the file is converted
            return None

    def _size(self, file: SourceFile, versions: Mapping[str, FileVersion]) -> int:
        version = versions.get(file.path)
        state = self.index.state(file.path) if version is None else version.state
        return 0 if state is None else state.size
