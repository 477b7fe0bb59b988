"""The cases of the benchmark, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.loading import bare_loop, dantro_loading
from benchmarks.measure import Case, Turn, run
from benchmarks.projects import (
    MULTIVERSE_PLOTS,
    Checkout,
    Dantro,
    Project,
    Sweeps,
    change_universe,
    plots_of_sweep,
    simulating_project,
    snakemake,
    sweep_project,
)

CASES = {
    "first-command": "the first command of the README, in a checkout without results",
    "cold": "a first run on existing universes",
    "nothing": "a run after which nothing changed, beside bare Snakemake",
    "title": "a run after a change of a title",
    "operation": "a run after a change of the body of an operation",
    "universe": "a run after a change of a number in the data of one universe",
    "loading": "loading alone, beside dantro and a bare loop of h5py",
    "drawing": "a grid of facets, and an animation",
    "dry-run": "the plan of a first run of many universes",
    "growth": "the plan, a first run, no change and a changed universe, at doubling sizes",
}
"""Names of cases, and descriptions."""

CHANGES = {"cold", "nothing", "title", "operation", "universe"}
"""Cases that share a project, of each size."""

FIGURES_UP_TO = 300
"""Larger sweeps have no figure of each universe: dantro would draw for too long."""

DRAWING = """
grid:
  creator: multiverse
  module: .generic
  plot_func: facet_grid
  select_and_combine:
    fields:
      walk: data/random_walk
  transform:
    - .isel: !dag_tag walk
      kwargs: {seed: !slice [25]}
      tag: data
  kind: line
  x: dim_0
  hue: max_step_size
  col: seed
  col_wrap: 5

animation:
  creator: multiverse
  module: .generic
  plot_func: facet_grid
  select_and_combine:
    fields:
      walk: data/random_walk
  transform:
    - .isel: !dag_tag walk
      kwargs: {dim_0: !slice [200]}
      tag: data
  kind: line
  x: seed
  hue: max_step_size
  frames: dim_0
  animation:
    enabled: true
    writer: frames
    writer_kwargs:
      frames: {saving: {dpi: 96}}
