"""A lock for everything that reads netCDF files."""

from __future__ import annotations

import threading

READ_LOCK = threading.RLock()
"""Held while netCDF files are opened, read or closed, because the netCDF library is not
thread-safe."""
