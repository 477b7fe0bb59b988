"""Pickles can run code, and are read only on demand."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paraverse.errors import LoadError
from paraverse.load.run_loader import load_file


class Trap:
    """Creates a file as soon as it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (Path.touch, (self.path,))


@pytest.mark.parametrize("loader", ["pickle", "pkl"])
@pytest.mark.parametrize("options", [{}, {"allow_pickle": False}])
def test_load_pickle__runs_nothing_unless_allowed(
    tmp_path: Path, loader: str, options: dict[str, Any]
) -> None:
    (tmp_path / "x.pkl").write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    with pytest.raises(LoadError, match="set `allow_pickle: true` in the entry"):
        load_file(loader, str(tmp_path / "x.pkl"), options=options)
    assert not (tmp_path / "sprung").exists()


def test_load_pickle__without_what_cannot_be_stored(tmp_path: Path) -> None:
    (tmp_path / "x.pkl").write_bytes(
        pickle.dumps({"a": np.arange(2), "b": {"c": "text"}, "d": {1}})
    )
    reports: list[str] = []
    tree: Any = load_file(
        "pickle", str(tmp_path / "x.pkl"), report=reports.append, options={"allow_pickle": True}
    )
    assert list(tree) == ["", "a", "b", "b/c"]
    assert reports == ["d: values of type set cannot be stored"]


@pytest.mark.parametrize("content", [b"", b"text", b"\x80\x04K", b"cno_module\nf\n."])
def test_load_pickle__broken_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.pkl").write_bytes(content)
    with pytest.raises(LoadError, match="cannot be loaded as pickle"):
        load_file("pickle", str(tmp_path / "x.pkl"), options={"allow_pickle": True})
