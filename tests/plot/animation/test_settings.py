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
    if extension != "html":  # it is larger than all others, so it must be asked for
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
