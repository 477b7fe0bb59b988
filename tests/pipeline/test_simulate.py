"""A universe's folder holds a complete simulation or nothing visible."""

from __future__ import annotations

import logging
import multiprocessing
import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.errors import ParaverseError
from paraverse.jobs.simulate import SimulateJob
from paraverse.pipeline.simulate import simulate
from paraverse.sweep.folders import MARK, is_simulated, mark_as_simulated, simulation_failure
from paraverse.yaml_io.data import parse_yaml_data

FOLDER = Path("data/seed~1")
SCRIPT = """\
import subprocess
import sys
from pathlib import Path

import yaml

from beside import HELPER

if __name__ == "__main__":
    parameters = yaml.safe_load(Path(sys.argv[1]).read_text())
    print("from Python")
    print("to stderr", file=sys.stderr)
    subprocess.run(["sh", "-c", "echo from a child; echo its stderr >&2"], check=True)
    (Path(sys.argv[2]) / "data.h5").write_text(f"{HELPER} {parameters['seed']} {len(sys.argv)}")
"""


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimulateJob:
    """A job that runs ``model.py``; the working directory is that of the project."""
    monkeypatch.chdir(tmp_path)
    Path("model.py").write_text(SCRIPT)
    Path("beside.py").write_text("HELPER = 'helped'\n")
    return SimulateJob(
        universe="seed~1",
        parameters={"seed": 1, "name": "ü"},
        script="model.py",
        command=None,
        outputs=("data.h5", "params.yml", "sim.log"),
    )


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_simulate__script_writes_the_folder(
    job: SimulateJob, capfd: pytest.CaptureFixture[str]
) -> None:
    with capfd.disabled():
        simulate(job, FOLDER)
    assert (FOLDER / "data.h5").read_text() == "helped 1 3"
    assert yaml.safe_load((FOLDER / "params.yml").read_text()) == {"seed": 1, "name": "ü"}
    lines = (FOLDER / "sim.log").read_text().splitlines()
    assert sorted(lines) == ["from Python", "from a child", "its stderr", "to stderr"]
    assert sorted(p.name for p in FOLDER.iterdir()) == [MARK, "data.h5", "params.yml", "sim.log"]


def test_simulate__prints_to_the_terminal_again_afterwards(
    job: SimulateJob, capfd: pytest.CaptureFixture[str]
) -> None:
    simulate(replace(job, script=None, command="echo inside; touch {folder}/data.h5"), FOLDER)
    print("after")
    assert capfd.readouterr().out == "after\n"
    assert (FOLDER / "sim.log").read_text() == "inside\n"


def test_simulate__command_with_special_characters_in_paths(job: SimulateJob) -> None:
    odd = replace(
        job,
        script=None,
        command="cp {params} {folder}/data.h5 && echo {universe}",
        universe="it's a; $HOME folder",
    )
    folder = Path("data/it's a; $HOME folder")
    simulate(odd, folder)
    assert visible(folder) == ["data.h5", "params.yml", "sim.log"]
    assert (folder / "sim.log").read_text() == "it's a; $HOME folder\n"


def test_simulate__own_log_and_parameters_of_the_model_are_kept(job: SimulateJob) -> None:
    command = "for f in data.h5 params.yml sim.log; do echo own > {folder}/$f; done; echo printed"
    simulate(replace(job, script=None, command=command), FOLDER)
    for name in job.outputs:
        assert (FOLDER / name).read_text() == "own\n"


def test_simulate__log_and_parameters_only_where_they_are_outputs(job: SimulateJob) -> None:
    simulate(replace(job, outputs=("data.h5",)), FOLDER)
    assert visible(FOLDER) == ["data.h5"]


def test_simulate__folders_as_outputs(job: SimulateJob) -> None:
    command = "mkdir {folder}/states && echo $(cat run) > {folder}/states/0"
    states = replace(job, script=None, command=command, outputs=("states",))
    for run in ("first", "second"):
        Path("run").write_text(run)
        simulate(states, FOLDER)
        assert (FOLDER / "states" / "0").read_text() == f"{run}\n"
    assert visible(FOLDER) == ["states"]


@pytest.mark.parametrize(
    ("code", "error", "message"),
    [
        ("raise RuntimeError('broken')", RuntimeError, "broken"),
        ("import sys; sys.exit(3)", ParaverseError, "model.py ended with 3."),
        ("import sys; sys.exit('no energy')", ParaverseError, "model.py ended with 'no energy'."),
        ("def f(:", SyntaxError, "invalid syntax"),
    ],
)
def test_simulate__failing_script_leaves_nothing_visible(
    job: SimulateJob, code: str, error: type[Exception], message: str
) -> None:
    write = "from pathlib import Path; import sys; Path(sys.argv[2], 'data.h5').touch()\n"
    Path("model.py").write_text(write + code)
    with pytest.raises(error, match=re.escape(message)):
        simulate(job, FOLDER)
    assert visible(FOLDER) == []
    assert is_simulated(FOLDER)


