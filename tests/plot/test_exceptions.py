"""Exceptions of matplotlib in other words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import pytest

from paraverse.errors import PlotError
from paraverse.plot.exceptions import describe_exception, find_unknown


def test_describe_exception__names_what_has_no_such_property() -> None:
    with pytest.raises(AttributeError) as error:
        plt.figure().text(0, 0, "A", fontsise=3)
    plt.close("all")
    message = describe_exception(error.value)
    assert message.startswith("text has no property 'fontsise'. Did you mean 'fontsize'")


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda ax: ax.legend(["A"], title_fontsise=3), "a legend takes no 'title_fontsise'. Did"),
        (lambda ax: ax.figure.colorbar(ax.imshow([[1]]), shrnk=1), "a color bar takes no 'shrnk'"),
        (lambda ax: ax.figure.savefig("a.pdf", dip=3), "the format pdf takes no 'dip'."),
        (lambda ax: ax.scatter(1, 1, colour=3), "a collection of markers has no property 'colour'"),
    ],
)
def test_describe_exception__names_what_takes_no_such_argument(
    draw: Callable[[Any], Any], message: str
) -> None:
    figure, ax = plt.subplots()
    ax.plot([1, 2])
    with pytest.raises((AttributeError, TypeError)) as error:
        draw(ax)
    plt.close(figure)
    assert describe_exception(error.value).startswith(message)


def test_find_unknown__in_nested_arguments() -> None:
    error = AttributeError("Line2D.set() got an unexpected keyword argument 'colour'")
    arguments = {"a": [{"b": 1}, {"c": {"colour": 2}}]}
    assert find_unknown(error, arguments) == ("a", 1, "c", "colour")
    assert find_unknown(error, {"a": "colour"}) == ()
    assert find_unknown(ValueError("colour"), arguments) == ()


def test_describe_exception__keeps_all_others() -> None:
    assert describe_exception(PlotError("No data.")) == "No data."
    assert describe_exception(ValueError("No data.")) == "ValueError: No data."
