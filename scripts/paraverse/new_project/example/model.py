"""An epidemic: susceptible people are infected by others, and recover.

    python model.py PARAMETERS.yml FOLDER

reads the parameters of one simulation, and writes ``data.h5`` to the folder. Replace it by your own
program, in any language: `simulate.command` in config.yaml calls it.
"""

import sys
from pathlib import Path

import h5py
import numpy as np
import yaml

parameters = yaml.safe_load(Path(sys.argv[1]).read_text())
rng = np.random.default_rng(parameters["seed"])
people = parameters["people"]
infected = parameters["infected_at_start"]
susceptible = people - infected

numbers = []
for _ in range(parameters["steps"]):
    numbers.append((susceptible, infected))
    infections = rng.binomial(susceptible, 1 - np.exp(-parameters["beta"] * infected / people))
    recoveries = rng.binomial(infected, parameters["gamma"])
    susceptible -= infections
    infected += infections - recoveries
print(f"{people - susceptible} of {people} people were infected")

with h5py.File(Path(sys.argv[2]) / "data.h5", "w") as file:
    for name, values in zip(("susceptible", "infected"), np.transpose(numbers), strict=True):
        dataset = file.create_dataset(name, data=values)
        dataset.attrs["dims"] = ["step"]  # names of the dimensions, which figures show
