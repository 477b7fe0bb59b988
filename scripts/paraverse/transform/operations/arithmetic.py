"""Operations on numbers and on the elements of arrays, and cumulative sums."""

from __future__ import annotations

import operator
from typing import Any

from paraverse.transform.registration import operation
from paraverse.transform.registry import register_table

register_table(
    {
        "neg": operator.neg,
        "pos": operator.pos,
        "truth": operator.truth,
        "invert": operator.invert,
        "add": operator.add,
        "sub": operator.sub,
        "mul": operator.mul,
        "matmul": operator.matmul,
        "div": operator.truediv,
        "truediv": operator.truediv,
        "floordiv": operator.floordiv,
        "mod": operator.mod,
        "pow": operator.pow,
        "lshift": operator.lshift,
        "rshift": operator.rshift,
        "concat": operator.concat,
        "log": "np.log",
        "log10": "np.log10",
        "log2": "np.log2",
        "log1p": "np.log1p",
        "squared": "np.square",
        "sqrt": "np.sqrt",
        "cumulate": "np.cumsum",
    }
)


@operation("increment")
def increment(data: Any) -> Any:
    """Add 1.

    Parameters
    ----------
    data
        A number or an array.

    Returns
    -------
    number or array
        ``data + 1``.
    """
    return data + 1


@operation("decrement")
def decrement(data: Any) -> Any:
    """Subtract 1.

    Parameters
    ----------
    data
        A number or an array.

    Returns
    -------
    number or array
        ``data - 1``.
    """
    return data - 1


@operation("cubed")
def cubed(data: Any) -> Any:
    """Raise to the third power.

    Parameters
    ----------
    data
        A number or an array.

    Returns
    -------
    number or array
        The result, with the same shape and labels as `data`.
    """
    import numpy as np

    return np.power(data, 3)


@operation("sqrt3")
def cube_root(data: Any) -> Any:
    """Return the cube root.

    Parameters
    ----------
    data
        A number or an array.

    Returns
    -------
    number or array
        The result, with the same shape and labels as `data`; NaN for negative real numbers.
    """
    import numpy as np

    return np.power(data, 1 / 3)


@operation("normalize_to_sum")
def normalize_to_sum(data: Any) -> Any:
    """Divide by the sum of all elements.

    Parameters
    ----------
    data
        An array of any shape.

    Returns
    -------
    array
        The result, with the same shape and labels as `data`.
    """
    import numpy as np

    return data / np.sum(data)


@operation("normalize_to_max")
def normalize_to_max(data: Any) -> Any:
    """Divide by the largest element.

    Parameters
    ----------
    data
        An array of any shape.

    Returns
    -------
    array
        The result, with the same shape and labels as `data`.
    """
    import numpy as np

    return data / np.max(data)


@operation("cumulate_complementary")
def cumulate_complementary(data: Any, **kwargs: Any) -> Any:
    """Sum from the end, so that each element becomes the sum of itself and all that follow.

    Parameters
    ----------
    data
        A one-dimensional array; with more dimensions, `axis` must be 0.
    kwargs
        Further arguments of `numpy.cumsum`.

    Returns
    -------
    array
        The result, with the same shape and labels as `data`.
    """
    import numpy as np

    return np.cumsum(data[::-1], **kwargs)[::-1]
