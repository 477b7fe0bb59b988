"""Random modules: an edit that changes the result of an operation changes its fingerprint."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paraverse.user_code.registrations import find_registrations

FILES = ("operations.py", "other_of_these.py", "shared_by_these.py")
HEADER = (
    "from paraverse import operation\nimport functools\nimport shared_by_these\n"
    "from shared_by_these import STATE, TABLE, Base, Descriptor, Meta, note, noted\n"
)
SHARED = """\
import functools
STATE = [0]
TABLE = {}
K = 0
def note(n):
    STATE[0] = (STATE[0] * 2 + n) % 1000003
    return n
def noted(n):
    note(n)
    def decorate(f):
        TABLE[f.__name__] = f
        return f
    return decorate
class Base:
    x = 0
    def __init_subclass__(cls):
        note(cls.x)
class Meta(type):
    def __new__(meta, name, bases, body):
        note(body["x"])
        return super().__new__(meta, name, bases, body)
class Descriptor:
    def __init__(self, n):
        self.n = n
    def __set_name__(self, owner, name):
        note(self.n)
    def __get__(self, instance, owner):
        return self.n
"""

DEFERRED = {
    "NAME = N": "NAME",
    "NAME = [N, 2]": "NAME[0] + NAME[1]",
    "NAME = lambda: N + REF": "NAME()",
    "NAME = {'a': lambda: REF - N}": "NAME['a']()",
    "NAME: int = sum([N, 2])": "NAME",
    "def NAME():\n    return N + REF": "NAME()",
    "def NAME(*y, **z):\n    return sum(y) + N + REF": "NAME(*[1, 2])",
    "def NAME(y=N):\n    return y * REF": "NAME()",
    "def NAME():\n    def inner():\n        return REF\n    return inner() + N": "NAME()",
    "@functools.cache\ndef NAME():\n    return N + REF": "NAME()",
    "class NAME:\n    x = N\n    def y(self):\n        return REF": "NAME.x + NAME().y()",
    "class NAME:\n    @property\n    def y(self):\n        return REF + N": "NAME().y",
}
"""Statements that only define NAME, with an expression for its value as a number.

