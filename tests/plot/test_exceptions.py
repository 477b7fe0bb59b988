"""Exceptions of matplotlib in other words."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from paraverse.errors import PlotError
from paraverse.plot.exceptions import describe_exception


def test_describe_exception__names_what_has_no_such_property() -> None:
    with pytest.raises(AttributeError) as error:
        plt.figure().text(0, 0, "A", fontsise=3)
    plt.close("all")
    message = describe_exception(error.value)
    assert message.startswith("text has no property 'fontsise'. Did you mean 'fontsize'")


def test_describe_exception__keeps_all_others() -> None:
    assert describe_exception(PlotError("No data.")) == "No data."
    assert describe_exception(ValueError("No data.")) == "ValueError: No data."