def test_simulate__failure_keeps_what_was_there(job: SimulateJob) -> None:
    simulate(job, FOLDER)
    Path("model.py").write_text("raise RuntimeError('broken')")
    with pytest.raises(RuntimeError, match="broken"):
        simulate(job, FOLDER)
    assert (FOLDER / "data.h5").read_text() == "helped 1 3"


@pytest.mark.parametrize("ending", ["sys.exit()", "sys.exit(0)"])
def test_simulate__script_that_ends_well(job: SimulateJob, ending: str) -> None:
    Path("model.py").write_text(f"{SCRIPT}    {ending}\n")
    simulate(job, FOLDER)
    assert visible(FOLDER) == ["data.h5", "params.yml", "sim.log"]


def test_simulate__says_how_the_command_ended(job: SimulateJob) -> None:
    with pytest.raises(ParaverseError) as error:
        simulate(replace(job, script=None, command="exit 7 # {universe}"), FOLDER)
    assert str(error.value) == "The command ended with exit status 7: exit 7 # 'seed~1'"
    assert visible(FOLDER) == []


def test_simulate__says_that_the_command_was_killed(job: SimulateJob) -> None:
    with pytest.raises(ParaverseError) as error:
        simulate(replace(job, script=None, command="sh -c 'kill -9 $$'; exit $?"), FOLDER)
    message = str(error.value)
    assert message.startswith("The command was killed (SIGKILL), probably because memory ran out.")
    assert message.endswith("It is: sh -c 'kill -9 $$'; exit $?")


def test_simulate__doubled_braces_are_braces(job: SimulateJob) -> None:
    command = "awk '{{print $1}}' {params} > {folder}/data.h5"
    simulate(replace(job, script=None, command=command), FOLDER)
    assert (FOLDER / "data.h5").read_text() == "seed:\nname:\n"


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        (
            ("data.h5", "b.h5", "sim.log"),
            "The model did not write data.h5, b.h5; it wrote data.hdf5, sim.log. The files to "
            "expect are `outputs` of `simulate` in the configuration.",
        ),
        (("data.h5",), "it wrote data.hdf5."),
    ],
)
def test_simulate__says_which_files_are_missing(
    job: SimulateJob, outputs: tuple[str, ...], message: str
) -> None:
    command = "touch {folder}/data.hdf5"
    with pytest.raises(ParaverseError, match=re.escape(message)):
        simulate(replace(job, script=None, command=command, outputs=outputs), FOLDER)
    assert visible(FOLDER) == []


def test_simulate__leaves_folders_of_others_alone(job: SimulateJob) -> None:
    FOLDER.mkdir(parents=True)
    (FOLDER / "data.h5").write_text("precious")
    with pytest.raises(ParaverseError) as error:
        simulate(job, FOLDER)
    assert str(error.value) == "data/seed~1 was not made by simulate; it is left as it is."
    assert [p.name for p in FOLDER.iterdir()] == ["data.h5"]
    assert (FOLDER / "data.h5").read_text() == "precious"


def test_simulate__again_after_it_was_killed(job: SimulateJob) -> None:
    mark_as_simulated(FOLDER)
    (FOLDER / ".unfinished").mkdir()
    (FOLDER / ".unfinished" / "half.h5").touch()
    (FOLDER / ".parameters.yml").write_text("old: true")
    simulate(job, FOLDER)
    assert sorted(p.name for p in FOLDER.iterdir()) == [MARK, "data.h5", "params.yml", "sim.log"]


