"""Lists of strings in the configuration, for which one string may stand."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator


def _as_list(value: Any) -> Any:
    return [] if value is None else value if isinstance(value, list) else [value]


StringList = Annotated[
    list[str], BeforeValidator(_as_list, json_schema_input_type=str | list[str] | None)
]
