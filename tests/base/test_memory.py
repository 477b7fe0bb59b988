"""The memory that jobs request, and the share of it for combined fields."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paraverse.base.memory import (
    COPIES,
    MIN_COMBINED_MB,
    PROCESS_MB,
    estimate_job_memory,
    max_combined_size,
)

SIZES = st.floats(0, 1e5)


@given(SIZES, st.integers(1000, 100_000), st.integers(1, 4))
def test_estimate_job_memory__is_limited_and_grows_with_attempts(
    data_mb: float, max_mb: int, attempt: int
) -> None:
    first = estimate_job_memory(data_mb, max_mb)
    assert PROCESS_MB <= first <= max_mb
    assert estimate_job_memory(data_mb, max_mb, attempt) >= attempt * first


@given(SIZES, st.integers(0, 20))
def test_max_combined_size__all_fields_with_their_copies_fit(data_mb: float, fields: int) -> None:
    memory = estimate_job_memory(data_mb, 1e6)
    size = max_combined_size(memory, fields)
    assert size >= MIN_COMBINED_MB * 1e6
    needed = PROCESS_MB + COPIES * fields * size / 1e6
    assert needed <= memory + COPIES * fields * MIN_COMBINED_MB + 1
