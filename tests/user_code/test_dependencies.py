"""A fingerprint covers everything that a function depends on, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.user_code.registrations import find_registrations
from support.operation_files import IMPORTS, Project, fingerprint_op
from support.projects import MakeFiles

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
    assert fingerprint_op(files, UNCHANGED) == fingerprint_op(files, project)


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
    assert fingerprint_op(files, UNCHANGED) != fingerprint_op(files, project)


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
    before = fingerprint_op(files, {"operations.py": IMPORTS + code + use})
    assert before != fingerprint_op(
        files, {"operations.py": IMPORTS + code.replace("1", "2") + use}
    )


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
        before = fingerprint_op(files, project)
        project = {name: text.replace("**2", "**3") for name, text in project.items()}
        assert before != fingerprint_op(files, project)


def test_fingerprint__files_that_import_each_other(files: MakeFiles) -> None:
    code = (
        "import operations\n@operation\ndef op(x):\n    return b(x)\ndef b(x):\n    return op(1)\n"
    )
    before = fingerprint_op(files, {"operations.py": IMPORTS + code})
    assert before != fingerprint_op(files, {"operations.py": IMPORTS + code.replace("1", "2")})


def test_fingerprint__does_not_run_the_file_nor_depend_on_its_folder(
    files: MakeFiles, tmp_path: Path
) -> None:
    project = {**UNCHANGED, "operations.py": f"{BASE}\nraise RuntimeError\n"}
    files({f"{folder}/{name}": text for folder in "ab" for name, text in project.items()})
    one, other = (find_registrations([tmp_path / f / "operations.py"], ["operation"]) for f in "ab")
    assert one.fingerprint("op") == other.fingerprint("op") is not None
