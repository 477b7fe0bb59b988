"""Jobs run the code that files contain, whatever Python has compiled before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from paraverse.jobs.simulate import SimulateJob
from paraverse.pipeline.simulate import simulate
from support.paths import ROOT

IMPORT = """
import sys
sys.path.insert(0, {library!r})
from paraverse.user_code.importing import load_modules
print(load_modules([{file!r}])[0].VALUE)
"""


def write(path: Path, text: str) -> None:
    """Write a file with the same time stamp, whenever that is."""
    path.write_text(text)
    os.utime(path, (10**9, 10**9))


def run_python(code: str, folder: Path) -> str:
    compiling = {name: value for name, value in os.environ.items() if "PYTHON" not in name}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=folder, env=compiling, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("module", ["beside_.py", "package_/inner.py"])
def test_import__ignores_compiled_files_that_are_outdated(tmp_path: Path, module: str) -> None:
    (tmp_path / "package_").mkdir()
    name = module.removesuffix(".py").replace("/", ".")
    write(tmp_path / module, "VALUE = 1\n")
    write(tmp_path / "operations.py", f"from {name} import VALUE\n")
    # As the user's own programs do, which compile the module
    assert run_python("import operations; print(operations.VALUE)", tmp_path) == "1\n"
    assert list(tmp_path.rglob("*.pyc"))
    write(tmp_path / module, "VALUE = 2\n")
    code = IMPORT.format(library=str(ROOT / "scripts"), file=str(tmp_path / "operations.py"))
    assert run_python(code, tmp_path) == "2\n"
    write(tmp_path / module, "VALUE = 3\n")
    assert run_python(code, tmp_path) == "3\n"


def test_simulate__ignores_compiled_files_that_are_outdated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "forces_.py", "VALUE = 1\n")
    script = "import sys, forces_\nopen(sys.argv[2] + '/value', 'w').write(str(forces_.VALUE))\n"
    write(tmp_path / "model.py", script)
    run_python("import forces_", tmp_path)
    write(tmp_path / "forces_.py", "VALUE = 2\n")
    job = SimulateJob(
        universe="u", parameters={}, script="model.py", command=None, outputs=("value",)
    )
    simulate(job, "u")
    assert (tmp_path / "u" / "value").read_text() == "2"
