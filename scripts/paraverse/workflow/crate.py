"""An RO-Crate of a project: its figures with the configuration and the code behind them.

It follows the profile Process Run Crate, in which an action states what was made from what.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from paraverse.base.atomic import atomic_path
from paraverse.base.digest import digest
from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.plan.plan import CRATE, Plan
from paraverse.plan.provenance.origins import PlanProvenance
from paraverse.provenance.environment import describe_environment, paraverse_version
from paraverse.workflow.log import logger

_VERSION = "1.1"
"""Version of RO-Crate on which the profile is based."""

_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_SOFTWARE = "#paraverse"
_UNIVERSES = "#universes"

_NO_LICENSE = "The project has no file LICENSE: ask its authors before you use these files."

_MEDIA_TYPES = {
    "eps": "application/postscript", "gif": "image/gif", "html": "text/html",
    "jpeg": "image/jpeg", "jpg": "image/jpeg", "mp4": "video/mp4", "pdf": "application/pdf",
    "png": "image/png", "py": "text/x-python", "svg": "image/svg+xml", "yaml": "text/yaml",
    "yml": "text/yaml",
}  # fmt: skip


def crate_inputs(plan: Plan) -> list[str]:
    """Return what has to be up to date for the crate.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    list of str
        All figures, or their records. If the library that writes crates is missing, the run ends
        here, before anything is drawn.
    """
    if find_spec("rocrate") is None:
        logger.error("The target `crate` needs the package rocrate: pip install 'paraverse[crate]'")
        sys.exit(1)
    return plan.targets


def write_crate(plan: Plan) -> None:
    """Write the crate of a project.

    Parameters
    ----------
    plan
        The plan of the project, the figures of which are drawn.
    """
    from rocrate.model.contextentity import ContextEntity
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version=_VERSION)
    name = Path.cwd().name
    crate.name = name
    crate.description = (
        f"The figures of the project {name}, with the configuration and the code from which "
        f"paraverse {paraverse_version()} made them. Most of the figures carry their provenance: "
        "`paraverse provenance FIGURE` prints it."
    )
    profile = {"@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}
    crate.root_dataset["conformsTo"] = crate.add(ContextEntity(crate, _PROFILE, profile))
    software = crate.add(ContextEntity(crate, _SOFTWARE, _describe_software()))
    universes = crate.add(ContextEntity(crate, _UNIVERSES, _describe_universes(plan)))
    license_files = sorted(path for path in Path().glob("LICEN[CS]E*") if path.is_file())
    crate.root_dataset["license"] = (
        _add(crate, str(license_files[0]), "license") if license_files else _NO_LICENSE
    )
    crate.root_dataset["mentions"] = []
    sources = [_add(crate, path, path) for path in _source_files(plan)]
    for plot in plan.plots:
        figures = [_add(crate, path, plot.name) for path in _figures(plan, plot)]
        if not figures:
            continue
        action = ContextEntity(
            crate,
            f"#{plot.rule}",
            {"@type": "CreateAction", "name": f"Drawing the plot {plot.name}"},
        )
        crate.add(action)
        action["instrument"] = software
        action["object"] = [universes, *sources]
        action["result"] = figures
        crate.root_dataset.append_to("mentions", action)
    with tempfile.TemporaryDirectory() as folder, atomic_path(CRATE) as partial:
        written = Path(folder, "crate.zip")
        crate.write_zip(written)
        Path(partial).write_bytes(written.read_bytes())
    print(f"Wrote {CRATE}", flush=True)


def _add(crate: Any, path: str, name: str) -> Any:
    media_type = _MEDIA_TYPES.get(Path(path).suffix[1:].lower())
    properties: dict[str, Any] = {"name": name, "contentSize": str(Path(path).stat().st_size)}
    if media_type is not None:
        properties["encodingFormat"] = media_type
    return crate.add_file(path, dest_path=path, properties=properties)


def _figures(plan: Plan, plot: MultiversePlot | UniversePlot) -> Iterator[str]:
    """Yield the files of a plot's figures that exist, also those in folders."""
    if isinstance(plot, MultiversePlot):
        paths = [*plot.figures, *plot.frames]
    else:
        paths = [path for batch in plot.universes for path in plot.paths(batch)]
    for path in map(Path, paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (str(file) for file in files if file.is_file() and not file.is_symlink())


def _source_files(plan: Plan) -> list[str]:
    """Return the files of the configuration and the code that are in the project's folder."""
    provenance = PlanProvenance(plan)
    return [file for file in provenance.source_files() if not file.startswith(("/", ".."))]


def _describe_software() -> dict[str, Any]:
    environment = describe_environment()
    packages = [f"{name} {version}" for name, version in environment["packages"].items()]
    return {
        "@type": "SoftwareApplication",
        "name": "paraverse",
        "softwareVersion": paraverse_version(),
        "softwareRequirements": [f"Python {environment['python']}", *packages],
    }


def _describe_universes(plan: Plan) -> dict[str, Any]:
    """Describe the data of the universes, which are not part of the crate."""
    names = sorted(plan.universes)
    stores = {batch.name: plan.conversion.files_digest(batch.name) for batch in plan.batches}
    described: dict[str, Any] = {
        "@type": "Dataset",
        "name": f"{len(names)} universes in {plan.data_dir}",
        "description": "One simulation at each point of a parameter space. The data are not in "
        "this crate; each figure states digests of the files that it was made from.",
        "identifier": digest(stores, 32),
    }
    if plan.space is not None:
        described["variableMeasured"] = list(plan.space.dimensions)
    if plan.simulation is not None:
        settings = plan.simulation.settings
        described["description"] += (
            f" They were simulated by {settings.program}, with {settings.parameter_space}."
        )
    return described
