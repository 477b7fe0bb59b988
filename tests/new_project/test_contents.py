"""The fields of universes."""

from __future__ import annotations

from pathlib import Path

from paraverse.config.models import Config
from paraverse.new_project.contents import read_contents, read_sweep_of
from support.odd_layouts import write_data


def test_read_contents__describes_fields_of_numbers(tmp_path: Path) -> None:
    for number in range(3):
        write_data(tmp_path / f"run_{number}.h5", number, {"beta": number})
    (tmp_path / "run_0.h5").write_bytes(b"damaged")
    entry = {
        "loader": "hdf5", "glob_str": "*.h5", "path_regex": r"(run_\d+)\.h5",
        "target_path": "sims/{match:}/data",
    }  # fmt: skip
    config = Config.model_validate({"data_dir": str(tmp_path), "load": {"data": entry}})
    universes, space = read_sweep_of(config)
    assert space is not None
    assert space.dimensions == {"beta": (1, 2)}
    contents = read_contents(config, universes, space)
    shapes = {field.path: field.shape for field in contents.fields}
    assert shapes == {
        "data/group/grid": (20, 3, 4), "data/group/infected": (20,), "data/time": (20,),
    }  # fmt: skip
    assert [field.path for field in contents.fields if field.is_coordinate] == ["data/time"]
    assert [universe.id for universe in contents.without_point] == ["run_0"]
