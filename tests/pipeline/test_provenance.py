"""The provenance that jobs add to what the plan knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paraverse.base.output_record import record_outputs
from paraverse.load.members import Array
from paraverse.pipeline.provenance import (
    MAX_FILES,
    MAX_UNIVERSES,
    data_document,
    figure_document,
    store_document,
    universe_figure,
    with_recorded_commit,
)
from paraverse.provenance.document import MAX_BYTES, SCHEMA, decompress
from paraverse.results.file import write_results
from paraverse.store.read.batch import BatchFile
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse

DOCUMENT = {"paraverse": "1.0", "schema": SCHEMA, "repository": None, "code": ["transform 1"]}
DATA = {
    "document": DOCUMENT, "paths": ["data/walk"], "universes": ["u1", "u2"],
    "empty_points": {"walk": 1, "other": 0},
}  # fmt: skip


def files_of(name: str, content: str) -> dict[str, tuple[str, str]]:
    return {
        f"{name}/data.h5": ("data", content),
        f"{name}/sim.log": ("log", "any"),
        "shared.h5": ("", "linked"),
    }


def write_store(path: Path, *names: str, broken: str = "") -> str:
    universes = [
        LoadedUniverse(
            id=name,
            key=name,
            parameters={"a": 0.5},
            tree={"data/walk": Array(np.arange(2.0))},
            warnings=("no walk",) if name == broken else (),
            files=files_of(name, f"content of {name}"),
        )
        for name in names
    ]
    write_batch(path, universes)
    return str(path)


def test_data_document__has_the_files_with_the_fields_of_the_universes(tmp_path: Path) -> None:
    first = write_store(tmp_path / "a.nc", "u1", "u3")
    second = write_store(tmp_path / "b.nc", "u2", broken="u2")
    text, sources = data_document(DATA, [first, second], [], None)
    assert text is not None
    universes = json.loads(text)["inputs"]["universes"]
    assert universes["files"] == {
        "u1": {"shared.h5": "linked", "u1/data.h5": "content of u1"},
        "u2": {"shared.h5": "linked", "u2/data.h5": "content of u2"},
    }
    assert (universes["number"], universes["empty_points"]) == (2, {"walk": 1})
    assert (universes["incomplete"], universes["lacks"]) == (1, {"u2": ["no walk"]})
    # The same through nodes, of which each has a part, and whatever the batches
    node = tmp_path / "node.nc"
    _, of_node = data_document({**DATA, "universes": ["u1"]}, [first], [], None)
    write_results(node, {}, sources=of_node)
    assert data_document(DATA, [second], [str(node)], None)[0] == text
    assert sources is not None
    all_in_one = write_store(tmp_path / "c.nc", "u3", "u2", "u1", broken="u2")
    assert data_document(DATA, [all_in_one], [], None)[0] == text
    assert data_document(None, [first], [], None) == (None, None)


def test_data_document__of_many_universes_stays_small(tmp_path: Path) -> None:
    names = [f"u{number}" for number in range(MAX_UNIVERSES + 1)]
    store = write_store(tmp_path / "a.nc", *names)
    text, _ = data_document({**DATA, "universes": names}, [store], [], None)
    assert text is not None
    universes = json.loads(text)["inputs"]["universes"]
    assert "files" not in universes
    assert universes["number"] == len(names)
    other = write_store(tmp_path / "b.nc", *names[:-1])
    less, _ = data_document({**DATA, "universes": names}, [other], [], None)
    assert less is not None
    assert json.loads(less)["inputs"]["universes"]["digest"] != universes["digest"]


def test_data_document__has_the_files_of_the_whole_sweep(tmp_path: Path) -> None:
    sweep = write_store(tmp_path / "sweep.nc", "sweep")
    text, _ = data_document({**DATA, "universes": []}, [], [], sweep)
    assert text is not None
    assert json.loads(text)["inputs"]["sweep"]["sweep/data.h5"] == "content of sweep"


def test_figure_document__has_the_inputs_of_its_data(tmp_path: Path) -> None:
    store = write_store(tmp_path / "a.nc", "u1", "u2")
    _, sources = data_document(DATA, [store], [], None)
    assert sources is not None
    write_results(tmp_path / "data.nc", {}, sources={"inputs": sources["inputs"]})
    facts = {"document": DOCUMENT, "modules": [], "config": {}, "plots": {}, "files": {}}
    document = figure_document(facts, str(tmp_path / "data.nc"))
    assert document is not None
    assert decompress(document.compress({}))["inputs"] == sources["inputs"]
    assert figure_document(None) is None


def test_figure_document__leaves_out_the_largest_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files: dict[str, Any] = {}
    for number in range(6):
        name = f"file{number}.py"
        Path(name).write_text("a" * (190_000 + number))
        files[name] = {"text": Path(name).read_text()}
    facts = {"document": DOCUMENT, "modules": [], "config": {}, "plots": {}, "files": files}
    document = figure_document(facts)
    assert document is not None
    carried = decompress(document.compress({}))
    assert [n for n, file in carried["files"].items() if "text" not in file] == [
        "file4.py",
        "file5.py",
    ]
    assert carried["files"]["file5.py"]["bytes"] == 190_005
    assert len(json.dumps(carried)) < MAX_BYTES * 1.01


def test_figure_document__of_a_plot_with_too_many_values() -> None:
    plots = {"mean": {"ticks": list(range(200_000))}}
    facts = {"document": DOCUMENT, "modules": [], "config": {}, "plots": plots, "files": {}}
    document = figure_document(facts)
    assert document is not None
    assert decompress(document.compress({}))["files"] == {}


def test_documents__of_universes_with_many_files_stay_small(tmp_path: Path) -> None:
    files = {f"u1/{number}.h5": ("data", "any") for number in range(MAX_FILES + 1)}
    text = store_document({"document": DOCUMENT}, {"u1": files})
    assert text is not None
    assert "files" not in json.loads(text)["inputs"]["universes"]
    write_batch(tmp_path / "a.nc", [LoadedUniverse(id="u1", key="u1", files=files)])
    with BatchFile(tmp_path / "a.nc") as batch:
        own = universe_figure({"folder": "figures", "paths": ["data"]}, batch, "u1", ["u1.pdf"])
    assert own["universe"]["files"] == {}
    assert own["universe"]["digest"]


def test_universe_figure__names_the_universe(tmp_path: Path) -> None:
    store = write_store(tmp_path / "a.nc", "u1", broken="u1")
    facts = {"folder": "results/figures/each", "paths": ["data"]}
    with BatchFile(store) as batch:
        own = universe_figure(facts, batch, "u1", ["elsewhere/each/u1.pdf", "elsewhere/u1.png"])
    assert own == {
        "command": "paraverse run results/figures/each/u1.pdf",
        "universe": {
            "id": "u1",
            "point": {"a": 0.5},
            "digest": own["universe"]["digest"],
            "files": {"u1/data.h5": "content of u1", "shared.h5": "linked"},
            "lacks": ["no walk"],
        },
    }


def test_store_document__counts_universes() -> None:
    text = store_document({"document": DOCUMENT}, {"u1": files_of("u1", "a")})
    assert text is not None
    document = json.loads(text)
    assert document["inputs"]["universes"]["number"] == 1
    assert document["environment"]["packages"]["numpy"]
    assert store_document(None, {}) is None


def test_with_recorded_commit__as_long_as_a_file_depends_on_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.nc").write_text("a")

    def commit_of(commit: str, depends_on: set[str]) -> Any:
        current = {"document": {**DOCUMENT, "repository": {"commit": commit}}, "paths": []}
        facts = with_recorded_commit(current, "a.nc", depends_on)
        assert facts is not None
        assert facts["paths"] == []
        return facts["document"]["repository"]["commit"]

    assert commit_of("first", {"a"}) == "first"
    record_outputs(["a.nc"], {"a"}, repository={"commit": "first"})
    assert commit_of("second", {"a"}) == "first"
    assert commit_of("second", {"a", "b"}) == "second"
    assert with_recorded_commit(None, "a.nc", {"a"}) is None
