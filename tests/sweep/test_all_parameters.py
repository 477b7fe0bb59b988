"""All parameters of universes, from the first kind of source in which they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paraverse.base.file_index import FileIndex
from paraverse.sweep.all_parameters import ParameterReader
from paraverse.sweep.own_values import ParameterSource
from paraverse.sweep.parameter_files import FileParameters


def read(
    universes: Mapping[str, Mapping[str, FileParameters]],
    groups: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, dict[str, Any]]:
    """Read files, given by name for each universe; the extension is the loader."""
    contents = {f"{u}/{name}": own for u, files in universes.items() for name, own in files.items()}
    sources = {
        universe: [
            ParameterSource(
                path=f"{universe}/{name}",
                loader=name.rpartition(".")[2],
                path_groups=(groups or {}).get(universe, {}),
            )
            for name in files
        ]
        for universe, files in universes.items()
    }
    reader = ParameterReader(FileIndex(), lambda path, loader, options: contents[path])
    return {
        universe: {".".join(keys): value for keys, value in own.items()}
        for universe, own in reader.read_varying(sources).items()
    }


def nested(**values: Any) -> FileParameters:
    return FileParameters(mappings=(values,))


def binary(datasets: Any = (), **values: Any) -> FileParameters:
    return FileParameters(mappings=(values,), kind="binary", datasets=set(datasets))


def test_read_varying__nested_mappings_and_paths_together() -> None:
    values = read(
        {
            "a": {"p.json": nested(model={"size": 1, "shape": [1, 2]}, none=None)},
            "b": {"p.json": nested(model={"size": 2, "shape": [1, 2]})},
        },
        {"a": {"seed": "3", "size": "1.0"}, "b": {"seed": "true"}},
    )
    # The file has the exact size
    assert values["a"] == {"model.size": 1, "model.shape": [1, 2], "seed": 3}
    assert values["b"]["seed"] is True


def test_read_varying__long_lists_are_data() -> None:
    values = read({n: {"p.json": nested(x=n, y=[0.5] * 200)} for n in ("a", "b")})
    assert values["a"] == {"x": "a"}


def test_read_varying__hdf5_only_if_nothing_else_differs() -> None:
    files = {n: {"p.yml": nested(x=n), "d.hdf5": binary(y=n)} for n in ("a", "b")}
    assert read(files)["a"] == {"x": "a"}
    files = {n: {"p.yml": nested(x=1), "d.hdf5": binary(y=[n])} for n in ("a", "b")}
    assert read(files)["a"] == {"y": "a"}


def test_read_varying__attributes_rather_than_results() -> None:
    def file(beta: float, final: float) -> FileParameters:
        return binary([("final",), ("data", "mean")], beta=beta, final=final, data={"mean": final})

    assert read({"a": {"d.hdf5": file(0.1, 5)}, "b": {"d.hdf5": file(0.2, 6)}})["a"] == {
        "beta": 0.1
    }
    # Unless nothing else differs
    assert read({"a": {"d.hdf5": file(0.1, 5)}, "b": {"d.hdf5": file(0.1, 6)}})["a"]["final"] == 5


def test_read_varying__datasets_in_a_group_of_parameters() -> None:
    def file(beta: float) -> FileParameters:
        return binary([("params", "beta")], params={"beta": beta}, y={"unit": "m"})

    assert read({"a": {"d.hdf5": file(0.1)}, "b": {"d.hdf5": file(0.2)}})["b"] == {
        "params.beta": 0.2
    }


def test_read_varying__a_universe_without_its_file_has_only_what_its_path_says() -> None:
    files = {"a": {"p.json": nested(x=1)}, "b": {"p.json": nested(x=2)}, "c": {"d.log": nested()}}
    assert set(read(files, {"c": {"run": "3"}})) == {"a", "b"}
    assert read(files, {"c": {"x": "3"}})["c"] == {"x": 3}
