"""The parameter space is inferred from the parameters of universes."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from paraverse.sweep.inferred_space import InferredSpace, UnknownDimensionError, infer_space


def infer(rows: Sequence[Mapping[str, Any]], **settings: Any) -> InferredSpace | None:
    """Infer the space of universes; dots separate the keys of parameters."""
    parameters = {
        f"run_{number}": {tuple(key.split(".")): value for key, value in row.items()}
        for number, row in enumerate(rows)
    }
    return infer_space(parameters, **settings)


def sizes(rows: Sequence[Mapping[str, Any]], **settings: Any) -> dict[str, int]:
    inferred = infer(rows, **settings)
    assert inferred is not None
    return {name: len(values) for name, values in inferred.space.dimensions.items()}


def dims(rows: Sequence[Mapping[str, Any]], **settings: Any) -> dict[str, tuple[str, ...]]:
    inferred = infer(rows, **settings)
    assert inferred is not None
    return inferred.space.coordinate_dims


def grid(**values: Sequence[Any]) -> list[dict[str, Any]]:
    points = itertools.product(*values.values())
    return [dict(zip(values, point, strict=True)) for point in points]


def test_infer_space__what_varies_is_swept() -> None:
    rows = [{**row, "steps": 100, "name": "a"} for row in grid(beta=[0.2, 0.1], seed=[1, 2, 3])]
    inferred = infer(rows)
    assert inferred is not None
    assert inferred.space.dimensions == {"beta": (0.1, 0.2), "seed": (1, 2, 3)}
    assert inferred.points["run_0"] == (0.2, 1)
    assert inferred.space.is_inferred


def test_infer_space__nothing_varies() -> None:
    assert infer([{"beta": 1}, {"beta": 1}]) is None
    assert infer([]) is None


def test_infer_space__what_depends_on_a_dimension_is_a_coordinate() -> None:
    rows = [
        {**row, "b": 2 * row["a"], "kind": "small" if row["a"] < 3 else "large"}
        for row in grid(a=[1, 2, 3], seed=[0, 1])
    ]
    inferred = infer(rows)
    assert inferred is not None
    assert list(inferred.space.dimensions) == ["a", "seed"]
    assert inferred.space.coordinates["b"].values == (2, 4, 6)
    assert inferred.space.coordinates["kind"].values == ("small", "small", "large")
    assert inferred.coordinates["run_5"] == {"b": 6, "kind": "large"}


def test_infer_space__numbers_are_dimensions_rather_than_the_names_of_the_same_runs() -> None:
    rows = [{"label": label, "a": a} for label, a in zip("xyz", (3, 1, 2), strict=True)]
    assert (sizes(rows), dims(rows)) == ({"a": 3}, {"label": ("a",)})


def test_infer_space__what_depends_on_several_dimensions() -> None:
    rows = [{**row, "dt": row["a"] / row["b"]} for row in grid(a=[2, 3], b=[5, 7], seed=[0, 1])]
    assert sizes(rows) == {"a": 2, "b": 2, "seed": 2}
    assert dims(rows) == {"dt": ("a", "b")}


def test_infer_space__a_grid_may_have_gaps() -> None:
    rows = grid(a=range(5), b=range(5), c=range(4))
    random.Random(0).shuffle(rows)
    assert sizes(rows[:60]) == {"a": 5, "b": 5, "c": 4}


def test_infer_space__a_latin_hypercube_is_a_list_of_points() -> None:
    numbers = random.Random(1)
    values = [numbers.sample(range(1000), 200) for _ in range(20)]
    rows = [{f"p{i}": own[n] for i, own in enumerate(values)} for n in range(200)]
    assert sizes(rows) == {"point": 200}
    assert dims(rows) == {f"p{i}": ("point",) for i in range(20)}


def test_infer_space__random_points_with_few_values_of_one_parameter() -> None:
    numbers = random.Random(1)
    rows = [{"a": numbers.random(), "b": numbers.random(), "k": n % 7} for n in range(50)]
    assert sizes(rows) == {"point": 50}


def test_infer_space__a_list_of_points_times_seeds() -> None:
    numbers = random.Random(1)
    points = [{"a": numbers.random(), "b": numbers.random(), "k": n % 3} for n in range(30)]
    rows = [{**point, "seed": seed} for point in points for seed in range(4)]
    assert sizes(rows) == {"point": 30, "seed": 4}


def test_infer_space__few_random_points_are_no_sparse_grid() -> None:
    numbers = random.Random(2)
    choices = {"a": range(4), "b": range(5), "c": range(6), "d": range(3)}
    rows = [{name: numbers.choice(own) for name, own in choices.items()} for _ in range(40)]
    assert list(sizes(rows)) == ["point"]


def test_infer_space__a_seed_of_its_own_for_each_run_numbers_repetitions() -> None:
    rows = [{**row, "seed": 100 + n} for n, row in enumerate(grid(beta=[1, 2], _=range(5)))]
    for row in rows:
        del row["_"]
    assert sizes(rows) == {"beta": 2, "repetition": 5}
    assert dims(rows) == {"seed": ("beta", "repetition")}


def test_infer_space__only_seeds() -> None:
    assert sizes([{"seed": seed} for seed in (5, 3, 8)]) == {"seed": 3}


def test_infer_space__one_universe_twice_is_no_repetition() -> None:
    inferred = infer([*grid(a=range(5)), {"a": 3}])
    assert inferred is not None
    assert list(inferred.space.dimensions) == ["a"]
    assert inferred.points["run_3"] == inferred.points["run_5"]


def test_infer_space__paths_and_times_are_not_swept() -> None:
    rows = [
        {**row, "out": f"/data/{n}", "runtime": 0.1 * n, "date": f"2024-01-{n:02d}"}
        for n, row in enumerate(grid(a=[1, 2], b=[3, 4]))
    ]
    assert sizes(rows) == {"a": 2, "b": 2}
    assert set(dims(rows)) == {"runtime"}


def test_infer_space__parameters_that_only_some_have() -> None:
    rows = [*({"model": "a", "x": x} for x in (1, 2)), *({"model": "b", "y": y} for y in (3, 4))]
    inferred = infer(rows)
    assert inferred is not None
    assert sizes(rows) == {"point": 4}
    assert inferred.space.coordinates["x"].values == (1, 2, None, None)


def test_infer_space__dimensions_that_a_user_names() -> None:
    numbers = random.Random(2)
    rows = [{"a": numbers.random(), "model.b": n % 3, "c": n % 2} for n in range(6)]
    assert sizes(rows, dimensions=["c", "b"]) == {"c": 2, "b": 3}
    assert dims(rows, dimensions=["c", "model.b"]) == {"a": ("c", "b")}
    assert sizes(rows, dimensions=["point"]) == {"point": 6}
    assert sizes(rows, dimensions=["point", "c"]) == {"point": 6, "c": 2}


def test_infer_space__parameters_to_ignore() -> None:
    rows = [{**row, "output_size": n * n % 7} for n, row in enumerate(grid(a=[1, 2], b=[3, 4]))]
    assert dims(rows, ignore=["output_*"]) == {}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bta", r"No universe has a parameter 'bta'. Allowed: m.beta, m.x"),
        ("x", "'x' can be any of m.x, n.x: write one of these"),
        ("some", "'some' is missing in 1 of the universes"),
    ],
)
def test_infer_space__names_that_are_no_dimensions(name: str, message: str) -> None:
    rows = [{"m.beta": n, "m.x": n, "n.x": -n, **({"some": n} if n else {})} for n in range(3)]
    with pytest.raises(UnknownDimensionError, match=message):
        infer(rows, dimensions=[name])


def test_infer_space__names_are_as_short_as_they_can_be() -> None:
    rows = grid(**{"prey.rate": [1, 2], "predator.rate": [3, 4], "predator.size": [5, 6]})
    assert list(sizes(rows)) == ["prey.rate", "predator.rate", "size"]


def test_infer_space__a_parameter_with_the_name_of_the_list() -> None:
    numbers = random.Random(1)
    rows = [{"point": numbers.random(), "b": numbers.random()} for _ in range(20)]
    assert sizes(rows) == {"point_": 20}


def test_infer_space__takes_a_thousand_universes() -> None:
    rows = [
        {**row, "twice": 2 * row["a"], "id": n, **{f"constant{i}": i for i in range(30)}}
        for n, row in enumerate(grid(a=range(10), b=range(10), seed=range(10)))
    ]
    assert sizes(rows) == {"a": 10, "b": 10, "seed": 10}
