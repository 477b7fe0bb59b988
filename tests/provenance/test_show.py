"""Provenance as text."""

from __future__ import annotations

from typing import Any

from paraverse.provenance.show import show

DOCUMENT: dict[str, Any] = {
    "paraverse": "1.0",
    "schema": 1,
    "plot": {"name": "mean", "creator": "multiverse", "function": "facet_grid"},
    "command": "paraverse run mean",
    "code": ["operation .mean 1a2b", "operation squared 3c4d"],
    "functions": {"operation squared": "config/operations.py:12"},
    "universes_in_sweep": 4,
    "dimensions": {"seed": list(range(12)), "a": {"number": 999, "first": 1, "last": 5}},
    "simulation": {"program": "model.py", "parameter_space": "space.yaml"},
    "repository": {"commit": "abcdef", "clean": False, "changed": ["config/plots.yaml"]},
    "environment": {"python": "3.12.1", "paraverse": "1.0", "packages": {"numpy": "2.1"}},
    "inputs": {
        "universes": {
            "number": 2, "digest": "ffff", "files": {"u1": {"u1/data.h5": "9f"}},
            "empty_points": {"energy": 1}, "incomplete": 1, "lacks": {"u2": ["no data"]},
        }
    },
    "files": {
        "config/config.yaml": {"text": "data_dir: data\n"},
        "config/plots.yaml": {"text": "mean: {}\n"},
        "map.png": {"digest": "77", "bytes": 5},
    },
    "figure": {"title": "mean, seed~1"},
}  # fmt: skip


def test_show__says_everything_about_a_multiverse_figure() -> None:
    assert (
        "\n".join(show(DOCUMENT))
        == """\
plot          mean, seed~1
              multiverse plot mean, drawn by facet_grid
made again by paraverse run mean
project       git commit abcdef, but other versions of config/plots.yaml
made with     paraverse 1.0, Python 3.12.1
              numpy 2.1
universes     2 of 4, digest of their files ffff
                u1/data.h5 9f
              no universe at 1 point (energy)
              incomplete: u2: no data
dimensions    seed: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more
              a: 999 values, 1 … 5
simulation    model.py, space.yaml
code          operation .mean 1a2b
              operation squared 3c4d (config/operations.py:12)
files         config/config.yaml, config/plots.yaml
              map.png: too large to be carried, 5 bytes, digest 77

config/config.yaml, as far as it counts:
    data_dir: data

config/plots.yaml, as far as it counts:
    mean: {}"""
    )


def test_show__the_figure_of_a_universe_and_a_placeholder() -> None:
    universe = {"id": "u1", "point": {"a": 0.1}, "files": {"u1/a.h5": "9f"}, "lacks": ["broken"]}
    figure = {
        "title": "each, universe u1", "command": "paraverse run results/u1.png",
        "universe": universe, "placeholder": "skipped: empty",
    }  # fmt: skip
    lines = show({**DOCUMENT, "figure": figure, "inputs": {}, "repository": None})
    many = {**universe, "files": {}, "digest": "ab12"}
    assert "              digest of its files ab12" in show({"figure": {"universe": many}})
    assert lines[:2] == [
        "plot          each, universe u1",
        "              multiverse plot mean, drawn by facet_grid",
    ]
    assert lines[2:5] == [
        "placeholder   skipped: empty",
        "made again by paraverse run results/u1.png",
        "project       not in a git repository",
    ]
    start = lines.index("universe      u1, a=0.1")
    assert lines[start + 1 : start + 3] == [
        "              u1/a.h5 9f",
        "              incomplete: broken",
    ]
