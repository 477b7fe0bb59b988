"""The store: universes as netCDF files, one for each batch."""

from typing import Literal

FORMAT = 2
"""Version of the format. Stores of other versions are made again, never read."""

Compression = Literal["none", "zlib", "zstd"]
"""How numbers are compressed."""
