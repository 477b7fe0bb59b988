"""The section `animation` of a plot, without drawing."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.plot.animation.settings import (
    MOVIE_EXTENSIONS,
    WRITERS,
    animation_problems,
    parse_animation,
    select_writer,
    writes_frames,
)


@pytest.mark.parametrize("extension", MOVIE_EXTENSIONS)
def test_select_writer__supports_the_format(extension: str) -> None:
    assert extension in WRITERS[select_writer({}, extension)]


@pytest.mark.parametrize(
    ("config", "extension", "expected"),
    [
        ({}, "png", False),
        ({"enabled": False}, "png", False),
        ({"enabled": True}, "png", True),
        ({"enabled": True}, "gif", False),
        ({"writer": "frames"}, "gif", True),
    ],
)
def test_writes_frames__if_animation_is_configured(
    config: dict[str, Any], extension: str, expected: bool
) -> None:
    assert writes_frames(config, extension, {}) is expected


@pytest.mark.parametrize(("arguments", "expected"), [({}, False), ({"frames": "time"}, True)])
def test_writes_frames__if_the_plot_function_is_asked_for_them(
    arguments: dict[str, str], expected: bool
) -> None:
    assert writes_frames({"enabled": True}, "png", arguments, "frames") is expected
    assert not writes_frames({}, "gif", arguments, "frames")


def test_parse_animation__has_the_options_of_its_writer() -> None:
    kwargs = {"pillow": {"init": {"fps": 3}, "saving": None}, "ffmpeg": {"init": {"fps": 9}}}
    config = {"writer_kwargs": kwargs, "animation_update_kwargs": {"step": 2}}
    animation = parse_animation(config, "gif")
    assert animation.writer == "pillow"
    assert animation.init == {"fps": 3}
    assert animation.saving == animation.grab_frame == {}
    assert animation.update == {"step": 2}


@pytest.mark.parametrize(
    ("config", "keys"),
    [
        ({}, []),
        ({"enabled": True, "writer": "pillow", "writer_kwargs": {"pillow": {"init": {}}}}, []),
        ({"writr": 1}, [("writr",)]),
        ({"enabled": "maybe"}, [("enabled",)]),
        ({"animation_update_kwargs": [1]}, [("animation_update_kwargs",)]),
        (
            {"writer": "frames", "writer_kwargs": {"frames": {"init": {"name_padding": "x"}}}},
            [("writer_kwargs", "frames", "init", "name_padding")],
        ),
        ({"writer": "pilow"}, [("writer",)]),
        ({"writer": "ffmpeg", "fps": 1}, [("fps",)]),
        (
            {"writer": "html", "writer_kwargs": {"html": {"inti": {}}}},
            [("writer",), ("writer_kwargs", "html", "inti")],
        ),
    ],
)
def test_animation_problems__have_the_keys(
    config: dict[str, Any], keys: list[tuple[str, ...]]
) -> None:
    assert [path for path, _ in animation_problems(config, "gif")] == keys


@pytest.mark.parametrize(
    ("options", "keys", "message"),
    [
        ([], [], ""),
        (["pillow"], ["writer_kwargs"], "Takes a mapping from writers"),
        ({"pilow": {}}, ["writer_kwargs", "pilow"], "Did you mean 'pillow'?"),
        ({"pillow": ["init"]}, ["writer_kwargs", "pillow"], "Takes a mapping with init"),
        ({"pillow": {"inti": {}}}, ["writer_kwargs", "pillow", "inti"], "Did you mean 'init'"),
        ({"pillow": {"init": [3]}}, ["writer_kwargs", "pillow", "init"], "found [3]"),
        ({"pillow": {"init": {"fp": 3}}}, ["writer_kwargs", "pillow", "init", "fp"], "no 'fp'"),
        ({"pillow": {"init": {"fps": 0}}}, ["writer_kwargs", "pillow", "init", "fps"], "above 0"),
        ({"pillow": {"saving": {"dip": 3}}}, ["writer_kwargs", "pillow", "saving", "dip"], "dpi"),
        ({"pillow": {"init": {"fps": 3, "metadata": {}}, "grab_frame": None}}, [], ""),
        ({"frames": {"init": {"wrong": 1}}}, [], ""),
    ],
)
def test_animation_problems__in_the_options_of_the_writer(
    options: Any, keys: list[str], message: str
) -> None:
    problems = list(animation_problems({"writer": "pillow", "writer_kwargs": options}, "gif"))
    assert [list(path) for path, _ in problems] == ([keys] if keys else [])
    assert all(message in text for _, text in problems)


@pytest.mark.parametrize("name", ["pillow", "ffmpeg", "html"])
def test_arguments_of_writers__are_those_of_matplotlib(name: str) -> None:
    import inspect

    from matplotlib.animation import FFMpegWriter, HTMLWriter, PillowWriter

    from paraverse.plot.animation.settings import _arguments

    writer = {"pillow": PillowWriter, "ffmpeg": FFMpegWriter, "html": HTMLWriter}[name]
    parameters = inspect.signature(writer).parameters
    assert set(parameters) <= set(_arguments(name, "init"))
