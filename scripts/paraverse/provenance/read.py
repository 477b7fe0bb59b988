"""Read the provenance of a figure or netCDF file, without the project that made it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paraverse.errors import ProvenanceError
from paraverse.provenance.document import ATTRIBUTE, decompress, parse
from paraverse.provenance.formats import FORMATS

_HDF5 = b"\x89HDF\r\n\x1a\n"


def read_provenance(path: str | Path) -> dict[str, Any]:
    """Read the provenance that a file carries.

    Parameters
    ----------
    path
        A figure in any format that has a place for provenance, or a netCDF file of results.

    Returns
    -------
    dict
        The document.

    Raises
    ------
    ProvenanceError
        If there is no such file, or if it carries no provenance that can be read.
    """
    file = Path(path)
    try:
        with file.open("rb") as opened:
            content = opened.read(len(_HDF5))
            if content != _HDF5:  # which may be large
                content += opened.read()
    except OSError as error:
        raise ProvenanceError(f"{path}: {error.strerror}.") from error
    try:
        if content == _HDF5:
            text = _read_attribute(file)
            document = None if text is None else parse(text)
        else:
            document = next(map(decompress, _find(content, file.suffix[1:].lower())), None)
    except (ValueError, OSError) as error:
        raise ProvenanceError(f"{path}: its provenance cannot be read: {error}.") from error
    if document is None:
        raise ProvenanceError(f"{path} carries no provenance. {_reason(file, content)}")
    return document


def _find(content: bytes, ending: str) -> Iterator[bytes]:
    """Yield what formats find in a file, first the one that its name states."""
    formats = [*filter(None, [FORMATS.get(ending)]), *dict.fromkeys(FORMATS.values())]
    for one in formats:
        payload = one.find(content)
        if payload is not None:
            yield payload


def _read_attribute(file: Path) -> str | None:
    import h5py  # slow, and not needed for figures

    with h5py.File(file, "r") as opened:
        value = opened.attrs.get(ATTRIBUTE)
        values = [] if value is None else [value] if isinstance(value, str) else list(value)
    return next((text for text in values if isinstance(text, str)), None)


def _reason(file: Path, content: bytes) -> str:
    ending = file.suffix[1:].lower()
    if ending not in FORMATS and content != _HDF5:
        return f"Files of the format {ending!r} have no place for it; {', '.join(FORMATS)} have."
    return (
        "It was made by something else than paraverse or by an earlier version, with "
        "`provenance: none` in config.yaml, or a program that has written it again left it out."
    )
