"""nbformat is imported when it is used."""

from __future__ import annotations

from support.new_process import output_of

BEGINNING = """
import sys
from paraverse.workflow.replacements.late_nbformat import put_off_nbformat

put_off_nbformat()
put_off_nbformat()
"""

NOTEBOOK = '{"cells": [], "metadata": {"language_info": {"name": "R"}}, "nbformat": 4}'


def run(code: str) -> list[str]:
    """Run code in a process that has not imported nbformat, and return the lines that it prints."""
    return output_of(BEGINNING + code).splitlines()


def test_put_off_nbformat__snakemake_imports_it_for_notebooks() -> None:
    code = f"""
from snakemake.script import get_language
from snakemake.sourcecache import LocalSourceFile

print(get_language(LocalSourceFile("a.py"), ""), "jsonschema" in sys.modules)
print(get_language(LocalSourceFile("a.ipynb"), {NOTEBOOK!r}), "jsonschema" in sys.modules)
"""
    assert run(code) == ["python False", "jupyter_r True"]


def test_put_off_nbformat__submodules_are_found() -> None:
    code = """
import nbformat.v4
from nbformat.v3 import new_notebook

print(nbformat.v4.new_notebook().nbformat, new_notebook().nbformat)
"""
    assert run(code) == ["4 3"]
