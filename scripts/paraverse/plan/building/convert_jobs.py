"""Parts that the jobs for batches of universes and for the whole sweep have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paraverse.base.digest import format_leaves
from paraverse.base.field_filter import FieldFilter
from paraverse.base.field_labels import FieldLabels
from paraverse.base.file_index import FileVersion
from paraverse.base.versions import VERSIONS
from paraverse.config.models import Config
from paraverse.jobs.convert import ConvertJob, LoadSettings
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.building.rules import Dependencies
from paraverse.store import FORMAT
from paraverse.user_code.fingerprint import fingerprint_file


def build_convert_job(
    config: Config,
    universes: Sequence[UniverseFiles],
    versions: Mapping[str, FileVersion],
    *,
    dimensions: tuple[str, ...] = (),
    labels: Mapping[str, FieldLabels] | None = None,
) -> ConvertJob:
    """Return the job that converts universes, or what belongs to the whole sweep.

    Parameters
    ----------
    config
        The configuration of the project.
    universes
        The universes with their files.
    versions
        What each of these files contains, by path.
    dimensions
        The names of the parameter dimensions.
    labels
        The labels of stored fields, by path or pattern.

    Returns
    -------
    ConvertJob
        The job, which stores all fields.
    """
    settings = LoadSettings(
        base=config.data_dir.rstrip("/"),
        labels={**config.labels.attribute_names, "fields": labels or {}},
        dimensions=dimensions,
        modules=tuple(config.loaders),
    )
    return ConvertJob(
        universes=tuple(universes),
        dimensions=dimensions,
        fields=FieldFilter(),
        settings=settings,
        compression=config.convert.compression,
        versions=versions,
    )


def dependencies_of_stores(config: Config) -> Dependencies:
    """Return the dependencies that all stores have, besides the files of universes.

    Parameters
    ----------
    config
        The configuration of the project.

    Returns
    -------
    Dependencies
        The settings and the code of loading and storing.
    """
    return Dependencies(
        configuration=(
            f"compression = {config.convert.compression}",
            *format_leaves(config.labels.attribute_names, "labels"),
        ),
        code=(
            f"convert {VERSIONS['convert']}, format {FORMAT}",
            *(f"loaders {file} {fingerprint_file(file)}" for file in config.loaders),
        ),
    )


def size_of_files(versions: Mapping[str, FileVersion]) -> int:
    """Return the size of files in bytes.

    Parameters
    ----------
    versions
        The files by path.

    Returns
    -------
    int
        The sum of the sizes of those that exist.
    """
    return sum(one.state.size for one in versions.values() if one.state is not None)
