"""A fictitious pond with data of every form that can be plotted.

python model.py PARAMETERS.yml FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import h5py
import numpy as np
import yaml

COORDINATES = {
    "time": (np.arange(0.0, 30.5, 0.5), "time", "d"),
    "day": (np.arange(0, 30, 5), "time", "d"),
    "x": (np.linspace(0.05, 5.95, 60), "x position", "m"),
    "y": (np.linspace(0.05, 3.95, 40), "y position", "m"),
    "fish": (np.arange(150), "fish", ""),
    "frequency": (np.geomspace(0.01, 10, 200), "frequency", "1/d"),
}
"""For each dimension: its coordinates, its long name and its unit."""


def main(parameters: str, folder: str) -> None:
    """Simulate a pond and write its data to a folder."""
    values = yaml.safe_load(Path(parameters).read_text())
    rate = values["growth_rate"]
    rng = np.random.default_rng([values["seed"], round(100 * rate)])
    with h5py.File(Path(folder, "data.h5"), "w") as file:
        for name, (values, long_name, units) in COORDINATES.items():
            file[name] = values
            file[name].make_scale(name)
            file[name].attrs.update({"long_name": long_name, "units": units})
        add_algae(file, rng, rate)
        add_water(file, rng)
        add_fish(file, rng, rate)
        add_reeds(file, rng)


def add(
    file: h5py.File,
    name: str,
    values: np.ndarray,
    dims: Sequence[str],
    long_name: str,
    units: str = "",
    **attributes: object,
) -> None:
    """Add a dataset with the names of its dimensions."""
    dataset = file.create_dataset(name, data=values)
    attributes = {"long_name": long_name, "units": units, **attributes}
    dataset.attrs.update({key: value for key, value in attributes.items() if value})
    for axis, dim in enumerate(dims):
        dataset.dims[axis].attach_scale(file[dim])


def add_algae(file: h5py.File, rng: np.random.Generator, rate: float) -> None:
    """Logistic growth with noise, and its spectrum."""
    time, frequency = file["time"][:], file["frequency"][:]
    capacity = 2.4e6 * rng.uniform(0.8, 1.2)
    density = capacity / (1 + 80 * np.exp(-rate * time))
    density *= np.exp(np.cumsum(rng.normal(0, 0.04, time.size)))
    add(file, "algae", density, ["time"], "density of algae", "1/mL")
    power = 1e3 / (1 + (frequency / (0.2 * rate)) ** 2) * rng.gamma(20, 1 / 20, frequency.size)
    add(file, "spectrum", power, ["frequency"], "power", "1/mL$^2$")


def add_water(file: h5py.File, rng: np.random.Generator) -> None:
    """A plume of nutrient that drifts and spreads, and how warm the water is."""
    day, x, y = np.meshgrid(*(file[name][:] for name in ("day", "x", "y")), indexing="ij")
    start = rng.uniform([1, 1.2], [2, 2.8])
    width = 0.15 + 0.03 * day
    distance = (x - start[0] - 0.1 * day) ** 2 + (y - start[1] - 0.02 * day) ** 2
    plume = 4 / width * np.exp(-distance / (2 * width))
    add(file, "nutrient", plume, ["day", "x", "y"], "nutrient", "mmol/L")
    warmth = np.sin(1.3 * x + start[0]) * np.cos(1.6 * y - 0.2 * day) * (1 + 0.05 * day)
    add(file, "warmth", warmth, ["day", "x", "y"], "temperature anomaly", "K")


def add_fish(file: h5py.File, rng: np.random.Generator, rate: float) -> None:
    """Fish that grow with age, more where there are more algae, and are slower then."""
    n = len(file["fish"])
    age = rng.gamma(4, 1.2, n)
    length = 30 * (1 - np.exp(-0.2 * (1 + 0.3 * rate) * age)) * rng.normal(1, 0.06, n)
    speed = 0.5 + 1.6 * np.exp(-(((length - 14) / 9) ** 2)) + rng.normal(0, 0.12, n)
    add(file, "age", age, ["fish"], "age", "a")
    add(file, "length", length, ["fish"], "length", "cm")
    add(file, "speed", speed, ["fish"], "speed", "m/s")


def add_reeds(file: h5py.File, rng: np.random.Generator) -> None:
    """What covers each cell of the pond: 0 water, 1 reeds, 2 lilies. Reeds spread."""
    reeds = rng.random((60, 40)) < 0.02
    cover = []
    for _ in file["day"]:
        near = sum(np.roll(reeds, step, axis) for axis in (0, 1) for step in (-1, 1))
        reeds = reeds | (rng.random(reeds.shape) < 0.22 * near)
        lilies = ~reeds & (near == 0) & (rng.random(reeds.shape) < 0.1)
        cover.append(np.where(reeds, 1, np.where(lilies, 2, 0)))
    values = np.array(cover, dtype="i1")
    add(file, "cover", values, ["day", "x", "y"], "cover")


if __name__ == "__main__":
    main(*sys.argv[1:])
