"""Movies that ffmpeg makes, and pages with frames."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from paraverse import is_plot_func
from paraverse.errors import PlotError
from paraverse.plot import registry
from paraverse.plot.figure.draw import draw_figure
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.provenance.carried import carrying
from paraverse.provenance.document import SharedDocument
from paraverse.provenance.read import read_provenance
from support.carried_provenance import COMMON
from support.figure_settings import figure_settings

COLORS = ("#ff0000", "#00aa00", "#0000ff")
ODD: dict[str, Any] = {"saving": {"dpi": 77}}  # 231 x 154 pixels

ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")


@pytest.fixture(autouse=True)
def _plot_functions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fill the axes with a color for each frame, on one figure or a new one for each frame."""
    monkeypatch.setattr(registry, "PLOT_FUNCTIONS", dict(registry.PLOT_FUNCTIONS))

    @is_plot_func(use_dag=True, supports_animation=True)
    def colors(*, data: Any, hlpr: PlotHelper, new_figures: bool = False) -> None:
        def update() -> Iterator[None]:
            for number, color in enumerate(COLORS):
                if new_figures:
                    hlpr.setup_figure(figsize=(3 + number, 2))
                hlpr.ax.set_facecolor(color)
                yield

        hlpr.setup_figure(figsize=(3, 2))
        hlpr.register_animation_update(update, invoke_helpers_before_grab=new_figures)


def movie(file: Path, writer: str = "ffmpeg", new_figures: bool = False, **options: Any) -> Path:
    animation = {"enabled": True, "writer": writer, "writer_kwargs": {writer: options}}
    arguments = {"new_figures": new_figures}
    settings = figure_settings("colors", plot="sweep", arguments=arguments, animation=animation)
    draw_figure(settings, {}, file)
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []
    return file


def decoded(file: Path) -> tuple[dict[str, Any], np.ndarray]:
    """Return what a movie says about itself and its frames, of shape (frames, y, x, color)."""
    entries = "stream=width,height,pix_fmt,avg_frame_rate:format_tags"
    probe = ["ffprobe", "-v", "error", "-show_entries", entries, "-of", "json", str(file)]
    about = json.loads(subprocess.run(probe, capture_output=True, check=True).stdout)
    stream = {**about["streams"][0], "tags": about.get("format", {}).get("tags", {})}
    command = ["ffmpeg", "-v", "error", "-i", str(file), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    pixels = np.frombuffer(raw, np.uint8).reshape(-1, stream["height"], stream["width"], 3)
    return stream, pixels.astype(int)


def test_write_movie__carries_provenance(tmp_path: Path) -> None:
    with carrying(SharedDocument(COMMON)):
        path = movie(tmp_path / "a.gif", "pillow")
    assert read_provenance(path)["figure"] == {"title": "sweep"}


@ffmpeg
@pytest.mark.parametrize("new_figures", [False, True])
@pytest.mark.parametrize(
    ("file", "writer"), [("a.mp4", "ffmpeg"), ("a.mp4", "ffmpeg_file"), ("a.webm", "ffmpeg")]
)
def test_write_movie__ffmpeg_makes_movies_of_all_frames_with_even_sizes(
    file: str, writer: str, new_figures: bool, tmp_path: Path
) -> None:
    path = movie(tmp_path / file, writer, new_figures, init={"fps": 4}, **ODD)
    stream, frames = decoded(path)
    assert frames.shape == (len(COLORS), 154, 230, 3)
    assert stream["avg_frame_rate"] == "4/1"
    assert stream["pix_fmt"] in ("yuv420p", "yuva420p")
    middle = frames[:, 60:90, 100:130].mean(axis=(1, 2))
    expected = [[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in COLORS]
    np.testing.assert_allclose(middle, expected, atol=8)
    corner = frames[:, :4, :4].mean(axis=(1, 2))
    np.testing.assert_allclose(corner, 255, atol=8)


@ffmpeg
@pytest.mark.parametrize("options", [{"codec": "libx264"}, {"codec": "mpeg4", "bitrate": 300}])
def test_write_movie__ffmpeg_other_encodings_have_even_sizes_too(
    options: dict[str, Any], tmp_path: Path
) -> None:
    _, frames = decoded(movie(tmp_path / "a.mp4", init=options, **ODD))
    assert frames.shape == (len(COLORS), 154, 230, 3)


@ffmpeg
@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("mp4", None),
        ("webm", ["-crf", "30"]),
        ("mkv", ["-crf", "30"]),
        ("mov", None),
        ("gif", None),
    ],
)
def test_write_movie__ffmpeg_bytes_do_not_depend_on_folder_and_cores(
    kind: str, extra: list[str] | None, tmp_path: Path
) -> None:
    cores = os.sched_getaffinity(0)
    options: dict[str, Any] = {"init": {"extra_args": extra, "metadata": {"title": "colors"}}}
    try:
        os.sched_setaffinity(0, {min(cores)})
        one = movie(tmp_path / "one" / f"a.{kind}", **options).read_bytes()
    finally:
        os.sched_setaffinity(0, cores)
    other = movie(tmp_path / "other" / f"b.{kind}", **options)
    assert other.read_bytes() == one
    if kind != "gif":
        assert "colors" in {**decoded(other)[0]["tags"]}.values()


@ffmpeg
@pytest.mark.parametrize("writer", ["ffmpeg", "ffmpeg_file"])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"codec": "h999"}, "Unknown encoder 'h999'"),
        ({"extra_args": ["-vf", "blurr"]}, "No such filter: 'blurr'"),
    ],
)
def test_write_movie__ffmpeg_reports_its_failure(
    writer: str, options: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(
        PlotError, match=rf"^plots.yaml:7: sweep.animation: ffmpeg failed: .*{message}"
    ):
        movie(tmp_path / "a.mp4", writer, init=options)
    assert list(tmp_path.iterdir()) == []


def test_write_movie__html_is_one_reproducible_page_with_all_frames(
    tmp_path: Path,
) -> None:
    one, other = (movie(tmp_path / f"{name}.html", "html", **ODD).read_bytes() for name in "ab")
    assert one == other
    assert {path.name for path in tmp_path.iterdir()} == {"a.html", "b.html"}
    embedded = re.findall(r'base64,([^"]+)"', one.decode().replace("\\\n", ""))
    assert len(embedded) == len(COLORS)
    with Image.open(io.BytesIO(base64.b64decode(embedded[1]))) as image:
        assert image.convert("RGB").getpixel((110, 70)) == (0, 170, 0)
