"""The names that code for dantro and utopya imports."""

from __future__ import annotations

import pytest

import paraverse
from paraverse import compat


@pytest.mark.parametrize("name", compat.__all__)
def test_names__can_be_imported(name: str) -> None:
    assert callable(getattr(compat, name))


def test_unknown_name__lists_the_others() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'plot_helper'; it has ColorManager, "):
        compat.plot_helper  # noqa: B018


@pytest.mark.parametrize("name", paraverse.__all__)
def test_public_names__can_be_imported_from_the_package(name: str) -> None:
    assert callable(getattr(paraverse, name))
