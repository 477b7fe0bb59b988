"""What changes the fingerprint of a registered function, and what does not."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from paraverse.errors import ConfigError
from paraverse.user_code import fingerprint as fingerprint_module
from paraverse.user_code.fingerprint import Registrations, find_registrations, fingerprint_file
from support.projects import MakeFiles

Project = dict[str, str]


def found(files: MakeFiles, project: Project) -> Registrations:
    files(project)
    return find_registrations(["operations.py"], ["operation"], ["register_operation"])


def fingerprint(files: MakeFiles, project: Project) -> str:
    """Return the fingerprint of the operation `op`, which there must be."""
    fingerprint = found(files, project).fingerprint("op")
    assert fingerprint is not None
    return fingerprint


BASE = '''\
"""Operations."""

import math

import numpy as np

from helpers import cubed, unused
from paraverse import operation, register_operation

FACTOR = 2
OTHER = 3


class Scale:
    """A scale."""

    def apply(self, x):
        return x / 5


def squared(x):
    """Return the square."""
    return x**2


def other(x):
    return x - 1


@operation(name="op")
def op(x, *, over="seed"):
    """Do it."""
    # first
    y = squared(x) + cubed(x)
    return np.log(Scale().apply(y)) * FACTOR


@operation
def another(x):
    return other(x) + OTHER


register_operation(other, "yet another")
'''
HELPERS = """\
def cubed(x):
    return x * third(x)


def third(x):
    return x**2


def unused():
    pass
