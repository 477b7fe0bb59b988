"""Pictures of each kind have the same bytes wherever they are drawn, and show the data."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from support import pictures
from support.paths import ROOT

NAMES = [*pictures.PLOTS, *pictures.MOVING]
DRAW = [sys.executable, str(Path(pictures.__file__))]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
Bytes = Mapping[str, bytes]

TIMEOUT = 1200
"""Seconds after which drawing all pictures has failed."""


def _draw(folder: Path, names: list[str], **environment: str) -> subprocess.Popen[bytes]:
    for new in ("home/.config/matplotlib", "work"):
        (folder / new).mkdir(parents=True)
    scripts = ROOT / "scripts"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(scripts), "HOME": str(folder / "home")}
    env |= environment
    settings = env.pop("matplotlibrc", "")
    (folder / "home/.config/matplotlib/matplotlibrc").write_text(settings)
    (folder / "work/matplotlibrc").write_text(settings)
    return subprocess.Popen([*DRAW, "figures", *names], cwd=folder / "work", env=env)


def _files(folder: Path) -> Bytes:
    figures = folder / "work" / "figures"
    return {
        path.relative_to(figures).as_posix(): path.read_bytes()
        for path in sorted(figures.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bytes, Bytes]:
    """All pictures by path, drawn twice."""
    folder = tmp_path_factory.mktemp("pictures")
    one = dict.fromkeys(THREADS, "1") | {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}
    other = dict.fromkeys(THREADS, "2") | {
        "PYTHONHASHSEED": "2",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C.UTF-8",
        "DISPLAY": ":7",
        "MPLBACKEND": "svg",
        "SOURCE_DATE_EPOCH": "1234567890",
        "USER": "somebody",
        "matplotlibrc": "font.family: serif\nlines.linewidth: 7\nsvg.fonttype: none\ndate.epoch: "
        "2000-01-01",
    }
    # The order differs, so that each picture is drawn at another second
    folders = folder / "one", folder / "another folder"
    running = [_draw(folders[0], NAMES, **one), _draw(folders[1], NAMES[::-1], **other)]
    assert [process.wait(TIMEOUT) for process in running] == [0, 0]
    return _files(folders[0]), _files(folders[1])


def test_draw__bytes_do_not_depend_on_where_when_and_in_which_order(
    drawn: tuple[Bytes, Bytes],
) -> None:
    one, other = drawn
    assert list(one) == list(other)
    assert [path for path in one if one[path] != other[path]] == []
    assert {file for name in NAMES for file in pictures.files(name)} <= set(one)


@pytest.mark.parametrize("name", NAMES)
def test_draw__shows_the_data(drawn: tuple[Bytes, Bytes], name: str) -> None:
    """The data are in color; axes, ticks and texts are black, white and gray."""
    pixels = _pixels(drawn[0][f"{name}.png"])
    colored = np.ptp(pixels, axis=-1) > 40
    rows, columns = np.nonzero(colored)
    height, width = colored.shape
    assert colored.mean() > 0.001
    assert np.ptp(rows) > 0.25 * height
    assert np.ptp(columns) > 0.25 * width


@pytest.mark.parametrize("name", pictures.MOVING)
def test_draw__frames_are_those_of_the_data(drawn: tuple[Bytes, Bytes], name: str) -> None:
    frames = [f for f in drawn[0] if f.startswith(f"{name}.png.frames/")]
    assert len(frames) == {"moving_cells": 4}.get(name, 3)
    assert len({drawn[0][frame] for frame in frames}) == len(frames)
    pixels = [_pixels(drawn[0][frame]) for frame in frames]
    for file in pictures.files(name):
        image: Any
        with Image.open(io.BytesIO(drawn[0][file])) as image:
            assert image.n_frames == len(frames)
            for number, expected in enumerate(pixels):
                image.seek(number)
                decoded = np.asarray(image.convert("RGB"), dtype=int)
                assert decoded.shape == expected.shape
                assert np.abs(decoded - expected).mean() < 4  # gif and webp are not lossless


def _pixels(content: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(content)) as image:
        return np.asarray(image.convert("RGB"), dtype=int)