N is a number, and REF the value of another name, which is used when NAME is."""

IMMEDIATE = {
    "NAME = N + REF": "NAME",
    "NAME = [N, REF]": "NAME[0] + NAME[1]",
    "NAME = {'a': N + REF}": "NAME['a']",
    "NAME = (lambda y=REF: y + N)": "NAME()",
    "NAME: int = N - REF": "NAME",
    "NAME = N if REF > 2 else 7": "NAME",
    "NAME = sum([N, REF])": "NAME",
    "def NAME(y=REF):\n    return y * N": "NAME()",
}
"""Statements that use the value of another name when the file is imported."""

EFFECTS = {
    "NAME = note(N + REF)": "NAME",
    "note(N + REF)": "N",
    "@noted(N)\ndef NAME():\n    return REF": "NAME()",
    "class NAME(Base):\n    x = N + REF": "NAME.x",
    "class NAME(metaclass=Meta):\n    x = N + REF": "NAME.x",
    "class NAME:\n    d = Descriptor(N + REF)": "NAME.d",
    "class NAME:\n    x = N\n    note(REF + x)": "NAME.x",
    "class NAME:\n    for x in range(N):\n        note(x + REF)": "N",
    "for NAME in range(N):\n    note(NAME + REF)": "N",
    "if REF > N:\n    NAME = N\nelse:\n    NAME = REF + 1": "NAME",
    "while STATE[0] < N:\n    note(1 + REF)": "N",
    "try:\n    NAME = 1 // (N - REF)\nexcept ZeroDivisionError:\n    NAME = 8": "NAME",
    "with open(__file__):\n    NAME = REF + N": "NAME",
    "NAME, second_NAME = N, REF": "NAME + second_NAME",
    "NAME = second_NAME = REF - N": "second_NAME",
    "NAME = [first_NAME := N + REF]": "first_NAME",
    "NAME = []\nNAME.append(N + REF)": "NAME[0]",
    "NAME = {}\nNAME['a'] = N\nNAME['a'] += REF": "NAME['a']",
    "NAME = {1, 2, 3}\nNAME.discard(N)": "sum(NAME)",
    "NAME = [1, 2, REF]\ndel NAME[N % 3]": "sum(NAME)",
    "NAME = 1\nNAME += N + REF": "NAME",
    "shared_by_these.K = N + REF": "shared_by_these.K",
    "setattr(shared_by_these, 'K', N + REF)": "shared_by_these.K",
    "NAME = shared_by_these\nNAME.K = N": "shared_by_these.K",
    "TABLE['NAME'] = lambda: N + REF": "TABLE['NAME']()",
    "globals()['NAME'] = N + REF": "globals()['NAME']",
    "exec('NAME = N')": "globals()['NAME']",
    "def NAME(y=note(N)):\n    return y + REF": "NAME()",
    "def NAME(y: note(N) = 1):\n    return y + REF": "NAME()",
    "def NAME():\n    global third_NAME\n    third_NAME = N + REF\nNAME()": "third_NAME",
    "def NAME():\n    return NAME.y\nNAME.y = N + REF": "NAME()",
    "def NAME():\n    return REF\nNAME = functools.partial(pow, NAME(), N)": "NAME()",
    "def NAME():\n    return eval('N + ' 'STATE[0]')": "NAME()",
    "NAME = [note(y) for y in range(N)]": "len(NAME)",
    "def note(n):\n    STATE[0] = STATE[0] * 2 + n + N\n    return n": "N",
    "range = lambda n: [n, N]": "N",
    "import shared_by_these as NAME\nNAME.STATE[0] += N": "N",
    "__import__('shared_by_these').STATE.insert(0, N)": "N",
    "assert N < 9": "N",
}
"""Statements that may do anything else."""

IMPORTS = ("from other_of_these import *", "import other_of_these", "from other_of_these import v0")


KINDS = ("number", "number", "number", "remove", "exchange")


def fill(template: str, **words: str) -> str:
    for word, value in words.items():
        template = re.sub(rf"(?<![A-Za-z]){word}(?![A-Za-z])", value, template)
    return template


@st.composite
def statement_lists(draw: st.DrawFn, templates: dict[str, str], prefix: str) -> list[list[str]]:
    """Return statements, each with an expression for its value."""
    statements: list[list[str]] = []
    for number in range(draw(st.integers(1, 5))):
        template = draw(st.sampled_from(sorted(templates)))
        references = [value for _, value in statements] + ["3"]
        words = {
            "REF": f"({draw(st.sampled_from(references))})",
            "N": str(draw(st.integers(1, 5))),
            "NAME": f"{prefix}{number}",
            "second_NAME": f"second_{prefix}{number}",
            "first_NAME": f"first_{prefix}{number}",
            "third_NAME": f"third_{prefix}{number}",
        }
        statements.append([fill(template, **words), fill(templates[template], **words)])
    return statements


def render(statements: list[list[str]], end: str) -> str:
    return HEADER + "".join(f"{source}\n" for source, _ in statements) + end


def fingerprint(folder: Path, sources: dict[str, str]) -> str | None:
    for name, source in sources.items():
        (folder / name).write_text(source)
    return find_registrations([folder / "operations.py"], ["operation"]).fingerprint("op")


def result(folder: Path, sources: dict[str, str]) -> Any:
    """Import the files and call the operation; return its value or the type of the error."""
    for name, source in sources.items():
        source = source.replace("from paraverse import operation", "operation = lambda f: f")
        (folder / name).write_text(source)
    for name in FILES:
        sys.modules.pop(name.removesuffix(".py"), None)
    importlib.invalidate_caches()
    namespace = {"__name__": "operations_of_these", "__file__": str(folder / "operations.py")}
    try:
        exec((folder / "operations.py").read_text(), namespace)
        return namespace["op"](0)  # type: ignore[operator]
    except Exception as error:
        return type(error)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("modules")


@pytest.fixture(autouse=True)
def _importable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


@st.composite
def edits(draw: st.DrawFn, statements: list[list[str]], kinds: Sequence[str]) -> list[list[str]]:
    """Return the same statements with a number replaced, one removed, or two exchanged."""
    position = draw(st.integers(0, len(statements) - 1))
    edited = [list(statement) for statement in statements]
    kind = draw(st.sampled_from(kinds))
    if kind == "remove":
        del edited[position]
    elif kind == "exchange":
        edited[position - 1], edited[position] = edited[position], edited[position - 1]
    else:
        source = edited[position][0]
        numbers = list(re.finditer(r"(?<![\w.])\d+\b", source))
        number = draw(st.sampled_from(numbers)) if numbers else None
        if number is not None:
            new = str(int(number[0]) % 5 + 1)
            edited[position][0] = source[: number.start()] + new + source[number.end() :]
    return edited


@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_fingerprint__changes_with_the_result(folder: Path, data: st.DataObject) -> None:
    templates = DEFERRED | IMMEDIATE | EFFECTS
    other = data.draw(statement_lists(templates, "v"))
    own = data.draw(statement_lists(templates, "w"))
    style = data.draw(st.sampled_from(IMPORTS))
    values = [value for _, value in own]
    values += [value for _, value in other] if "*" in style else []
    if style.startswith("import"):
        values += [
            re.sub(r"(?<!\w)((?:first_|second_|third_)?v\d)", r"other_of_these.\1", value)
            for _, value in other
        ]
    used = data.draw(st.lists(st.sampled_from([*values, "STATE[0]", "0"]), min_size=1, max_size=3))
    end = f"@operation\ndef op(x):\n    return [{', '.join(used)}]\n"
    is_own = data.draw(st.booleans())
    edited = data.draw(edits(own if is_own else other, KINDS))
    sources = [
        {
            "shared_by_these.py": SHARED,
            "other_of_these.py": render(of_other, ""),
            "operations.py": f"{style}\n" + render(of_own, end),
        }
        for of_own, of_other in (
            (own, other),
            (edited, other) if is_own else (own, edited),
        )
    ]
    results = [result(folder, source) for source in sources]
    if results[0] != results[1]:
        assert fingerprint(folder, sources[0]) != fingerprint(folder, sources[1])


@settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_fingerprint__stays_if_what_it_does_not_use_changes(
    folder: Path, data: st.DataObject
) -> None:
    used = data.draw(statement_lists(DEFERRED, "v"))
    unused = data.draw(statement_lists(DEFERRED, "w"))
    end = f"@operation\ndef op(x):\n    '''Do it.'''\n    return {used[-1][1]}\n"
    edited = data.draw(edits(unused, ["number"]))
    sources = {"shared_by_these.py": SHARED, "operations.py": render([*unused, *used], end)}
    before = fingerprint(folder, sources)
    text = render([*edited, *used], end.replace("Do it.", "Do something.")).replace(
        "\n", "  # note\n"
    )
    assert fingerprint(folder, {**sources, "operations.py": text}) == before
