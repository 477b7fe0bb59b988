"""A change anywhere upstream changes the digests of everything that follows."""

from __future__ import annotations

from paraverse.base.source_map import SourceMap
from paraverse.jobs.transform import TransformJob
from paraverse.plan.building.rules import Dependencies, Transformation
from paraverse.plan.building.upstream import Upstream


def transformation(
    data: str, stores: tuple[str, ...] = (), nodes: tuple[str, ...] = (), code: str = "1"
) -> Transformation:
    job = TransformJob(
        plot="p", fields={}, sections={}, tags=None, operations=(), where=SourceMap("p", {})
    )
    return Transformation(
        name=data,
        stores=stores,
        nodes=nodes,
        sweep=(),
        data=data,
        job=job,
        depends_on=Dependencies(code=(code,)),
    )


def upstream(a: int = 1, b: int = 1, node: str = "1") -> dict[str, str]:
    """Return the digests of two stores, a node of one, and two plots, of which one uses it."""
    digests = Upstream(
        {"a.nc": lambda: a, "b.nc": lambda: b},
        [
            transformation("first.nc", ("b.nc",), ("node.nc",)),
            transformation("node.nc", ("a.nc",), code=node),
            transformation("second.nc", ("b.nc",)),
        ],
    )
    names = ("a.nc", "b.nc", "node.nc", "first.nc", "second.nc")
    return {name: digests.describe([name]) for name in names}


def changed(**changes: int | str) -> set[str]:
    before = upstream()
    return {name for name, text in upstream(**changes).items() if text != before[name]}  # type: ignore[arg-type]


def test_upstream__changes_what_follows_and_nothing_else() -> None:
    assert changed() == set()
    assert changed(a=2) == {"a.nc", "node.nc", "first.nc"}
    assert changed(node="2") == {"node.nc", "first.nc"}
    assert changed(b=2) == {"b.nc", "first.nc", "second.nc"}
