"""Values in the content of parameter files."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.errors import LoadError
from paraverse.load.nested_values import look_up

CONTENT = {"model": {1: "one", "sizes": [3, 5]}}


@pytest.mark.parametrize(
    ("path", "value"), [("model/1", "one"), ("model/sizes", [3, 5]), ("model/sizes/1", 5)]
)
def test_look_up__follows_keys_and_indices(path: str, value: Any) -> None:
    assert look_up(CONTENT, path.split("/"), path) == value


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("model/size", "There is no 'model/size'. Did you mean 'sizes'?"),
        ("model/sizes/2", "There is no 'model/sizes/2'. Allowed: 0, 1."),
        ("model/1/x", "There is no 'model/1/x'."),
    ],
)
def test_look_up__says_what_exists(path: str, message: str) -> None:
    with pytest.raises(LoadError) as error:
        look_up(CONTENT, path.split("/"), path)
    assert str(error.value) == message
