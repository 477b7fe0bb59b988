"""Reasons for running jobs, in a few words."""

from __future__ import annotations

from typing import Any

import pytest
from snakemake.jobs import Reason
from snakemake.persistence import ParamsChange

from paraverse.workflow.display.reasons import describe_reason

DIGEST, OTHER = "1a2b3c4d5e6f", "0f0f0f0f0f0f"


def reason(**attributes: Any) -> Reason:
    result = Reason()
    for name, value in attributes.items():
        if isinstance(value, set):
            getattr(result, name).update(value)
        else:
            setattr(result, name, value)
    return result


@pytest.mark.parametrize(
    ("attributes", "phrase"),
    [
        ({"forced": True, "missing_output": {"a"}}, "forced"),
        ({"missing_output": {"a"}, "updated_input": {"b"}}, "not there yet"),
        ({"incomplete_output": {"a"}}, "an earlier run was interrupted"),
        ({"updated_input": {"a"}}, "what it is made from is newer"),
        ({"updated_input_run": {"a"}}, "what it is made from is made again"),
        ({"input_changed": True}, "it is made from other files"),
        ({"code_changed": True}, "its rule has changed"),
        ({"noio": True}, ""),
    ],
)
def test_describe_reason__is_a_phrase(attributes: dict[str, Any], phrase: str) -> None:
    assert describe_reason(reason(**attributes)) == phrase


def test_describe_reason__names_the_change_that_has_caused_others() -> None:
    change = ParamsChange({"'title = 1'"}, {"'title = 2'"}, {"output"})
    assert describe_reason(reason(params_changed=change, updated_input_run={"a"})) == (
        "title: 1 → 2"
    )


@pytest.mark.parametrize(
    ("old", "new", "phrase"),
    [
        (["'helpers.title = 1'"], ["'helpers.title = 2'"], "helpers.title: 1 → 2"),
        ([f"'operation mean {DIGEST}'"], [f"'operation mean {OTHER}'"], "operation mean: changed"),
        ([f"'upstream = {DIGEST}'"], [f"'upstream = {OTHER}'"], "what it is made from has changed"),
        ([f"'files = 3, {DIGEST}'"], [f"'files = 3, {OTHER}'"], "what it is made from has changed"),
        ([f"'upstream = {DIGEST}'", "'a = 1'"], [f"'upstream = {OTHER}'", "'a = 2'"], "a: 1 → 2"),
        (["output = as written"], ["output = a.pdf has changed"],
         "it is no longer as it was written"),
        (["record = written"], ["record = missing for a.pdf"], "there is no record of it"),
    ],
)  # fmt: skip
def test_describe_reason__names_what_differs(old: list[str], new: list[str], phrase: str) -> None:
    change = ParamsChange(set(old), set(new), {"output"})
    assert describe_reason(reason(params_changed=change)) == phrase


def test_describe_reason__is_short_and_on_one_line() -> None:
    change = ParamsChange(set(), {repr(f"text = '{'x' * 1000}\x1b[2J'")}, {"output"})
    phrase = describe_reason(reason(params_changed=change))
    assert len(phrase) < 80
    assert "\x1b" not in phrase
    many = ParamsChange(set(), {f"'key{n} = 1'" for n in range(1000)}, {"output"})
    assert describe_reason(reason(params_changed=many)).endswith(" and 997 more")
