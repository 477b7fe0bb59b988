"""Read provenance from files alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from paraverse.errors import ProvenanceError
from paraverse.provenance.read import read_provenance
from support.carried_provenance import COMMON, save_carrying
from support.paths import ROOT


def test_read_provenance__whatever_the_name_of_the_file(tmp_path: Path) -> None:
    for kind in ("png", "pdf", "svg", "eps"):
        _, carried = save_carrying(kind, tmp_path)
        other = carried.rename(tmp_path / f"figure-{kind}.jpg")
        assert read_provenance(other)["code"] == COMMON["code"]


def test_read_provenance__of_a_file_without(tmp_path: Path) -> None:
    plain, carried = save_carrying("png", tmp_path)
    with pytest.raises(ProvenanceError, match=r"plain\.png carries no provenance. It was made by"):
        read_provenance(plain)
    (tmp_path / "a.tiff").write_bytes(b"II*\0")
    with pytest.raises(ProvenanceError, match=r"Files of the format 'tiff' have no place for it"):
        read_provenance(tmp_path / "a.tiff")
    with pytest.raises(ProvenanceError, match=r"nowhere\.png: No such file"):
        read_provenance(tmp_path / "nowhere.png")
    (tmp_path / "cut.png").write_bytes(carried.read_bytes()[:60])
    with pytest.raises(ProvenanceError, match=r"cut\.png: its provenance cannot be read"):
        read_provenance(tmp_path / "cut.png")


def test_read_provenance__needs_no_heavy_package(tmp_path: Path) -> None:
    _, carried = save_carrying("pdf", tmp_path)
    code = (
        "import sys; from paraverse.commands.main import main; "
        f"main(['provenance', {str(carried)!r}, '--json']); "
        "print({'matplotlib', 'h5py', 'snakemake', 'PIL', 'xarray'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith("set()\n")
