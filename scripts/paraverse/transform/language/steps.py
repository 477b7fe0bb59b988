"""A node as it is written in the configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from paraverse.errors import KeyPath

Reporter = Callable[[str, KeyPath], None]
"""Called with a message about a mistake, and the keys of the value that is wrong."""

FAILURE_MODES = ("log", "warn", "silent")
"""Ways to report an allowed failure."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A node as it is written.

    Attributes
    ----------
    operation
        Name of an operation or meta-operation; "" for a node that cannot be read, and for a value
        that comes from outside.
    args, kwargs
        Arguments of the operation, with placeholders at any depth. Inside a meta-operation, the
        operation and these two may be placeholders as a whole.
    tag
        Name of the result; None if it has none.
    salt
        Value that distinguishes the node from otherwise equal ones. For a value from outside, a
        digest of the value.
    allow_failure
        How to report a failure, one of `FAILURE_MODES`; None if a failure is an error.
    fallback
        Result to use if the node fails, with placeholders at any depth.
    forced
        Whether the node is computed even if nothing needs it.
    cached
        Whether the result is to be written to a file of its own.
    context
        Notes of the user about the node.
    path
        Keys of the node in the configuration.
    call
        Keys of the use of the meta-operation that the node belongs to; empty if there is none.
    """

    operation: Any
    args: Any = ()
    kwargs: Any = field(default_factory=dict)
    tag: str | None = None
    salt: Any = None
    allow_failure: str | None = None
    fallback: Any = None
    forced: bool = False
    cached: bool = False
    context: Mapping[str, Any] = field(default_factory=dict)
    path: KeyPath = ()
    call: KeyPath = ()

    @property
    def content(self) -> tuple[Any, ...]:
        """Everything in the step that may hold placeholders."""
        return (self.operation, self.args, self.kwargs, self.salt, self.fallback)
