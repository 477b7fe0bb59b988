"""Animations: frames, writers, what is wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from paraverse import is_plot_func
from paraverse.errors import PlotError
from paraverse.jobs.plot import FigureSettings
from paraverse.plot import registry
from paraverse.plot.figure.draw import draw_figure
from paraverse.plot.helpers.plot_helper import PlotHelper
from support.figure_settings import figure_settings

WIDTH = 330
SMALL = {"figure.figsize": [2.2, 1.5], "savefig.dpi": 150}


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "PLOT_FUNCTIONS", dict(registry.PLOT_FUNCTIONS))
    yield
    assert plt.get_fignums() == []


def drawing(**animation: Any) -> FigureSettings:
    animation = {"enabled": True, **animation}
    return figure_settings("wave", plot="wave", style=SMALL, animation=animation)


@pytest.fixture
def wave() -> list[Any]:
    """A moving line; the axes and layouts of its frames."""
    seen: list[Any] = []

    @is_plot_func(use_dag=True, supports_animation=True)
    def wave(*, data: Any, hlpr: PlotHelper, frames: int = 4) -> None:
        x = np.linspace(0, 6, 50)
        (line,) = hlpr.ax.plot(x, np.sin(x))

        def update(step: int = 1) -> Iterator[None]:
            for number in range(0, frames, step):
                line.set_ydata(np.sin(x + number))
                yield
                position = hlpr.ax.get_position().bounds
                seen.append((number, position, hlpr.ax.get_title(), hlpr.fig.get_layout_engine()))

        hlpr.register_animation_update(update)

    return seen


def frames(file: Path) -> list[bytes]:
    with Image.open(file) as image:
        result = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            result.append(image.convert("RGB").tobytes())
        assert image.width == WIDTH
        return result


@pytest.mark.parametrize("kind", ["gif", "webp", "apng"])
def test_write_animation__has_different_frames(wave: list[Any], kind: str, tmp_path: Path) -> None:
    options = {"pillow": {"init": {"fps": 10}, "saving": {"dpi": 150}}}
    task = drawing(writer="pillow", writer_kwargs=options)
    task = dataclasses.replace(task, helpers={"set_title": {"title": "T"}})
    paths = [tmp_path / f"{name}.{kind}" for name in "ab"]
    draw_figure(task, {}, paths)
    images = frames(paths[0])
    assert len(images) == len(set(images)) == 4
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert [number for number, *_ in wave] == [0, 1, 2, 3] * 2
    assert {title for _, _, title, _ in wave} == {"T"}
    with Image.open(paths[0]) as image:
        image.seek(1)
        image.load()
        assert image.info["duration"] == 100


def test_write_animation__lays_out_once(wave: list[Any], tmp_path: Path) -> None:
    draw_figure(drawing(writer="pillow"), {}, tmp_path / "wave.gif")
    assert len({position for _, position, *_ in wave}) == 1
    assert {engine for *_, engine in wave} == {None}


def test_write_animation__writes_a_file_for_each_frame(wave: list[Any], tmp_path: Path) -> None:
    file = tmp_path / "wave.png"
    options = {"frames": {"init": {"name_padding": 3}, "saving": {"dpi": 20}}}
    for step in (1, 2):
        update = {"step": step}
        task = drawing(writer="frames", writer_kwargs=options, animation_update_kwargs=update)
        draw_figure(task, {}, file)
        files = sorted((tmp_path / "wave.png.frames").iterdir())
        assert [path.name for path in files] == [f"{n:03d}.png" for n in range(4 // step)]
        assert files[-1].read_bytes() == file.read_bytes() != files[0].read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"wave.png", "wave.png.frames"}


@pytest.mark.parametrize("kind", ["gif", "png"])
def test_write_animation__selects_a_writer(wave: list[Any], kind: str, tmp_path: Path) -> None:
    draw_figure(drawing(), {}, tmp_path / f"wave.{kind}")
    frames = list((tmp_path / "wave.png.frames").glob("*.png"))
    assert len(frames) == (4 if kind == "png" else 0)


def test_write_animation__writes_a_folder_of_frames_even_if_there_is_one(tmp_path: Path) -> None:
    @is_plot_func(use_dag=True, supports_animation=True)
    def wave(*, data: Any, hlpr: PlotHelper) -> None:
        hlpr.disable_animation()
        hlpr.ax.plot([1, 2])

    draw_figure(drawing(writer="frames"), {}, tmp_path / "wave.png")
    (frame,) = (tmp_path / "wave.png.frames").iterdir()
    assert frame.read_bytes() == (tmp_path / "wave.png").read_bytes()


def test_write_animation__applies_helpers_to_new_figures(tmp_path: Path) -> None:
    titles = []

    @is_plot_func(use_dag=True, supports_animation=True)
    def wave(*, data: Any, hlpr: PlotHelper) -> None:
        def update() -> Iterator[None]:
            for number in range(3):
                hlpr.setup_figure()
                hlpr.ax.plot([0, number], label="line")
                hlpr.invoke_helper("set_suptitle", title=f"{number}")
                yield
                titles.append((hlpr.ax.get_title(), hlpr.fig.get_suptitle(), plt.get_fignums()))

        hlpr.register_animation_update(update, invoke_helpers_before_grab=True)

    helpers = {"set_title": {"title": "T"}, "set_legend": {}}
    task = dataclasses.replace(drawing(writer="pillow"), helpers=helpers)
    draw_figure(task, {}, tmp_path / "wave.gif")
    assert [(title, above, len(open_)) for title, above, open_ in titles] == [
        ("T", "0", 1),
        ("T", "1", 1),
        ("T", "2", 1),
    ]


@pytest.mark.parametrize("enabled", [True, False])
def test_write_animation__is_switched_by_the_plot_function(enabled: bool, tmp_path: Path) -> None:
    calls = []

    @is_plot_func(use_dag=True, supports_animation=True)
    def wave(*, data: Any, hlpr: PlotHelper, again: bool = False) -> None:
        calls.append(hlpr.animation_enabled)
        hlpr.ax.plot([0, 1])
        hlpr.register_animation_update(lambda: iter([1, 2]))
        if enabled or (again and len(calls) > 1):
            hlpr.disable_animation()
        else:
            hlpr.enable_animation()

    task = drawing(writer="pillow", enabled=enabled)
    draw_figure(task, {}, tmp_path / "wave.gif")
    assert calls == [enabled, not enabled]
    if not enabled:
        calls.clear()
        with pytest.raises(PlotError, match="again and again"):
            draw_figure(
                dataclasses.replace(task, arguments={"again": True}), {}, tmp_path / "wave.gif"
            )


@pytest.mark.parametrize(
    ("animation", "file", "message"),
    [
        ({"writer": "pilow"}, "a.gif", "animation.writer: .*Did you mean 'pillow'"),
        ({"writer": "pillow"}, "a.pdf", "pillow writes gif, webp or apng, not pdf: set `file_ext`"),
        ({"writer": "pillow", "writr": 1}, "a.gif", "animation.writr: .*Did you mean 'writer'"),
        (
            {"writer": "pillow", "writer_kwargs": {"pillow": {"inti": {}}}},
            "a.gif",
            "animation.writer_kwargs.pillow.inti: .*Did you mean 'init'",
        ),
        (
            {"writer": "pillow", "writer_kwargs": {"pillow": {"init": {"fsp": 1}}}},
            "a.gif",
            "animation.writer_kwargs.pillow.init.fsp: pillow takes no 'fsp' in 'init'",
        ),
        (
            {"writer": "pillow", "animation_update_kwargs": {"stp": 1}},
            "a.gif",
            "takes step: got an.*stp",
        ),
        ({"writer": "frames", "animation_update_kwargs": {"step": 0}}, "a.png", "wave.animation"),
        (
            {"writer": "html", "writer_kwargs": {"html": {"init": {"embed_frames": False}}}},
            "a.html",
            "animation.writer_kwargs.html.init.embed_frames: The frames are always in the page",
        ),
    ],
)
def test_write_animation__reports_what_is_wrong(
    wave: list[Any], animation: dict[str, Any], file: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(PlotError, match=message):
        draw_figure(drawing(**animation), {}, tmp_path / file)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "error", [PlotError("no such state"), ValueError("no such state")], ids=["ours", "any"]
)
def test_write_animation__names_the_animation_that_fails(error: Exception, tmp_path: Path) -> None:
    @is_plot_func(use_dag=True, supports_animation=True)
    def wave(*, data: Any, hlpr: PlotHelper) -> None:
        def update() -> Iterator[None]:
            hlpr.ax.plot([0, 1])
            yield
            raise error

        hlpr.register_animation_update(update)

    with pytest.raises(PlotError, match=r"plots.yaml:7: wave.animation: .*no such state"):
        draw_figure(drawing(writer="pillow"), {}, tmp_path / "wave.gif")
    assert list(tmp_path.iterdir()) == []


def test_write_animation__reports_a_missing_program_before_drawing(
    wave: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = {"animation.ffmpeg_path": "no-such-program"}
    task = dataclasses.replace(drawing(writer="ffmpeg"), style=style)
    with pytest.raises(PlotError, match=r"ffmpeg is not installed: .*`writer: pillow`"):
        draw_figure(task, {}, tmp_path / "wave.mp4")
    assert wave == []


def test_write_animation__reports_that_there_is_none(wave: list[Any], tmp_path: Path) -> None:
    task = drawing(writer="pillow")
    with pytest.raises(PlotError, match="no frames"):
        draw_figure(dataclasses.replace(task, arguments={"frames": 0}), {}, tmp_path / "wave.gif")

    @is_plot_func(use_dag=True)
    def still(*, data: Any, hlpr: PlotHelper) -> None:
        pass

    with pytest.raises(PlotError, match="still cannot draw animations"):
        draw_figure(dataclasses.replace(task, function="still"), {}, tmp_path / "wave.gif")
