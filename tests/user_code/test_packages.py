"""Versions of packages that functions declare."""

from __future__ import annotations

import numpy as np

from paraverse.user_code.packages import describe_package


def test_describe_package__by_distribution_or_module() -> None:
    assert describe_package("numpy") == f"numpy {np.__version__}"
    assert describe_package("PIL").startswith("PIL ['")
    assert describe_package("not_installed_here") == "not_installed_here []"
