"""The files of a universe that may hold its parameters."""

from __future__ import annotations

from paraverse.config.models import LoadEntry
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.parameter_sources import (
    absent_parameter_files,
    parameter_sources,
    why_without_parameters,
)
from paraverse.sweep.source_files import MatchedFile

ENTRIES = LoadEntries.from_config(
    {
        name: LoadEntry(loader=loader, glob_str=f"*/{name}", target_path="sims/{match:}/" + name)
        for name, loader in (("params.json", "json"), ("data.h5", "hdf5"), ("sim.log", "text"))
    }
)


def matched(name: str, problem: str = "") -> MatchedFile:
    path = f"data/run_1/{name}"
    return MatchedFile(
        entry=name, path=path, relative=path, key="1", folder="run_1", target=name, problem=problem
    )


def test_parameter_sources__are_files_that_may_be_read() -> None:
    files = [matched("params.json"), matched("data.h5", problem="leads out of the folder")]
    assert [source.loader for source in parameter_sources(files, ENTRIES)] == ["json"]


def test_why_without_parameters__names_the_files() -> None:
    data = [matched("data.h5"), matched("sim.log")]
    assert absent_parameter_files(data, ENTRIES) == ("params.json is missing",)
    assert why_without_parameters(data, ENTRIES) == "params.json is missing"
    assert why_without_parameters([matched("params.json"), *data], ENTRIES) == (
        "none in params.json, data.h5"
    )
