"""The loader for pickles."""

from __future__ import annotations

import pickle
from typing import Any

from paraverse.errors import LoadError


def load_pickle(path: str, *, allow_pickle: bool = False) -> Any:
    """Read a pickle.

    Parameters
    ----------
    path
        Path of the file.
    allow_pickle
        Must be true for the file to be read: the author of a pickle can run any code on this
        machine.

    Returns
    -------
    object
        The object in the pickle.

    Raises
    ------
    LoadError
        If `allow_pickle` is not true.
    """
    if not allow_pickle:
        raise LoadError(
            f"{path} is a pickle: who wrote it can run any code here. "
            "If that is all right, set `allow_pickle: true` in the entry that loads it"
        )
    with open(path, "rb") as file:
        return pickle.load(file)
