"""Universes and the files to load for each."""

from __future__ import annotations

import pytest

from paraverse.jobs.universe_files import SourceFile


@pytest.mark.parametrize(
    ("target", "path", "in_tree"),
    [("data", "abm/energy", "data/abm/energy"), ("params", "", "params"), ("", "log", "log")],
)
def test_source_file__path_in_tree(target: str, path: str, in_tree: str) -> None:
    file = SourceFile(path="data/a/data.h5", target=target, loader="hdf5")
    assert file.path_in_tree(path) == in_tree
