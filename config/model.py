"""The example model: a random walk, and agents that eat, live and die.

    python model.py PARAMETERS.yml FOLDER

reads the parameters of one simulation and writes to the folder

data.h5
    ``random_walk``: float64, num_steps + 1 values. The group ``abm`` contains ``mean_energy``
    (float64, NaN when no agent is alive), ``num_agents`` (uint32) and the group ``energy``, which
    has one dataset for each step with the energies of the living agents.
params.yml
    The parameters.
sim.log
    A log of the simulation.

The model is the one of dantro's integration guide.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import yaml

log = logging.getLogger("model")


def random_walk(
    rng: np.random.Generator, *, initial_state: float, num_steps: int, max_step_size: float
) -> np.ndarray:
    """Walk in one dimension, each step uniform in ± max_step_size.

    Returns
    -------
    numpy.ndarray
        Shape (num_steps + 1,); the first value is the initial state.
    """
    steps = rng.uniform(-max_step_size, max_step_size, num_steps + 1)
    steps[0] = initial_state
    return np.cumsum(steps)


def live(
    rng: np.random.Generator,
    energy: np.ndarray,
    *,
    dE_live: float,  # noqa: N803 (the guide's names)
    dE_eat: float,  # noqa: N803
    p_death: float,
    p_eat: float,
) -> np.ndarray:
    """Let each agent live one step.

    Parameters
    ----------
    rng
        Source of random numbers.
    energy
        Energies of the living agents.
    dE_live, dE_eat
        The energy that an agent gains by living for one step, and by eating.
    p_death, p_eat
        Probabilities to die by accident and to find food.

    Returns
    -------
    numpy.ndarray
        Energies of those that still live: all of them > 0.
    """
    energy = energy + dE_live
    energy = energy + np.where(rng.random(energy.size) < p_eat, dE_eat, 0.0)
    energy = np.where(rng.random(energy.size) < p_death, 0.0, energy)
    return energy[energy > 0.0]


def run_abm(
    rng: np.random.Generator,
    group: h5py.Group,
    *,
    num_steps: int,
    num_agents: int,
    init: dict[str, float],
    iterate: dict[str, float],
) -> int:
    """Run the agents until the last step or until nobody lives; return the last step."""
    mean_energy = np.full(num_steps + 1, np.nan)
    living = np.zeros(num_steps + 1, dtype="uint32")
    energies = group.create_group("energy")
    energies.attrs["content"] = "time_series"
    energy = np.full(num_agents, float(init["energy"]))
    for step in range(num_steps + 1):
        if step > 0:
            energy = live(rng, energy, **iterate)
        energies.create_dataset(str(step), data=energy)
        living[step] = energy.size
        if energy.size == 0:
            break
        mean_energy[step] = energy.mean()
    group.create_dataset("mean_energy", data=mean_energy)
    group.create_dataset("num_agents", data=living)
    return step


def simulate(parameters: dict[str, Any], folder: Path) -> None:
    """Run one simulation and write its files."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(message)s",
        filename=folder / "sim.log",
        filemode="w",
        force=True,
    )
    log.info("Seeding the random number generator with %s", parameters["seed"])
    rng = np.random.default_rng(parameters["seed"])
    with h5py.File(folder / "data.h5", "w") as file:
        walk = random_walk(rng, **parameters["random_walk"])
        file.create_dataset("random_walk", data=walk)
        log.info("Walked %d steps, to %.3f", walk.size - 1, walk[-1])
        last = run_abm(rng, file.create_group("abm"), **parameters["abm"])
        log.info("Ran the agents up to step %d", last)
    (folder / "params.yml").write_text(yaml.safe_dump(parameters, sort_keys=False))
    log.info("Done")
    logging.shutdown()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python model.py PARAMETERS.yml FOLDER")
    simulate(yaml.safe_load(Path(sys.argv[1]).read_text()), Path(sys.argv[2]))
