"""Transform and draw the universes of a batch, one figure each."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from paraverse.base.figure_record import (
    FigureRecord,
    add_to_history,
    folder_of_figures,
)
from paraverse.base.file_index import FileIndex
from paraverse.base.output_record import OutputRecord, record_path
from paraverse.errors import (
    DamagedFileError,
    ParaverseError,
    PlotError,
    SkipPlot,
    list_some,
)
from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.pipeline.provenance import figure_document, universe_figure
from paraverse.plot.figure.draw import draw_figure
from paraverse.plot.figure.drawn import DrawnFigures
from paraverse.plot.figure.last_figure import LastFigure
from paraverse.plot.figure.outputs import output_files, with_frames
from paraverse.plot.figure.placeholder import draw_failed, draw_skipped
from paraverse.provenance.carried import carrying
from paraverse.provenance.origin import Origin, facts_of
from paraverse.store.read.batch import BatchFile
from paraverse.transform.evaluation.evaluate import run
from paraverse.transform.language.graph import Graph
from paraverse.transform.language.job_graph import job_graph
from paraverse.user_code.importing import load_modules


def plot_universes(
    job: UniversePlotJob,
    store: str,
    record: str,
    depends_on: Collection[str],
    origin: Origin | None = None,
) -> None:
    """Draw the figures of a batch; a failing figure does not prevent the others from being drawn.

    Figures that an earlier job has drawn from the same data in the same way stay as they are. If
    the store lacks data of a universe, its figure gives the reason; so does any figure that fails
    if the plot sets ``raise_exc: false``.

    Parameters
    ----------
    job
        The universes to draw, and how.
    store
        The netCDF file with the batch.
    record
        The file that lists the figures once all are drawn.
    depends_on
        What each figure depends on besides the data of its universe, code included.
    origin
        What the plan knows about the origin of the figures; None if they carry no provenance.

    Raises
    ------
    PlotError
        If figures could not be drawn. The message names each of them and the reason.
    """
    load_modules([*job.operations, *job.drawing.plot_functions])
    folder = folder_of_figures(job.drawing.plot)
    figures = {name: job.figures(folder, name) for name in job.universes}
    paths = list(with_frames(job.drawing, itertools.chain(*figures.values())))
    add_to_history(job.drawing.plot, Path(record).stem, paths)
    drawn = DrawnFigures(job, Path(record).stem, depends_on)
    sources = _sources(store)
    outdated = {
        name: files for name, files in figures.items() if not drawn.has(files, sources[name])
    }
    _remove(with_frames(job.drawing, itertools.chain(*outdated.values())))
    skipped: dict[str, str] = {}
    failed: dict[str, str] = {}
    errors: dict[str, list[str]] = {}
    try:
        for name, outcome in _plot_each(job, store, outdated, origin):
            if isinstance(outcome, ParaverseError):
                errors.setdefault(str(outcome), []).append(name)
                continue
            skipped |= outcome.skipped
            failed |= outcome.failed
            if not (outcome.skipped or outcome.failed):
                drawn.add(outdated[name], sources[name])
    finally:
        with contextlib.suppress(OSError):  # the first error is the one to report
            drawn.write()
    if errors:
        raise _figures_error(job, errors)
    FigureRecord.of(paths, skipped=skipped, failed=failed, index=drawn.index).write(record)


class _Provenance:
    """The provenance of the figures of a batch."""

    def __init__(self, origin: Origin | None) -> None:
        self._facts = facts_of(origin)
        self._document = figure_document(self._facts)

    @contextlib.contextmanager
    def carried_by(self, batch: BatchFile, name: str, figures: Sequence[str]) -> Iterator[None]:
        """Let the figures of a universe carry it if they are saved within the context."""
        own = {} if self._facts is None else universe_figure(self._facts, batch, name, figures)
        with carrying(self._document, **own):
            yield


def _sources(store: str) -> Mapping[str, str]:
    """Return a digest of the data of each universe in a store."""
    record = OutputRecord.read(record_path(store))
    if record is not None and not record.changed_outputs(FileIndex()):
        return defaultdict(str, record.sources)
    content = FileIndex().digest(store)
    return defaultdict(lambda: content)


def _remove(paths: Iterable[str]) -> None:
    """Remove outdated figures, as Snakemake does for outputs that it knows."""
    for path in map(Path, paths):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _figures_error(job: UniversePlotJob, errors: Mapping[str, Sequence[str]]) -> PlotError:
    lines = []
    for message, universes in errors.items():
        noun = "universe" if len(universes) == 1 else "universes"
        lines.append(f"{job.drawing.plot}, {noun} {list_some(universes)}: {message}")
    if sum(map(len, errors.values())) < len(job.universes):
        lines.append("The other figures are drawn; the next run draws only those that failed.")
    return PlotError("\n".join(lines))


def _plot_each(
    job: UniversePlotJob,
    store: str,
    figures: Mapping[str, Sequence[str]],
    origin: Origin | None,
) -> Iterator[tuple[str, FigureRecord | ParaverseError]]:
    """Draw figures of universes; yield with each name the reasons for placeholders, or the error.

    The store is opened only if there are figures to draw.
    """
    if not figures:
        return
    graph = job_graph(job)
    provenance = _Provenance(origin)
    last = LastFigure()
    with BatchFile(store) as batch:
        for name, files in figures.items():
            outcome: FigureRecord | ParaverseError
            try:
                with provenance.carried_by(batch, name, files):
                    outcome = _plot_universe(job, graph, batch, name, files, last)
            except DamagedFileError:
                raise
            except ParaverseError as error:
                outcome = error
            yield name, outcome


def _plot_universe(
    job: UniversePlotJob,
    graph: Graph,
    batch: BatchFile,
    name: str,
    files: Sequence[str],
    last: LastFigure,
) -> FigureRecord:
    """Draw the figure of a universe; return the reasons for placeholders, if there are any."""
    title = f"{job.drawing.plot}, universe {name}"
    try:
        universe = batch.universe(name)
        inputs = {"dm": universe}
        where = job.drawing.where
        results = run(graph, inputs, job.tags, where, verbosity=job.verbosity)
        skipped = draw_figure(
            job.drawing, results, files, universe=universe, title=title, last=last
        )
        return FigureRecord(skipped=skipped)
    except SkipPlot as skip:
        with output_files(job.drawing, files) as targets:
            return FigureRecord(skipped={title: draw_skipped(targets, title, skip)})
    except DamagedFileError:
        raise
    except ParaverseError as error:
        reasons = batch.entry(name).warnings
        if job.drawing.raise_exc and not reasons:
            raise
        return FigureRecord(failed={title: draw_failed(job.drawing, files, title, error, reasons)})
