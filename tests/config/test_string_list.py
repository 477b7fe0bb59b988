"""Lists of strings, for which one string may stand."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from paraverse.config.string_list import StringList


@pytest.mark.parametrize(("value", "strings"), [("a", ["a"]), (["a", "b"], ["a", "b"]), (None, [])])
def test_string_list__may_be_one_string_or_nothing(value: Any, strings: list[str]) -> None:
    assert TypeAdapter(StringList).validate_python(value) == strings
