"""Steps are nodes as they are written."""

from __future__ import annotations

from paraverse.transform import Previous, Tag
from paraverse.transform.language.steps import Step
from paraverse.yaml_io.placeholders import find_placeholders


def test_content__has_all_placeholders_of_a_step() -> None:
    step = Step(
        operation=Tag("operation"),
        args=[Tag("args")],
        kwargs={"x": [Tag("kwargs")]},
        salt=Tag("salt"),
        fallback={"y": Previous()},
        tag="a",
    )
    names = [Tag("operation"), Tag("args"), Tag("kwargs"), Tag("salt"), Previous()]
    assert list(find_placeholders(step.content)) == names
