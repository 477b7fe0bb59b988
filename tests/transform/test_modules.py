"""Functions of modules are operations."""

from __future__ import annotations

import math
import sys

import pytest

from paraverse.errors import TransformError
from paraverse.transform.modules import find_function, find_in_module


def test_find_in_module__finds_modules_submodules_and_what_they_hold() -> None:
    assert find_in_module("math") is math
    assert find_in_module("math", "pi") == math.pi
    assert find_in_module("xml", "dom.minidom.parseString").__name__ == "parseString"
    assert find_in_module("scipy.stats") is sys.modules["scipy.stats"]


@pytest.mark.parametrize(
    ("module", "path", "message"),
    [
        ("no_such_module", "", "The module 'no_such_module' cannot be imported: No module named"),
        (".relative", "", "The module '.relative' cannot be imported"),
        ("math", "sqrtt", "There is no 'sqrtt' in math. Did you mean 'sqrt'"),
        ("xml", "dom.minidon", "There is no 'minidon' in xml.dom"),
    ],
)
def test_find_in_module__says_what_is_missing(module: str, path: str, message: str) -> None:
    with pytest.raises(TransformError) as error:
        find_in_module(module, path)
    assert message in str(error.value)


def test_find_function__finds_functions_only() -> None:
    assert find_function("math.sqrt") is math.sqrt
    message = r"'math\.e' is not a function\. `import: \[math, e\]`"
    with pytest.raises(TransformError, match=message):
        find_function("math.e")
