"""Build the jobs that compute the data of multiverse plots."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from paraverse.base.digest import digest, digest_order, format_leaves
from paraverse.base.versions import VERSIONS
from paraverse.config.models import Config
from paraverse.jobs.transform import NODE, CombinedField, TransformJob
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.building.named_files import named_file_lines
from paraverse.plan.building.named_modules import describe_modules, modules_of_operations
from paraverse.plan.building.node_jobs import nodes_with_jobs
from paraverse.plan.building.rules import Dependencies, Transformation, data_file
from paraverse.plan.building.sweep_conversion import SWEEP_STORE
from paraverse.plan.building.transform_scope import TransformScope
from paraverse.plan.reading.parsed_plot import ParsedPlot, is_field
from paraverse.plan.reading.plot_sections import source_map, transform_sections, verbosity
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.plan.reading.read import ProjectInputs
from paraverse.plan.reading.read_sweep import Sweep
from paraverse.plan.reading.universe_selection import indices_in_grid, select_coordinates_of
from paraverse.plan.reading.used_fields import split_data_path
from paraverse.store import FORMAT
from paraverse.sweep.batches import Batch


def build_transformations(project: ProjectInputs, batches: Sequence[Batch]) -> list[Transformation]:
    """Build the jobs for the data of all multiverse plots.

    Parameters
    ----------
    project
        The project, without problems.
    batches
        All universes, in batches.

    Returns
    -------
    list of Transformation
        The jobs of nodes that several plots need or that users mark, then the job of each plot.
    """
    plots = [plot for plot in project.parsed_plots if not plot.is_universe_plot]
    fields = {plot.name: _combined_fields(plot, project.sweep) for plot in plots}
    shared = nodes_with_jobs(plots)
    files = {key: f"results/nodes/{_node_name(plot, key)}.nc" for key, plot in shared.items()}
    nodes = []
    for key, plot in shared.items():
        scope = TransformScope(
            plot=plot,
            fields=fields[plot.name],
            graph=plot.graph.restrict_to(key, NODE),
            tags=[NODE],
            node_files={other: file for other, file in files.items() if other != key},
        )
        nodes.append(_node_transformation(scope, key, files[key], project, batches))
    scopes = (_scope_of_plot(plot, fields[plot.name], files) for plot in plots)
    return [*nodes, *(_plot_transformation(scope, project, batches) for scope in scopes)]


def data_dependencies(plot: ParsedPlot, code: ProjectCode) -> Dependencies:
    """Return what the data of a universe plot depend on, besides the universes.

    Parameters
    ----------
    plot
        A universe plot.
    code
        The operations, with their fingerprints.

    Returns
    -------
    Dependencies
        Lines about the configuration and the code of the transformation.
    """
    scope = _scope_of_plot(plot, {}, {})
    return _plot_dependencies(scope, code)


def code_modules(config: Config) -> tuple[str, ...]:
    """Return the Python files that register what transformations use: loaders and operations.

    Parameters
    ----------
    config
        The configuration, which names the files.

    Returns
    -------
    tuple of str
        The paths of the files.
    """
    return (*config.loaders, *config.operations)


def _scope_of_plot(
    plot: ParsedPlot, fields: Mapping[str, CombinedField], node_files: Mapping[str, str]
) -> TransformScope:
    return TransformScope(
        plot=plot,
        fields=fields,
        graph=plot.graph,
        tags=plot.computed_tags,
        node_files=node_files,
    )


def _combined_fields(plot: ParsedPlot, sweep: Sweep) -> dict[str, CombinedField]:
    return {
        tag: CombinedField(
            path=field.entry.path,
            transform=field.entry.transform,
            dimensions=field.dimensions,
            grid_indices=indices_in_grid(field.dimensions, sweep.universes),
            coordinates=select_coordinates_of(sweep, field.dimensions),
            method=field.entry.method,
            transform_after_combine=field.entry.transform_after_combine,
            allow_failing=field.entry.allow_failing,
            dtype=field.entry.dtype,
            join=field.entry.join,
            tolerance=field.entry.tolerance,
            on_conflict=field.entry.on_conflict,
            key=field.entry.key,
            sections=field.entry.sections,
        )
        for tag, field in plot.fields.items()
    }


def _plot_transformation(
    scope: TransformScope, project: ProjectInputs, batches: Sequence[Batch]
) -> Transformation:
    name = scope.plot.name
    fingerprints = _fingerprints(scope, project.code)
    return Transformation(
        name=name,
        **_inputs(scope, project, batches),
        data=data_file(name),
        job=_job(scope, project, fingerprints, node=None),
        depends_on=_plot_dependencies(scope, project.code),
    )


def _node_transformation(
    scope: TransformScope, key: str, file: str, project: ProjectInputs, batches: Sequence[Batch]
) -> Transformation:
    name = PurePosixPath(file).stem
    fingerprints = _fingerprints(scope, project.code)
    return Transformation(
        name=name,
        **_inputs(scope, project, batches),
        data=file,
        job=_job(scope, project, fingerprints, node=key),
        # The configuration of the node is part of the name of its file
        depends_on=_dependencies(scope, project.code),
    )


def _job(
    scope: TransformScope,
    project: ProjectInputs,
    fingerprints: Mapping[str, str],
    *,
    node: str | None,
) -> TransformJob:
    plot = scope.plot.config
    return TransformJob(
        plot=plot.name,
        fields=scope.fields,
        sections=transform_sections(plot),
        tags=scope.plot.tags,
        operations=code_modules(project.config),
        where=source_map(plot),
        group=project.entries.universe_group,
        verbosity=verbosity(plot),
        fingerprints=fingerprints,
        stored_nodes=tuple(key for key, _ in _nodes_read(scope)),
        node=node,
    )


def _inputs(
    scope: TransformScope, project: ProjectInputs, batches: Sequence[Batch]
) -> dict[str, Any]:
    """Return the stores, the files of nodes and the store of the sweep that a job reads."""
    all_universes = project.sweep.universes
    ids = {universe_id for f in scope.combined_fields.values() for universe_id in f.grid_indices}
    reads_sweep = False
    for path in scope.paths_read:
        universe, _ = split_data_path(path, project.entries.universe_group)
        if universe is None:
            reads_sweep = True
        if universe is not None or not path:
            ids |= _ids_at(universe, all_universes)
    stores = (batch.store for batch in batches if any(u.id in ids for u in batch.universes))
    return {
        "stores": tuple(stores),
        "nodes": tuple(file for _, file in _nodes_read(scope)),
        "sweep": (SWEEP_STORE,) if reads_sweep and project.sweep.files else (),
    }


def _nodes_read(scope: TransformScope) -> list[tuple[str, str]]:
    """Return the key and the file of each node that another job computes, in the order of files."""
    return sorted(scope.files_read.items(), key=lambda item: item[1])


def _ids_at(key: str | None, universes: Sequence[UniverseFiles]) -> set[str]:
    """Return the id of the universe with a key, or the ids of all universes if there is none."""
    ids = {universe.key: universe.id for universe in universes}
    return {ids[key]} if key in ids else set(ids.values())


def _plot_dependencies(scope: TransformScope, code: ProjectCode) -> Dependencies:
    plot = scope.plot
    data = plot.config.data()
    keys = (f"tags = {plot.tags}", *format_leaves(data), f"order {digest_order(data)}")
    return _dependencies(scope, code) + Dependencies(configuration=keys)


def _dependencies(scope: TransformScope, code: ProjectCode) -> Dependencies:
    fields = scope.combined_fields
    indices = {tag: field.grid_indices for tag, field in fields.items()}
    dimensions = {tag: field.dimensions for tag, field in fields.items()}
    coordinates = {tag: field.coordinates for tag, field in fields.items() if field.coordinates}
    return Dependencies(
        code=(
            f"transform {VERSIONS['transform']}, format {FORMAT}",
            *code.operations.describe("operation", scope.operations),
            *describe_modules(modules_of_operations(scope.nodes), code.operations),
        ),
        configuration=(
            *(f"universes.{tag} = {len(at)}, {digest(at)}" for tag, at in indices.items()),
            *format_leaves(dimensions, "dimensions"),
            *(f"coordinates.{tag} = {digest(own)}" for tag, own in coordinates.items()),
            *named_file_lines([[node.args, node.kwargs] for node in scope.nodes]),
        ),
    )


def _fingerprints(scope: TransformScope, code: ProjectCode) -> dict[str, str]:
    """Return the fingerprints of those operations in a scope that files register."""
    fingerprints = {name: code.operations.fingerprint(name) for name in scope.operations}
    return {name: value for name, value in fingerprints.items() if value}


def _node_name(plot: ParsedPlot, key: str) -> str:
    """Return a name for the file of a node: a readable part, and digits that make it unique."""
    number = plot.graph.numbers_by_key()[key]
    node = plot.graph.nodes[number]
    if is_field(node):
        name = plot.fields[node.args[0]].entry.path
    else:
        tags = (tag for tag, tagged in plot.graph.tags.items() if tagged == number)
        name = next(tags, node.operation)
    readable = re.sub(r"[^\w+~-]+", ".", name).strip(".") or "node"
    return f"{readable}-{key[:8]}"
