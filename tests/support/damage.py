"""Damaged files, for tests."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st


@dataclass(frozen=True, kw_only=True)
class Damage:
    """Damage to a file: bits are flipped, or its end or a piece of it is lost.

    Attributes
    ----------
    kind
        ``flip``, ``cut``, ``zeros`` or ``shift``.
    position
        Where, as a fraction of the size of the file.
    """

    kind: str
    position: float

    def apply(self, content: bytes) -> bytes:
        """Return damaged content, which differs from the content."""
        bit = int(self.position * 8 * len(content))
        start = bit // 8
        match self.kind:
            case "flip":
                flipped = content[start] ^ (1 << bit % 8)
                return content[:start] + bytes([flipped]) + content[start + 1 :]
            case "cut":
                return content[:start]
            case "zeros":  # as after a crash of the machine
                piece = content[start : start + 4096]
                lost = bytes(len(piece)) if any(piece) else b"\xff" * len(piece)
                return content[:start] + lost + content[start + len(piece) :]
            case _:
                return content[:start] + b"x" + content[start:]


DAMAGE = st.builds(
    Damage,
    kind=st.sampled_from(["flip", "flip", "flip", "cut", "zeros", "shift"]),
    position=st.floats(0, 1, exclude_max=True),
)