@pytest.mark.parametrize(("finishes", "runs"), [(True, 1), (False, 2)])
def test_simulate__waits_for_another_process(
    job: SimulateJob, finishes: bool, runs: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Jobs of a run that was killed continue on a cluster."""
    command = "echo run >> runs; while [ -e wait ]; do sleep 0.01; done; touch {folder}/data.h5"
    slow = replace(job, script=None, command=command)
    Path("wait").touch()
    other = multiprocessing.get_context("fork").Process(target=simulate, args=(slow, FOLDER))
    other.start()
    while not Path("runs").exists():
        assert other.is_alive()
        time.sleep(0.01)
    release = Path("wait").unlink if finishes else _unlink_after(other.kill)
    threading.Timer(0.2, release).start()
    simulate(slow, FOLDER)
    assert "Another process is simulating seed~1" in caplog.text
    assert Path("runs").read_text() == "run\n" * runs
    assert visible(FOLDER) == ["data.h5", "params.yml", "sim.log"]
    other.join()


def _unlink_after(kill: Callable[[], None]) -> Callable[[], None]:
    def end() -> None:
        kill()
        Path("wait").unlink()

    return end


def test_simulate__script_can_take_the_place_of_another(job: SimulateJob) -> None:
    """Arguments and import paths of a script are gone when the next one runs."""
    before = sys.argv, sys.path[:]
    simulate(job, FOLDER)
    assert (sys.argv, sys.path) == before


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
PARAMETERS = st.dictionaries(
    st.text("abc_ ", min_size=1, max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=4,
    ),
    max_size=4,
)
COMMAND = "cp {params} {folder}/data.h5"


def _written(folder: Path, parameters: dict[str, Any]) -> str:
    job = SimulateJob(
        universe="u", parameters=parameters, script=None, command=COMMAND, outputs=("data.h5",)
    )
    simulate(job, folder / "u")
    return (folder / "u" / "data.h5").read_text()


@settings(max_examples=10, deadline=None)
@given(PARAMETERS)
def test_simulate__parameters_are_read_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, parameters: dict[str, Any]
) -> None:
    text = _written(tmp_path_factory.mktemp("parameters"), parameters)
    assert yaml.safe_load(text) == parameters


@pytest.mark.parametrize(
    "word", ["1e5", "0o17", "017", "0x1f", "no", "on", "~", "12:30", "2001-01-01", "1_000", "-.5"]
)
def test_simulate__words_like_numbers_stay_words(tmp_path: Path, word: str) -> None:
    """In YAML 1.1, as PyYAML reads it, and in YAML 1.2."""
    text = _written(tmp_path, {"word": word})
    assert yaml.safe_load(text) == parse_yaml_data(text) == {"word": word}


def test_simulate__what_is_printed_is_added_to_a_log(
    job: SimulateJob, capfd: pytest.CaptureFixture[str]
) -> None:
    log = Path("sim_job.log")
    log.write_text("before\n")
    Path("model.py").write_text("import os; print('last words'); os._exit(3)")
    process = multiprocessing.get_context("fork").Process(
        target=simulate, args=(job, FOLDER), kwargs={"printed": log}
    )
    with capfd.disabled():
        process.start()
        process.join()
    assert log.read_text() == "before\nlast words\n"
    command = "echo inside; touch {folder}/data.h5; echo again >&2"
    simulate(replace(job, script=None, command=command), FOLDER, printed=log)
    assert log.read_text() == "before\nlast words\ninside\nagain\n"
    assert (FOLDER / "sim.log").read_text() == "inside\nagain\n"
    assert not (FOLDER / ".output.log").exists()


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("raise RuntimeError('no energy')", "RuntimeError: no energy"),
        ("import sys; sys.exit(3)", "model.py ended with 3."),
        ("def f(:", "SyntaxError: invalid syntax (model.py, line 2)"),
        ("", "The model did not write data.h5; it wrote "),
    ],
)
def test_simulate__failure_that_is_skipped(
    job: SimulateJob, code: str, failure: str, capfd: pytest.CaptureFixture[str]
) -> None:
    skipping = replace(job, skip_failure=True)
    Path("model.py").write_text(f"print('hello')\n{code}")
    with capfd.disabled():
        simulate(skipping, FOLDER, ["x"])
    assert simulation_failure(FOLDER).startswith(failure)
    assert visible(FOLDER) == ["data.h5", "params.yml", "sim.log"]
    assert (FOLDER / "data.h5").read_text().startswith(f"The simulation failed: {failure}")
    log = (FOLDER / "sim.log").read_text()
    assert "SyntaxError" in failure or log.startswith("hello\n")
    assert str(Path.cwd()) not in log, "it is the same in every folder"
    assert ("RuntimeError: no energy" in log) == ("RuntimeError" in failure)
    # It is not simulated again, unless something changes
    Path("model.py").write_text(SCRIPT)
    simulate(skipping, FOLDER, ["x"], repeat=False)
    assert simulation_failure(FOLDER)
    simulate(skipping, FOLDER, ["y"], repeat=False)
    assert not simulation_failure(FOLDER)


def test_simulate__full_disk_is_not_skipped(job: SimulateJob) -> None:
    Path("model.py").write_text("raise OSError(28, 'No space left on device')")
    with pytest.raises(OSError, match="No space left"):
        simulate(replace(job, skip_failure=True), FOLDER)
    assert visible(FOLDER) == []


def test_simulate__script_finds_logging_untouched(
    job: SimulateJob, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("model.py").write_text(
        "import logging\n"
        "logging.basicConfig(level=logging.INFO, format='%(message)s')\n"
        "logging.info('told')\n"
        f"{SCRIPT}"
    )
    root = logging.getLogger()
    before = root.handlers[:], root.level
    with capfd.disabled():
        simulate(job, FOLDER)
    assert (root.handlers, root.level) == before
    assert "told\n" in (FOLDER / "sim.log").read_text()
