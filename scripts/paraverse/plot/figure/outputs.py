"""Files of a plot, or a folder of several figures, which appear complete or not at all."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from paraverse.base.atomic import atomic_folder
from paraverse.jobs.plot import FigureSettings
from paraverse.plot.animation.settings import frames_folder, writes_frames
from paraverse.plot.registry import PLOT_FUNCTIONS

Paths = str | Path | Sequence[str | Path]
"""One file, or one for each format."""


@contextlib.contextmanager
def output_files(settings: FigureSettings, paths: Paths) -> Iterator[list[Path]]:
    """Provide the files to which a figure is drawn.

    Parameters
    ----------
    settings
        Settings of the figure.
    paths
        The file or files of the plot or, for plots with several figures, their folder.

    Yields
    ------
    list of Path
        Files to write, one for each format. If the plot has several figures, these files are in a
        temporary folder, which replaces the folder of the plot at the end. Other files can be
        written next to them.
    """
    targets = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    if settings.formats:
        (target,) = targets
        with atomic_folder(target) as folder:
            yield [Path(folder, f"{target.name}.{extension}") for extension in settings.formats]
        return
    folders = {file: expected_frames_folder(settings, file) for file in targets}
    expected = {file: frames for file, frames in folders.items() if frames is not None}
    for frames in expected.values():
        shutil.rmtree(frames, ignore_errors=True)
    yield targets
    for file, frames in expected.items():
        if not Path(frames).exists():  # the plot function turned the animation off
            with atomic_folder(frames) as partial:
                shutil.copyfile(file, Path(partial, f"{0:07d}{file.suffix}"))


def with_frames(settings: FigureSettings, paths: Iterable[str | Path]) -> Iterator[str]:
    """Iterate over the files of a plot and their folders of frames.

    Parameters
    ----------
    settings
        Settings of the figures.
    paths
        The files.

    Yields
    ------
    str
        Each file, followed by its folder of frames if there is one.
    """
    for path in paths:
        yield str(path)
        frames = expected_frames_folder(settings, path)
        if frames is not None:
            yield frames


def expected_frames_folder(settings: FigureSettings, file: str | Path) -> str | None:
    """Return the folder with the frames of an animation next to a file.

    Parameters
    ----------
    settings
        Settings of the figure.
    file
        A file of the plot.

    Returns
    -------
    str or None
        The folder that the plan expects; None if it does not expect any.
    """
    extension = Path(file).suffix[1:].lower()
    frames_argument = getattr(PLOT_FUNCTIONS.get(settings.function), "frames_argument", None)
    written = writes_frames(settings.animation, extension, settings.arguments, frames_argument)
    return frames_folder(str(file)) if written and not settings.formats else None
