"""Lines that state what registered functions depend on."""

from __future__ import annotations

from paraverse.user_code.registered import Registrations
from support.operation_files import IMPORTS, find_operations
from support.projects import MakeFiles

CODE = f"""\
{IMPORTS}
from powers import squared
import numpy as np
np.seterr(all="raise")
@operation(packages=["numpy"], depends_on=["table.csv"])
def op(x):
    return squared(x)
@operation
def other(x):
    return x
"""
PROJECT = {
    "operations.py": CODE,
    "powers.py": "def squared(x):\n    return x**2\n",
    "table.csv": "1",
}


def lines_of(registered: Registrations, *names: str) -> set[str]:
    return set(registered.describe("operation", names))


def test_describe__names_what_changed(files: MakeFiles) -> None:
    before = lines_of(find_operations(files, PROJECT), "op", "other")
    for file, old, new, reason in (
        ("operations.py", "return squared(x)", "return squared(1)", "operation op "),
        ("operations.py", "return x\n", "return 1\n", "operation other "),
        ("operations.py", "raise", "warn", "other code of operations.py "),
        ("powers.py", "x**2", "x**3", "squared in powers.py "),
        ("table.csv", "1", "2", "file table.csv "),
    ):
        text = PROJECT[file]
        assert text.count(old) == 1
        changed = find_operations(files, {**PROJECT, file: text.replace(old, new)})
        (line,) = before - lines_of(changed, "op", "other")
        assert line.startswith(reason)


def test_describe__only_what_the_functions_use(files: MakeFiles) -> None:
    lines = lines_of(find_operations(files, PROJECT), "other")
    assert not [line for line in lines if "squared" in line or "table" in line]
    assert [line for line in lines if line.startswith("other code of operations.py")]


def test_describe__any_name_that_a_file_may_register(files: MakeFiles) -> None:
    code = f"{IMPORTS}for name in 'ab':\n    register_operation(len, name)\n"
    before = lines_of(find_operations(files, {"operations.py": code}), "a")
    after = find_operations(files, {"operations.py": code.replace("len", "abs")})
    assert any(line.startswith("operation a ") for line in before - lines_of(after, "a"))
