"""Projects as modules of another workflow, which docs/module.md describes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest
from snakemake.common import get_appdirs

from support.documented_files import documented_files
from support.forked_programs import ForkedRun
from support.paths import ROOT
from support.projects import Project, Run, example_project
from support.small_sweeps import simulated_project

IMPORTS = "import os\nfrom pathlib import Path\n\nimport xarray"
PRINT_PARENT = """\
    print(Path(f"/proc/{os.getppid()}/cmdline").read_bytes().decode())
    return ((data"""


DOCUMENTED = documented_files(ROOT / "docs" / "module.md")


def run(folder: Path, *arguments: str, check: bool = True) -> Run:
    """Run Snakemake on the workflow in a folder, and return which rules were run."""
    options = ["--snakefile", str(folder / "Snakefile"), "--directory", str(folder)]
    options += ["--cores", "2", "--workflow-profile", "none"]
    started = ForkedRun("run_snakemake", *options, *arguments)
    return finished(started.wait_for_end(), "".join(started.output()), check=check)


def run_alone(folder: Path, *arguments: str, check: bool = True, **environment: str) -> Run:
    """Run Snakemake in a process of its own, which does not find this library by itself."""
    command = [sys.executable, "-P", "-m", "snakemake", "--cores", "2", *arguments]
    environment = {**os.environ, "PYTHONPATH": "", **environment}
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True, env=environment)
    return finished(done.returncode, done.stdout + done.stderr, check=check)


def finished(code: int, output: str, *, check: bool = True) -> Run:
    assert not check or code == 0, output
    pattern = r"^Finished jobid: \d+ \(Rule: (.+)\)"
    return Run(code, output, Counter(re.findall(pattern, output, re.M)))


LIST = """

rule list:
    input: figures=rules.low_all.input
    output: "figures.txt"
    shell: "echo {input} > {output}"
"""


def make_workflow(folder: Path, **plots: str) -> None:
    """Set up the files that the page shows, with a small project for each name."""
    for name, only in plots.items():
        project = example_project(folder / name)
        project.edit("config/config.yaml", "base_plots: config", "base_plots: ../config")
        project.edit("config/config.yaml", "{batch_size: 3}", f"{{batch_size: 6}}\nonly: [{only}]")
        project.edit("config/config.yaml", "simulate:\n", "simulate:\n  batch_size: 6\n")
    (folder / "config").mkdir()
    shutil.copy(ROOT / "config" / "base_plots.yaml", folder / "config")
    (folder / "paraverse").symlink_to(ROOT)
    for name, text in DOCUMENTED.items():
        if " " not in name:
            (folder / name).write_text(text)


def files(folder: Path) -> dict[str, int]:
    """Return the times of all files below a folder, except for Snakemake's own."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".snakemake")
        if not {".snakemake", "paraverse", "index.json"}.intersection(
            path.relative_to(folder).parts
        )
    }


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """The workflow of the page with two projects, and its first run."""
    folder = tmp_path_factory.mktemp("two")
    make_workflow(folder, low="mean_random_walk, spread, random_walk", high="mean_random_walk")
    text = (folder / "Snakefile").read_text()
    text = text.replace("        rules.low_all.input,", '        "figures.txt",')
    (folder / "Snakefile").write_text(f"{text}{LIST}")
    return folder, run(folder)


def test_two_modules__everything_is_below_their_prefixes(two: tuple[Path, Run]) -> None:
    folder, _ = two
    own = {"Snakefile", "compare.py", "comparison.csv", "paraverse", "config", "low", "high"}
    own.add("figures.txt")
    assert {path.name for path in folder.iterdir()} == {*own, ".snakemake"}
    present = files(folder)
    for name in ("low", "high"):
        for path in (
            "results/figures/mean_random_walk.pdf",
            "logs/plot/mean_random_walk.log",
            ".paraverse/code.json",
        ):
            assert f"{name}/{path}" in present
    assert len(list((folder / "low" / "results/figures/random_walk").glob("*.pdf"))) == 6
    assert "difference" in (folder / "comparison.csv").read_text()


def test_two_modules__each_reports_what_it_has_drawn(two: tuple[Path, Run]) -> None:
    _, first = two
    for name in ("low", "high"):
        report = first.output.partition(f"In {name}/ (module {name}):\n")[2]
        assert report.startswith("Drew ")


def test_two_modules__nothing_to_do_the_second_time(two: tuple[Path, Run]) -> None:
    folder, _ = two
    before = files(folder)
    assert "Nothing to be done" in run(folder).output
    assert files(folder) == before


def test_two_modules__projects_are_up_to_date_by_themselves(two: tuple[Path, Run]) -> None:
    folder, _ = two
    assert Project(folder / "low").snakemake("--dry-run").jobs == Counter()


def test_two_modules__a_change_concerns_one_of_them(two: tuple[Path, Run]) -> None:
    folder, _ = two
    Project(folder / "high").edit("config/plots.yaml", "Averaged Random", "Mean Random")
    assert run(folder).jobs == Counter({"high_mean_random_walk": 1, "all": 1})


def test_two_modules__names_and_files_are_targets(two: tuple[Path, Run]) -> None:
    folder, _ = two
    figure = next((folder / "low/results/figures/random_walk").glob("*.pdf"))
    figure.unlink()
    targets = str(figure.relative_to(folder)), "high_parameter_table"
    assert run(folder, *targets).jobs == Counter({"low_random_walk": 1, "high_parameter_table": 1})
    assert figure.exists()
    assert (folder / "high/results/parameters.csv").exists()


def test_two_modules__are_in_one_report(two: tuple[Path, Run], tmp_path: Path) -> None:
    folder, _ = two
    run(folder, "--report", str(tmp_path / "report.html"))
    report = (tmp_path / "report.html").read_text()
    for category in ("low, multiverse", "low, universes", "high, multiverse"):
        assert category in report
    assert "System Message" not in report


def test_two_modules__in_another_directory(two: tuple[Path, Run], tmp_path: Path) -> None:
    folder, _ = two
    for name in ("low/config", "high/config", "config"):
        shutil.copytree(folder / name, tmp_path / name)
    dry = run(folder, "--directory", str(tmp_path), "--dry-run")
    assert "high/results/figures/mean_random_walk.pdf" in dry.output


NESTED = """
module sub:
    snakefile: "sub/Snakefile"
    prefix: "outer"
    config: config

use rule * from sub as sub_*
"""


def test_nested_module__with_a_configuration_that_is_passed(tmp_path: Path) -> None:
    make_workflow(tmp_path, low="mean_random_walk")
    (tmp_path / "outer" / "low").mkdir(parents=True)
    config = (tmp_path / "low/config/config.yaml").read_text()
    config = config.replace("../config/", "config/").replace("config/", "../../low/config/")
    (tmp_path / "config.yaml").write_text("low:\n" + textwrap.indent(config, "  "))
    text = DOCUMENTED["Snakefile with a configuration of its own"]
    directive, _, module = text.partition("\n\n\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/Snakefile").write_text(module.replace("paraverse/", "../paraverse/"))
    (tmp_path / "Snakefile").write_text(f"{directive}\n{NESTED}")
    done = run(tmp_path, "sub_low_mean_random_walk")
    assert done.jobs["sub_low_convert"] == 1
    assert done.jobs["sub_low_mean_random_walk"] == 1
    assert "In outer/low/ (module low):\nDrew 1 plot" in done.output
    assert (tmp_path / "outer/low/results/figures/mean_random_walk.pdf").exists()
    assert "Nothing to be done" in run(tmp_path, "sub_low_mean_random_walk").output


MODEL = """\
import h5py

with open(snakemake.input[0]) as prepared, h5py.File(snakemake.output[0], "w") as file:
    file["y"] = [float(snakemake.wildcards.beta), float(prepared.read())]
"""


def test_module__with_universes_from_a_rule_around_it(tmp_path: Path) -> None:
    project = simulated_project(tmp_path / "low")
    project.edit("config/config.yaml", "script: config/model.py", "rule: model")
    project.edit("config/config.yaml", "[data.h5, params.yml]", "[data.h5]")
    project.edit("config/pspace.yml", "a: !pdim", "beta: !pdim")
    project.edit("config/plots.yaml", "x: a", "x: beta")
    (tmp_path / "paraverse").symlink_to(ROOT)
    (tmp_path / "model.py").write_text(MODEL)
    (tmp_path / "Snakefile").write_text(DOCUMENTED["Snakefile with a rule that makes universes"])
    done = run(tmp_path)
    assert (done.jobs["prepare"], done.jobs["model"], done.jobs["low_line"]) == (1, 3, 1)
    assert "Nothing to be done" in run(tmp_path).output
    kept = run(tmp_path, "--delete-all-output", "--dry-run").output
    assert "results/figures/line.pdf" in kept
    assert "data.h5" not in kept


WHOLE = """
configfile: "config/config.yaml"

module sweep:
    snakefile: "paraverse/Snakefile"
    config: config

use rule * from sweep
"""


def test_module_without_prefix__messages_have_the_lines_of_the_configuration(
    tmp_path: Path,
) -> None:
    make_workflow(tmp_path)
    (tmp_path / "config/config.yaml").write_text("data_dir: data\nload: {}\nplotz: x\n")
    (tmp_path / "Snakefile").write_text(WHOLE)
    wrong = run(tmp_path, "--dry-run", check=False)
    assert wrong.code == 1
    assert "config/config.yaml:3: plotz\n    Unknown key 'plotz'" in wrong.output


@pytest.mark.skipif(shutil.which("rsync") is None, reason="the storage plugin calls rsync")
def test_default_storage__has_the_results_but_not_the_universes(tmp_path: Path) -> None:
    folder, store = tmp_path / "workflow", tmp_path / "store"
    make_workflow(folder, low="mean_random_walk, random_walk")
    module = DOCUMENTED["Snakefile"].partition("\n\n\nmodule high")[0]
    (folder / "Snakefile").write_text(module)
    options = "--default-storage-provider", "fs", "--default-storage-prefix", str(store)
    run(folder, *options)
    assert (store / "low/results/figures/mean_random_walk.pdf").exists()
    assert not (store / "low/data").exists()
    assert len(list((folder / "low/data/example").glob("*/data.h5"))) == 6
    assert len(list((folder / "low/results/figures/random_walk").glob("*.pdf"))) == 6
    assert "Nothing to be done" in run(folder, *options).output


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workflow of the repository that the page names, in the cache of Snakemake."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = Path(get_appdirs().user_cache_dir, "snakemake/source-cache/snakemake-git-cache")
    work, bare = tmp_path / "work", folder / "github.com/OWNER/paraverse"
    example_project(work).edit("config/config.yaml", "{batch_size: 3}", "{batch_size: 6}")
    for name in ("rules", "envs", "report", "profiles"):
        shutil.copytree(ROOT / name, work / name)
    (work / "scripts" / "paraverse").mkdir(parents=True)
    for path in (*(ROOT / "scripts").glob("*.py"), ROOT / "scripts" / "paraverse" / "__init__.py"):
        shutil.copy(path, work / path.relative_to(ROOT))
    shutil.copy(ROOT / "Snakefile", work)
    user = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
    for command in (["init", "-q"], ["add", "."], [*user, "commit", "-qm", "x"], ["tag", "v0.1.0"]):
        subprocess.run(["git", *command], cwd=work, check=True)
    subprocess.run(["git", "clone", "-q", "--bare", work, bare], check=True)
    return bare


WITHOUT_LIBRARY = f"""
import sys
sys.path.remove({str(ROOT / "scripts")!r}) if {str(ROOT / "scripts")!r} in sys.path else None
from snakemake.cli import main
main(sys.argv[1:])
"""
"""A run of Snakemake that does not find this library, even if it is installed."""


@pytest.mark.usefixtures("remote")
def test_remote_module__needs_the_library_of_its_version(tmp_path: Path) -> None:
    folder = tmp_path / "workflow"
    make_workflow(folder, low="spread")
    (folder / "paraverse").unlink()
    (folder / "Snakefile").write_text(DOCUMENTED["Snakefile with a module from a remote address"])
    command = [sys.executable, "-P", "-c", WITHOUT_LIBRARY, "--cores", "1"]
    environment = {**os.environ, "PYTHONPATH": ""}
    absent = subprocess.run(command, cwd=folder, text=True, capture_output=True, env=environment)
    assert absent.returncode == 1
    printed = absent.stdout + absent.stderr
    assert "pip install 'paraverse @ git+https://github.com/OWNER/paraverse@v0.1.0'" in printed
    assert "Traceback" not in printed


def test_snakedeploy__project_from_a_remote_address_runs(remote: Path, tmp_path: Path) -> None:
    deploy = pytest.importorskip("snakedeploy.deploy", reason="snakedeploy is not installed").deploy
    folder = tmp_path / "my_project"
    deploy(str(remote), name=None, tag="v0.1.0", branch=None, dest_path=folder)
    assert 'github("OWNER/paraverse", ' in (folder / "workflow" / "Snakefile").read_text()
    Project(folder).edit("config/operations.py", "    return ((data", PRINT_PARENT)
    Project(folder).edit("config/operations.py", "import xarray", IMPORTS)
    done = run_alone(folder, "spread", PYTHONPATH=str(ROOT / "scripts"))
    assert done.jobs["spread"] == 1
    assert (folder / "results/figures/spread.pdf").exists()
    assert "forkserver" in done.output