"""
UNCHANGED: Project = {"operations.py": BASE, "helpers.py": HELPERS}


def changed(old: str, new: str, file: str = "operations.py") -> Project:
    assert UNCHANGED[file].count(old) == 1, old
    return {**UNCHANGED, file: UNCHANGED[file].replace(old, new)}


@pytest.mark.parametrize(
    "project",
    [
        pytest.param(changed("# first", "# second, longer"), id="comment"),
        pytest.param(changed('"""Do it."""', '"""Do something else."""'), id="docstring"),
        pytest.param(changed('    """Do it."""\n', ""), id="docstring removed"),
        pytest.param(changed('"""Operations."""', '"""Mine."""'), id="docstring of the file"),
        pytest.param(changed('"""A scale."""', '"""A measure."""'), id="docstring of a class"),
        pytest.param(
            changed("y = squared(x) + cubed(x)", "y = (\n        squared( x )+cubed( x )\n    )"),
            id="formatting",
        ),
        pytest.param(changed('"seed"', "'seed'"), id="quotes"),
        pytest.param(changed("FACTOR = 2\n", "\n\n\nFACTOR = 2\n"), id="moved down"),
        pytest.param(changed("return x - 1", "return x - 2"), id="other function"),
        pytest.param(changed("@operation\n", "@operation(version=2)\n"), id="other version"),
        pytest.param(changed('"yet another"', '"one more"'), id="other registration"),
        pytest.param(changed("OTHER = 3", "OTHER = 4"), id="other constant"),
        pytest.param(changed("import math\n", "import math\nimport json\n"), id="unused import"),
        pytest.param(changed("    pass", "    return 1", "helpers.py"), id="unused in helpers"),
    ],
)
def test_fingerprint__stays(files: MakeFiles, project: Project) -> None:
    assert fingerprint(files, UNCHANGED) == fingerprint(files, project)


@pytest.mark.parametrize(
    "project",
    [
        pytest.param(changed("* FACTOR", "/ FACTOR"), id="its code"),
        pytest.param(changed('over="seed"', 'over="time"'), id="its defaults"),
        pytest.param(changed('name="op"', 'name="op", version=2'), id="its version"),
        pytest.param(changed('@operation(name="op")', '@operation("op")\n@cached'), id="decorator"),
        pytest.param(changed("return x**2", "return x**3"), id="helper in the file"),
        pytest.param(changed("x * third(x)", "x + third(x)", "helpers.py"), id="helper beside"),
        pytest.param(changed("return x**2", "return x**3", "helpers.py"), id="helper of a helper"),
        pytest.param(changed("FACTOR = 2", "FACTOR = 3"), id="constant"),
        pytest.param(changed("return x / 5", "return x / 6"), id="method of a class"),
        pytest.param(changed("class Scale:", "class Scale(dict):"), id="base class"),
        pytest.param(changed("import numpy as np", "import jax.numpy as np"), id="import"),
        pytest.param(changed("import cubed, unused", "import unused as cubed"), id="import of"),
    ],
)
def test_fingerprint__changes(files: MakeFiles, project: Project) -> None:
    assert fingerprint(files, UNCHANGED) != fingerprint(files, project)


IMPORTS = "from paraverse import operation, register_operation\n"


@pytest.mark.parametrize(
    "code",
    [
        "TABLE = dict(a=1)\n",
        "TABLE: dict[str, int] = {'a': 1}\n",
        "(TABLE, other) = ({'a': 1}, 2)\n",
        "TABLE = {}\nTABLE['b'] = {}\nTABLE['b']['a'] = 1\n",
        "TABLE = {}\nTABLE |= {'a': 1}\n",
        "TABLE = {}\nTABLE.update(a=1)\n",
        "TABLE = {}\nfor key in 'ab':\n    TABLE[key] = 1\n",
        "try:\n    from fast import TABLE\nexcept ImportError:\n    TABLE = 1\n",
        "TABLE = {}\ndef fill(table):\n    table['a'] = 1\nfill(TABLE)\n",
        "TABLE = {}\ndef known(f):\n    TABLE[f.__name__] = f\n    return f\n"
        "@known\ndef a(x):\n    return 1\n",
        "TABLE = []\nclass Base:\n    def __init_subclass__(cls):\n        TABLE.append(cls)\n"
        "class One(Base):\n    value = 1\n",
        "import functools\n@functools.singledispatch\ndef TABLE(x):\n    return 0\n"
        "@TABLE.register\ndef _(x: int):\n    return 1\n",
    ],
)
def test_fingerprint__covers_what_fills_a_table(files: MakeFiles, code: str) -> None:
    use = "@operation\ndef op(x):\n    return TABLE\n"
    before = fingerprint(files, {"operations.py": IMPORTS + code + use})
    assert before != fingerprint(files, {"operations.py": IMPORTS + code.replace("1", "2") + use})


POWERS = "def squared(x):\n    return x**2\n"


@pytest.mark.parametrize(
    ("line", "call", "others"),
    [
        ("import powers", "powers.squared(x)", {"powers.py": POWERS}),
        ("from powers import *", "squared(x)", {"powers.py": POWERS}),
        ("import tools.powers", "tools.powers.squared(x)", {"tools/powers.py": POWERS}),
        ("from tools import powers", "powers.squared(x)", {"tools/powers.py": POWERS}),
        (
            "from tools import powers",
            "powers.squared(x)",
            {"tools/__init__.py": "", "tools/powers.py": POWERS},
        ),
        (
            "from tools import squared",
            "squared(x)",
            {"tools/__init__.py": "from .powers import squared\n", "tools/powers.py": POWERS},
        ),
        (
            "from tools.steps import step",
            "step(x)",
            {
                "tools/steps.py": "from tools.powers import squared\n"
                "def step(x):\n    return squared(x)",
                "tools/powers.py": POWERS,
            },
        ),
        (
            "from tools.deep.steps import step",
            "step(x)",
            {
                "tools/deep/steps.py": "from .. import powers\n"
                "def step(x):\n    return powers.squared(x)",
                "tools/powers.py": POWERS,
            },
        ),
    ],
)
def test_fingerprint__follows_imports(
    files: MakeFiles, line: str, call: str, others: Project
) -> None:
    at_top = f"{IMPORTS}{line}\n@operation\ndef op(x):\n    return {call}\n"
    inside = f"{IMPORTS}@operation\ndef op(x):\n    {line}\n    return {call}\n"
    for code in (at_top, inside) if "*" not in line else (at_top,):
        project = {"operations.py": code, **others}
        before = fingerprint(files, project)
        project = {name: text.replace("**2", "**3") for name, text in project.items()}
        assert before != fingerprint(files, project)


def test_fingerprint__files_that_import_each_other(files: MakeFiles) -> None:
    code = (
        "import operations\n@operation\ndef op(x):\n    return b(x)\ndef b(x):\n    return op(1)\n"
    )
    before = fingerprint(files, {"operations.py": IMPORTS + code})
    assert before != fingerprint(files, {"operations.py": IMPORTS + code.replace("1", "2")})


def test_fingerprint__does_not_run_the_file_nor_depend_on_its_folder(
    files: MakeFiles, tmp_path: Path
) -> None:
    project = {**UNCHANGED, "operations.py": f"{BASE}\nraise RuntimeError\n"}
    files({f"{folder}/{name}": text for folder in "ab" for name, text in project.items()})
    one, other = (find_registrations([tmp_path / f / "operations.py"], ["operation"]) for f in "ab")
    assert one.fingerprint("op") == other.fingerprint("op") is not None


def test_fingerprint__declared_packages(files: MakeFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"scipy": "1.0"}
    monkeypatch.setattr(fingerprint_module, "version", versions.__getitem__)
    declared = {"operations.py": BASE.replace('name="op"', 'name="op", packages=("scipy",)')}
    project = {**UNCHANGED, **declared}

    def prints() -> list[str | None]:
        registered = found(files, project)
        return [registered.fingerprint(name) for name in ("op", "another")]

    before = prints()
    versions["scipy"] = "1.1"
    after = prints()
    assert before[0] != after[0]
    assert before[1] == after[1]


@pytest.mark.parametrize("packages", ["PACKAGES", "'scipy'"])
def test_fingerprint__packages_must_be_written_out(files: MakeFiles, packages: str) -> None:
    code = f"@operation(\n    packages={packages}\n)\ndef op(x):\n    return 1\n"
    with pytest.raises(ConfigError, match=r"operations\.py:3\n.*such as \('scipy',\)"):
        found(files, {"operations.py": IMPORTS + code})


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
    before = found(files, {"operations.py": IMPORTS + code})
    after = found(files, {"operations.py": IMPORTS + code.replace("1", "2")})
    assert list(before.open_files) == ["operations.py"]
    assert None is not before.fingerprint("op") != after.fingerprint("op") is not None


def test_find_registrations__names_places_and_options(files: MakeFiles) -> None:
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
    registered = found(files, {"operations.py": code})
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
    assert found(files, {"operations.py": "import more", "more.py": more}).functions.keys() == {
        "op"
    }
    registered = found(files, {"operations.py": again, "more.py": more})
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
    signature = found(files, {"operations.py": code}).functions["op"].signature
    assert signature is not None
    for one, other in zip(signature.parameters.values(), expected.parameters.values(), strict=True):
        assert (one.name, one.kind) == (other.name, other.kind)
        assert (one.default is one.empty) == (other.default is other.empty)


@pytest.mark.parametrize(
    ("project", "message"),
    [
        ({}, "operations.py\n    This file does not exist."),
        ({"operations.py/x": ""}, "operations.py\n    Is a directory."),
        (
            {"operations.py": "x = 1\ndef f(:\n"},
            "operations.py:2\n    Not valid Python: invalid syntax.",
        ),
        (
            {"operations.py": "import powers", "powers.py": "x = (\n"},
            "powers.py:1\n    Not valid Python: '(' was never closed.",
        ),
    ],
)
def test_registrations_and_file_fingerprint__file_that_cannot_be_read(
    files: MakeFiles, project: Project, message: str
) -> None:
    files(project)
    for read in (
        lambda: find_registrations(["operations.py"], []),
        lambda: fingerprint_file("operations.py"),
    ):
        with pytest.raises(ConfigError) as error:
            read()
        (problem,) = error.value.problems
        assert str(problem) == message


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("print(1)", "print(2)", True),
        ("return 3", "return 4", True),
        ('"""Model."""', '"""A model."""', False),
        ("# note", "# remark", False),
    ],
)
def test_fingerprint_file__of_a_program(
    files: MakeFiles, old: str, new: str, changes: bool
) -> None:
    project = {
        "model.py": '"""Model."""\nfrom parts import part\n# note\nprint(1)\npart()\n',
        "parts.py": "def part():\n    return 3\n",
    }
    files(project)
    before = fingerprint_file("model.py")
    files({name: text.replace(old, new) for name, text in project.items()})
    assert (fingerprint_file("model.py") != before) == changes
