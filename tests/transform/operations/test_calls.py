"""Functions are imported, created from lambda expressions, and called."""

from __future__ import annotations

import math

import numpy as np
import pytest

from paraverse.errors import TransformError
from paraverse.transform.registry import resolve


@pytest.mark.parametrize(
    ("expression", "args", "result"),
    [
        ("lambda x, *, y=2: x + y", (1,), 3),
        ("  lambda x: [sin(i) for i in x]", ([0.0],), [0.0]),
        ("lambda x: (lambda y: y * pi)(x)", (2,), 2 * math.pi),
        ("lambda x: numpy.cumsum(x).max() + np.sum(x)", ([1, 2],), 6),
        ("lambda x: scipy.special.cbrt(x)", (27,), 3),
        ("lambda x: xr.DataArray(x).ndim", ([[1]],), 2),
    ],
)
def test_lambda__makes_functions(expression: str, args: tuple[object], result: object) -> None:
    assert resolve("lambda")(expression)(*args) == result
    assert resolve("call_lambda")(expression, *args) == result


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("x + 1", "'x + 1' is not a lambda expression, such as `lambda x: x**2`."),
        ("lambda x: x +", "'lambda x: x +' is not valid Python"),
        ("import os", "'import os' is not valid Python"),
    ],
)
def test_lambda__takes_lambda_expressions_only(expression: str, message: str) -> None:
    with pytest.raises(TransformError) as error:
        resolve("lambda")(expression)
    assert message in str(error.value)


def test_import__finds_modules_and_what_they_hold() -> None:
    assert resolve("import")("math") is math
    assert resolve("import")(None, "len") is len
    assert resolve("import")("numpy", "linalg.norm") is np.linalg.norm
    assert resolve("from_module")(np, name="pi") == math.pi
    assert resolve("import_and_call")("operator", "itemgetter", 1)("ab") == "b"
    with pytest.raises(TransformError, match=r"There is no 'cosh2' in math\. Did you mean 'cosh'"):
        resolve("import_and_call")("math", "cosh2", 1)


def test_module_prefix__takes_the_function_as_the_first_argument() -> None:
    assert resolve("np.")("linalg.norm", [3, 4], ord=1) == 7
    with pytest.raises(TransformError, match=r"Unknown operation 'np\.linspce'"):
        resolve("np.")("linspce", 0, 1)
