"""The page on transformations: its examples do what it says."""

from __future__ import annotations

import doctest
import re
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.transform import evaluate, load_yaml
from support.paths import ROOT

PAGE = ROOT / "docs" / "transformations.md"
TEXT = PAGE.read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)# gives (.*?)```", TEXT, re.DOTALL)


def data() -> dict[str, Any]:
    names: dict[str, Any] = {}
    first = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert first
    exec(first[1], names)
    return names


def test_page__has_no_example_without_result() -> None:
    assert TEXT.count("```yaml") == len(EXAMPLES) > 8


@pytest.mark.parametrize(("config", "results"), EXAMPLES)
def test_page__examples_have_the_documented_results(config: str, results: str) -> None:
    actual = {}
    for tag, value in evaluate(data()["data"], **load_yaml(config)).items():
        actual[tag] = value.values.tolist() if isinstance(value, xr.DataArray) else value
    np.testing.assert_equal(actual, load_yaml(results))


def test_page__sessions_have_the_documented_output() -> None:
    sessions = "\n\n".join(re.findall(r"```python\n(>>>.*?)```", TEXT, re.DOTALL))
    runner = doctest.DocTestRunner()
    runner.run(doctest.DocTestParser().get_doctest(sessions, data(), PAGE.name, str(PAGE), 0))
    assert runner.tries > 8
    assert not runner.failures
