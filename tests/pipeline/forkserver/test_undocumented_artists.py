"""matplotlib without generated documentation."""

from __future__ import annotations

from support.new_process import output_of

BEGINNING = """
from paraverse.pipeline.forkserver.undocumented_artists import import_pyplot_without_documentation

import_pyplot_without_documentation()
import matplotlib.pyplot as plt
from matplotlib.lines import Line2D

(line,) = plt.plot([1, 2])
"""


def run(code: str) -> str:
    """Run code in a process with a new matplotlib, and return what it prints."""
    return output_of(BEGINNING + code, MPLBACKEND="agg")


def test_import_pyplot_without_documentation__properties_of_artists_are_the_same() -> None:
    code = """
line.set(lw=3, color="red")
print(line.get_linewidth(), line.get_color())
try:
    line.set(linewith=3)
except AttributeError as error:
    print(error)
"""
    assert run(code) == ("3.0 red\nLine2D.set() got an unexpected keyword argument 'linewith'\n")


def test_import_pyplot_without_documentation__other_artists_are_documented() -> None:
    code = """
class Own(Line2D):
    def set_own(self, value):
        '''
        Parameters
        ----------
        value : int
        '''

print("own: int" in Own.set.__doc__, "own" in str(Own.set.__signature__))
print("linewidth" in (Line2D.set.__doc__ or ""))
"""
    assert run(code) == "True True\nFalse\n"
