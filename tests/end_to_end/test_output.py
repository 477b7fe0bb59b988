"""The output of a run: with and without a terminal, with failures, and without a run."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from support.projects import Project

MODEL = """\
import sys
import warnings
from pathlib import Path

print("starts")
warnings.warn("of a library")
name = Path(sys.argv[2]).parent.name
if Path(f"{name}.fails").exists():
    raise RuntimeError("broken model")
(Path(sys.argv[2]) / "out.txt").write_text(name)
"""


def tiny_project(folder: Path, universes: int, **simulate: object) -> Project:
    """Set up a project that only simulates and converts universes."""
    (folder / "config").mkdir(parents=True)
    project = Project(folder)
    space = f"!pspace\nn: !pdim {{default: 0, range: [{universes}]}}\n"
    (folder / "config" / "space.yaml").write_text(space)
    (folder / "config" / "model.py").write_text(MODEL)
    (folder / "config" / "plots.yaml").write_text("")
    settings = {
        "data_dir": "data",
        "simulate": {
            "parameter_space": "config/space.yaml",
            "script": "config/model.py",
            "outputs": ["out.txt"],
            **simulate,
        },
        "load": {
            "out": {
                "loader": "text",
                "glob_str": "*/out.txt",
                "path_regex": "([^/]+)/out.txt",
                "target_path": "simulations/{match:}/out",
            }
        },
        "convert": {"fields": "all"},
    }
    (folder / "config" / "config.yaml").write_text(yaml.safe_dump(settings))
    return project


def run(project: Project, *arguments: str, **environment: str) -> str:
    """Run Snakemake; return what it prints after the line about its profile."""
    run = project.start("--cores", "2", *arguments, **environment)
    run.wait_for_end()
    out, err = run.output()  # dry runs print to the standard output, except for that line
    return without_profile(err + out)


def without_profile(output: str) -> str:
    profile, _, output = output.partition("\n")
    assert profile.startswith("Using workflow specific profile")
    return output


def without_times(output: str) -> str:
    """Return output without durations, which differ between runs."""
    output = re.sub(r"; about \S+ \w+ left", "", output)
    return re.sub(r"[\d.]+ (s|min)\b", "TIME", output)


def test_run__names_jobs_figures_and_nothing_else(unrun: Project) -> None:
    command = unrun.command("--cores", "2")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    output = without_profile(done.stderr)
    begin, *jobs = without_times(output[: output.index("Drew")]).splitlines()
    counts = re.fullmatch(r"Running (\d+) jobs: 6 simulate, .* draw, 1 other", begin)
    assert counts
    total = int(counts[1])
    assert len(jobs) == total
    assert jobs[-1].startswith(f"[{total}/{total}] ")
    messages = [line.partition("] ")[2] for line in jobs]
    assert "Simulating seed~0_max_step_size~0.3, TIME" in messages
    assert "Drawing mean_random_walk, TIME" in messages
    drawn, *figures, end = without_times(output[output.index("Drew") :]).splitlines()
    assert drawn == "Drew 4 plots:"
    assert len(figures) == 4
    assert "  results/figures/random_walk/ (6 universes)" in figures
    assert end == "Finished after TIME."


def test_run__that_has_nothing_to_do_says_so(finished: Project) -> None:
    assert run(finished) == (
        "Nothing to be done (all requested files are present and up to date).\n"
    )


def test_run__of_many_universes_prints_few_lines(tmp_path: Path) -> None:
    project = tiny_project(tmp_path / "project", 40)
    (project.path / "n~7.fails").touch()
    output = run(project)
    assert len(output.splitlines()) <= 25
    assert len(output) < 2_000
    assert "Simulating universes: 20 of 40" in output
    assert output.count("RuntimeError: broken model") == 1
    assert "Traceback" not in output
    assert "of a library" not in output
    assert "starts" not in output
    assert "Traceback" in (project.path / "logs/simulate/n~7.log").read_text()


def test_run__prints_an_error_first_and_once(finished: Project) -> None:
    before = "    - root_mean_square: !dag_tag random_walk\n"
    after = "    - .sel: [!dag_tag random_walk, {x: 1}]\n    - root_mean_square: !dag_prev\n"
    finished.edit("config/plots.yaml", before, after)
    output = without_times(run(finished))
    lines = output.splitlines()
    assert lines[1] == "FAILED: Transforming the data of spread, after TIME"
    assert lines[2].startswith("    config/plots.yaml:")
    assert "operation '.sel' failed: KeyError" in lines[2]
    assert "    Log: logs/transform/spread.log" in lines
    assert "    Not drawn because of this: spread" in lines
    assert output.count("operation '.sel' failed") == 1
    assert "Traceback" not in output
    assert "Traceback" in (finished.path / "logs/transform/spread.log").read_text()
    assert lines[-2] == "Ended with errors after TIME."
    assert lines[-1].startswith("All messages of Snakemake: .snakemake/log/")


def test_dry_run__of_many_universes_is_short(unrun: Project) -> None:
    unrun.edit("config/parameter_space.yaml", "range: [3]", "range: [150]")
    output = run(unrun, "--dry-run")
    assert len(output.splitlines()) <= 20
    assert len(output) < 2_000
    assert "  Simulating 300 universes (not there yet)\n" in output


def test_dry_run__names_what_has_changed(finished: Project) -> None:
    old, new = "title: Averaged Random Walk Trajectories", "title: Mean"
    finished.edit("config/plots.yaml", old, new)
    assert run(finished, "--dry-run") == (
        "Would run 1 job: 1 draw\n"
        "  Drawing mean_random_walk "
        "(helpers.set_title.title: 'Averaged Random Walk Trajectories' → 'Mean')\n"
        "Nothing was run: this was a dry run.\n"
    )


def test_run__has_the_output_of_snakemake_on_demand(tmp_path: Path) -> None:
    project = tiny_project(tmp_path / "project", 1)
    output = run(project, PARAVERSE_OUTPUT="snakemake")
    assert "Finished jobid" in output
    assert "[1/2]" not in output
    (project.path / "n~0.fails").touch()
    output = run(project, "--forceall", "--printshellcmds")
    assert "Error in rule simulate" in output
    assert "RuntimeError: broken model" in output


def test_run__is_quiet_on_demand(tmp_path: Path) -> None:
    project = tiny_project(tmp_path / "project", 2)
    (project.path / "n~1.fails").touch()
    output = run(project, "--quiet")
    assert output.startswith("FAILED: Simulating n~1")
    assert "[1/" not in output


@pytest.mark.skipif(not hasattr(pty, "fork"), reason="there are no terminals")
def test_run__has_a_status_line_on_a_terminal(tmp_path: Path) -> None:
    project = tiny_project(tmp_path / "project", 3)
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm"
        command = project.command("--cores", "2")
        os.execv(command[0], command)
    output = b""
    while True:
        try:
            output += os.read(terminal, 65536)
        except OSError:  # the end
            break
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    text = output.decode()
    assert "\x1b[2K[0/" in text
    assert "Simulating n~0" in text
    last = text.rpartition("\r\x1b[2K")[2]
    assert re.fullmatch(r"(\[\d/5\] .*\r\n)*Finished after .*\r\n", last)