"""


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """A checkout of paraverse with a project of its own."""

    checkout: Checkout
    project: Project

    def first_run(self, *arguments: str) -> Turn:
        """Return a run without any results of earlier runs."""
        return self._turn(self.project.forget, *arguments)

    def run(self) -> Turn:
        """Return a run with the results of earlier runs."""
        return self._turn(lambda: None)

    def _turn(self, before: Callable[[], object], *arguments: str) -> Turn:
        return Turn(
            program=self.checkout.name,
            command=self.checkout.command(*arguments),
            cwd=self.project.folder,
            before=before,
        )


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The cases to run.

    Attributes
    ----------
    names
        Keys of `CASES`.
    sizes
        Numbers of universes of `CHANGES`; the largest one is that of "loading", too.
    planned
        Number of universes of the case "dry-run".
    growth
        Numbers of universes of the case "growth".
    """

    names: Set[str]
    sizes: Sequence[int]
    planned: int
    growth: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """The programs to compare, and a folder for everything that they make.

    Attributes
    ----------
    work
        The folder.
    checkouts
        This checkout of paraverse, and perhaps another one to compare with.
    dantro
        dantro to compare with, if any.
    """

    work: Path
    checkouts: Sequence[Checkout]
    dantro: Dantro | None

    def cases(self, selection: Selection) -> Iterator[Case]:
        """Yield cases, each of which must run before the next one: runs build on earlier ones."""
        self._warm_up()
        if "first-command" in selection.names:
            yield self._first_command()
        for size in selection.sizes:
            yield from self._changes(size, selection.names)
        if "loading" in selection.names:
            yield from self._loading(max(selection.sizes))
        if "drawing" in selection.names:
            yield from self._drawing()
        if "dry-run" in selection.names:
            yield from self._dry_runs(selection.planned)
        if "growth" in selection.names:
            for size in selection.growth:
                yield from self._growth(size)

    def _warm_up(self) -> None:
        """Run everything once, so that all modules are compiled and there is an index of fonts."""
        sweep, plots = self._sweep(6), plots_of_sweep(figures=True)
        run_once(entrant.run() for entrant in self._entrants("warm_up", sweep, plots))
        run_once(self._rivals(sweep, plots))

    def _sweep(self, universes: int) -> Path:
        return Sweeps(self.work / "sweeps").of(universes)

    def _entrants(self, name: str, sweep: Path, plots: str, config: str = "") -> list[Entrant]:
        return [
            Entrant(checkout=checkout, project=sweep_project(folder, sweep, plots, config))
            for checkout, folder in self._folders(name)
        ]

    def _folders(self, name: str) -> list[tuple[Checkout, Path]]:
        return [(one, self.work / name / str(n)) for n, one in enumerate(self.checkouts)]

    def _rivals(self, sweep: Path, plots: str, *only: str) -> list[Turn]:
        return [] if self.dantro is None else [self.dantro.turn(sweep, plots, *only)]

    def _bare_snakemake(self) -> list[Turn]:
        """Return how Snakemake runs a Snakefile with one rule, whose output exists."""
        if len(self.checkouts) > 1:
            return []
        folder = self.work / "bare"
        folder.mkdir(exist_ok=True)
        file = folder / "Snakefile"
        file.write_text('rule all:\n    output: "done"\n    shell: "touch {output}"\n')
        command = snakemake(file, self.checkouts[0].cores)
        turn = Turn(program="bare Snakemake", command=command, cwd=folder)
        run_once([turn])
        return [turn]

    def _first_command(self) -> Case:
        turns = [
            Turn(
                program=checkout.name,
                command=snakemake(folder / "Snakefile", checkout.cores),
                cwd=folder,
                before=partial(checkout.copy_to, folder),
            )
            for checkout, folder in self._folders("first_command")
        ]
        return Case(name="the first command of the README, with 30 simulations", turns=turns)

    def _changes(self, size: int, names: Set[str]) -> Iterator[Case]:
        if names.isdisjoint(CHANGES):
            return
        figures = size <= FIGURES_UP_TO
        sweep, plots = self._sweep(size), plots_of_sweep(figures)
        entrants = self._entrants(f"changes_{size}", sweep, plots)
        rivals = self._rivals(sweep, plots, *(() if figures else MULTIVERSE_PLOTS))
        again = [entrant.run() for entrant in entrants]
        what = f"{size} universes, {size + 2 if figures else 2} figures"
        projects = [entrant.project for entrant in entrants]

        first = [entrant.first_run() for entrant in entrants]
        if "cold" in names:
            yield Case(name=f"{what}: first run", turns=[*first, *rivals])
        else:
            run_once(first)
        if "nothing" in names:
            yield Case(name=f"{what}: nothing changed", turns=[*again, *self._bare_snakemake()])
        for name, change in {
            "title": partial(for_each, projects, Project.change_title),
            "operation": partial(for_each, projects, Project.change_operation),
            "universe": partial(change_universe, sweep),
        }.items():
            if name in names:
                turns = [*again, *rivals]
                yield Case(name=f"{what}: a changed {name}", turns=turns, change=change)

    def _loading(self, size: int) -> Iterator[Case]:
        sweep, plots = self._sweep(size), plots_of_sweep(figures=False)
        work = self.work / "loading"
        work.mkdir()
        bare = [bare_loop(sweep, work)] if len(self.checkouts) == 1 else []
        rivals = [] if self.dantro is None else [dantro_loading(self.dantro, sweep, work)]
        for name, config, others in (
            ("the fields of the plots", "", [rivals]),
            ("all fields", "convert: {fields: all}\n", [rivals, bare]),
        ):
            entrants = self._entrants(f"loading_{len(config)}", sweep, plots, config)
            turns = [entrant.first_run("--until", "convert") for entrant in entrants]
            for other in others:
                yield Case(name=f"load {size} universes, {name}", turns=[*turns, *other])

    def _drawing(self) -> Iterator[Case]:
        sweep, plots = self._sweep(300), plots_of_sweep(figures=False) + DRAWING
        entrants = self._entrants("drawing", sweep, plots)
        for plot, name in {
            "grid": "a figure of 5 × 5 facets",
            "animation": "an animation of 200 frames",
        }.items():
            turns = [entrant.first_run(plot) for entrant in entrants]
            rivals = self._rivals(sweep, plots, plot)
            yield Case(name=f"300 universes, {name}: first run", turns=[*turns, *rivals])

    def _dry_runs(self, universes: int) -> Iterator[Case]:
        plots = plots_of_sweep(figures=True)
        existing = self._entrants("existing", self._sweep(universes), plots)
        simulated = [
            Entrant(checkout=checkout, project=simulating_project(folder, universes))
            for checkout, folder in self._folders("simulated")
        ]
        for what, entrants in {"existing universes": existing, "to simulate": simulated}.items():
            turns = [entrant.first_run("--dry-run") for entrant in entrants]
            yield Case(name=f"dry run, {universes} {what}", turns=turns)

    def _growth(self, size: int) -> Iterator[Case]:
        sweep = self._sweep(size)
        entrants = self._entrants(f"growth_{size}", sweep, plots_of_sweep(figures=False))
        planned = [entrant.first_run("--dry-run") for entrant in entrants]
        first = [entrant.first_run() for entrant in entrants]
        again = [entrant.run() for entrant in entrants]
        yield Case(name="dry run", size=size, turns=planned)
        yield Case(name="first run", size=size, turns=first)
        yield Case(name="nothing changed", size=size, turns=again)
        change = partial(change_universe, sweep)
        yield Case(name="a changed universe", size=size, turns=again, change=change)


def run_once(turns: Iterable[Turn]) -> None:
    """Run programs without measuring them."""
    for turn in turns:
        turn.before()
        run(turn.command, turn.cwd)


def for_each(projects: Sequence[Project], change: Callable[[Project], None]) -> None:
    """Change projects in the same way."""
    for project in projects:
        change(project)
