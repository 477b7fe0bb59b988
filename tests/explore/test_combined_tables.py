"""Tables of universes below each other, with the parameters as index."""

from __future__ import annotations

import pandas as pd

from paraverse.explore.combined_tables import concat_tables


def test_concat_tables__numbered_rows_have_the_parameters_only() -> None:
    one, two = pd.DataFrame({"x": [1, 2]}), pd.DataFrame({"x": [3], "y": ["a"]})
    table = concat_tables([([0.1, "s"], one), ([0.3, "t"], two)], ["a", "name"])
    assert list(table.index.names) == ["a", "name"]
    assert table.loc[(0.1, "s"), "x"].tolist() == [1, 2]
    assert table.y.tolist()[2:] == ["a"]
    assert table["y"].isna().sum() == 2


def test_concat_tables__their_own_index_follows() -> None:
    one = pd.DataFrame({"x": [1.0, 2.0]}, index=pd.Index([5, 6], name="time"))
    table = concat_tables([([1], one), ([2], one)], ["a"])
    assert list(table.index.names) == ["a", "time"]
    assert table.loc[(2, 6), "x"] == 2
    unnamed = concat_tables([([1], pd.DataFrame({"x": [1]}, index=["b"]))], ["a"])
    assert list(unnamed.index.names) == ["a", "level_0"]


def test_concat_tables__one_parameter() -> None:
    table = concat_tables([([1], pd.DataFrame({"x": [1]})), ([2], pd.DataFrame())], ["a"])
    assert table.index.name == "a"
    assert table.x.tolist() == [1]
