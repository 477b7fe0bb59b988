"""Functions that files register are found without running the files."""

from __future__ import annotations

import inspect

import pytest

from paraverse.errors import ConfigError
from paraverse.user_code import packages as packages_module
from paraverse.user_code.registrations import find_functions
from support.operation_files import IMPORTS, find_operations
from support.projects import MakeFiles


def test_fingerprint__declared_packages(files: MakeFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"scipy": "1.0"}
    monkeypatch.setattr(packages_module, "version", versions.__getitem__)
    code = (
        "@operation(packages=('scipy',))\ndef declaring(x):\n    return x\n"
        "@operation\ndef op(x):\n    return declaring(x)\n"
    )
    project = {"operations.py": f"{IMPORTS}{code}@operation\ndef another(x):\n    return x\n"}

    def prints() -> list[str | None]:
        registered = find_operations(files, project)
        return [registered.fingerprint(name) for name in ("declaring", "op", "another")]

    before = prints()
    versions["scipy"] = "1.1"
    after = prints()
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert before[2] == after[2]


@pytest.mark.parametrize("packages", ["PACKAGES", "'scipy'"])
def test_fingerprint__packages_must_be_written_out(files: MakeFiles, packages: str) -> None:
    code = f"@operation(\n    packages={packages}\n)\ndef op(x):\n    return 1\n"
    with pytest.raises(ConfigError, match=r"operations\.py:3\n.*such as \('scipy',\)"):
        find_operations(files, {"operations.py": IMPORTS + code})


@pytest.mark.parametrize(
    "code",
    [
        "if True:\n    @operation\n    def op(x):\n        return 1\n",
        "def make():\n    @operation\n    def op(x):\n        return 1\nmake()\n",
        "class A:\n    @operation\n    def op(x):\n        return 1\n",
        "def op(x):\n    return 1\nfor f in (op,):\n    register_operation(f)\n",
        "f = lambda x: 1\nregister_operation(f, 'o' + 'p')\n",
        "f = lambda x: 1\nregister_operation(f)\n",
        "NAME = 'op'\n@operation(NAME)\ndef f(x):\n    return 1\n",
        "def mine(f):\n    return operation(f)\n@mine\ndef op(x):\n    return 1\n",
        "def f(x):\n    return 1\noperation(name='op')(f)\n",
    ],
)
def test_fingerprint__of_what_is_not_understood_covers_the_file(
    files: MakeFiles, code: str
) -> None:
    before = find_operations(files, {"operations.py": IMPORTS + code})
    after = find_operations(files, {"operations.py": IMPORTS + code.replace("1", "2")})
    assert list(before.open_files) == ["operations.py"]
    assert None is not before.fingerprint("op") != after.fingerprint("op") is not None


def test_find_registrations__names_locations_and_options(files: MakeFiles) -> None:
    code = """\
import paraverse as pv
from math import sqrt
from paraverse import operation as op, register_operation
@op
def plain(x):
    return x
@pv.operation("to the fourth", version=2, other=f())
def fourth(x):
    return x**4
def later(x):
    return x
register_operation(later)
register_operation(name="again", func=later)
register_operation(lambda x: x, "nameless")
register_operation(sqrt)
"""
    registered = find_operations(files, {"operations.py": code})
    assert {name: (f.file, f.line) for name, f in registered.functions.items()} == {
        "plain": ("operations.py", 5),
        "to the fourth": ("operations.py", 8),
        "later": ("operations.py", 10),
        "again": ("operations.py", 10),
        "nameless": ("operations.py", 14),
        "sqrt": ("operations.py", 15),
    }
    assert registered.functions["to the fourth"].options == {"version": 2}
    assert registered.functions["sqrt"].signature is None
    assert registered.open_files == {}
    assert registered.fingerprint("whatever") is None


def test_find_registrations__in_files_that_are_imported(files: MakeFiles) -> None:
    more = f"{IMPORTS}@operation\ndef op(x):\n    return 1\n"
    again = f"{IMPORTS}import more\n@operation\ndef op(x, y):\n    return 1\n"
    assert find_operations(
        files, {"operations.py": "import more", "more.py": more}
    ).functions.keys() == {"op"}
    registered = find_operations(files, {"operations.py": again, "more.py": more})
    assert registered.functions["op"].file == "operations.py"


@pytest.mark.parametrize(
    "parameters",
    ["", "a, b=f(), *args, c: int, d=2, **more", "a, /, b, *, c", "a=1, /, b=2", "*, a"],
)
def test_find_registrations__signature(files: MakeFiles, parameters: str) -> None:
    namespace: dict[str, object] = {"f": str}
    exec(f"def g({parameters}): pass", namespace)
    expected = inspect.signature(namespace["g"])  # type: ignore[arg-type]
    code = f"{IMPORTS}@operation\ndef op({parameters}):\n    pass\n"
    signature = find_operations(files, {"operations.py": code}).functions["op"].signature
    assert signature is not None
    for one, other in zip(signature.parameters.values(), expected.parameters.values(), strict=True):
        assert (one.name, one.kind) == (other.name, other.kind)
        assert (one.default is one.empty) == (other.default is other.empty)


@pytest.mark.parametrize(
    "project",
    [
        {"draw.py": "mine = lambda **data: 1\n"},
        {"draw.py": "if True:\n    def mine():\n        return 1\nelse:\n    mine = None\n"},
        {"draw.py": "from more import mine\n", "more.py": "def mine():\n    return 1\n"},
        {"draw.py": "from more import f as mine\n", "more.py": "def f():\n    return 1\n"},
        {"draw.py": "from more import *\n", "more.py": "def mine():\n    return 1\n"},
        {"draw.py": "def make(n):\n    return lambda: n\nmine = make(1)\n"},
        {"draw.py": "def __getattr__(name):\n    return lambda: 1\n"},
        {"draw.py": "globals()['mi' 'ne'] = lambda: 1\n"},
    ],
)
def test_find_functions__however_they_are_defined(
    files: MakeFiles, project: dict[str, str]
) -> None:
    def fingerprint(project: dict[str, str]) -> str:
        files(project)
        return find_functions(["draw.py"], ["mine"])["mine"].fingerprint

    edited = {name: text.replace("1", "2") for name, text in project.items()}
    assert fingerprint(project) != fingerprint(edited)


def test_find_functions__none_if_no_file_defines_it(files: MakeFiles) -> None:
    files({"draw.py": "def other():\n    mine = 1\n"})
    assert find_functions(["draw.py"], ["mine"]) == {}
