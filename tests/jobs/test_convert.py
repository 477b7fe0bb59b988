"""Jobs that load universes."""

from __future__ import annotations

from paraverse.base.field_filter import FieldFilter
from paraverse.jobs.convert import ConvertJob
from paraverse.jobs.universe_files import SourceFile, UniverseFiles


def convert_job() -> ConvertJob:
    """Return a job for two universes, of which one has two files."""
    files = {
        "a": (
            SourceFile(path="data/a/data.h5", target="data", loader="hdf5"),
            SourceFile(path="data/a/params.yml", target="params", loader="yaml"),
        ),
        "b": (SourceFile(path="data/b/data.h5", target="data", loader="hdf5"),),
    }
    universes = (
        UniverseFiles(id=name, key=name, values=None, files=of_universe)
        for name, of_universe in files.items()
    )
    return ConvertJob(universes=tuple(universes), dimensions=(), fields=FieldFilter())


def test_convert_job__with_inputs_elsewhere() -> None:
    moved = convert_job().with_inputs(["x/data/a/data.h5", "x/data/b/data.h5"])
    paths = [file.path for universe in moved.universes for file in universe.files]
    assert paths == ["x/data/a/data.h5", "x/data/a/params.yml", "x/data/b/data.h5"]
    assert convert_job().with_inputs([]) == convert_job()
