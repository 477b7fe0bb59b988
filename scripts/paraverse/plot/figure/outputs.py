"""What a plot leaves: files, or a folder of several figures, complete or not at all."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from paraverse.base.atomic import atomic_folder
from paraverse.jobs import FigureSettings
from paraverse.plot.animation.settings import frames_folder, writes_frames
from paraverse.plot.registry import PLOT_FUNCTIONS

Paths = str | Path | Sequence[str | Path]


@contextlib.contextmanager
def figure_files(drawing: FigureSettings, paths: Paths) -> Iterator[list[Path]]:
    """Give the files to draw a figure to.

    Parameters
    ----------
    drawing
        What is drawn. If it makes several figures, the files are in the folder that appears at the
        end, and others can be written beside them.
    paths
        The file or files, or the folder.
    """
    given = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    if drawing.formats:
        (target,) = given
        with atomic_folder(target) as folder:
            yield [Path(folder, f"{target.name}.{kind}") for kind in drawing.formats]
        return
    expected = {file: frames for file in given if (frames := expected_frames(drawing, file))}
    for frames in expected.values():
        shutil.rmtree(frames, ignore_errors=True)
    yield given
    for file, frames in expected.items():
        if not Path(frames).exists():  # it turned out to be no animation
            with atomic_folder(frames) as partial:
                shutil.copyfile(file, Path(partial, f"{0:07d}{file.suffix}"))


def with_frames(drawing: FigureSettings, paths: Iterable[str | Path]) -> Iterator[str]:
    """Iterate over the files of a plot, each followed by its folder of frames, if it has one."""
    for path in paths:
        yield str(path)
        frames = expected_frames(drawing, path)
        if frames is not None:
            yield frames


def expected_frames(drawing: FigureSettings, file: str | Path) -> str | None:
    """Return the folder of frames that a plot leaves beside a file, if it does."""
    kind = Path(file).suffix[1:].lower()
    frames_argument = getattr(PLOT_FUNCTIONS.get(drawing.function), "frames_argument", None)
    written = writes_frames(drawing.animation, kind, drawing.arguments, frames_argument)
    return frames_folder(str(file)) if written and not drawing.formats else None
