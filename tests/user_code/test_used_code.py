"""Code that a function depends on, and how a change of it is described."""

from __future__ import annotations

from paraverse.user_code.used_code import UsedCode, UsedStatement
from support.projects import MakeFiles


def statement(source: str, module: str = "ops.py", *, is_dependency: bool = True) -> UsedStatement:
    label = f"{source.split()[0]} in {module}"
    return UsedStatement(module=module, label=label, source=source, is_dependency=is_dependency)


def test_fingerprint__changes_with_order_and_module() -> None:
    one, other = statement("x = 1"), statement("y = x")
    before = UsedCode(statements=(one, other))
    assert UsedCode(statements=(other, one)).fingerprint != before.fingerprint
    moved = statement("y = x", "tools.py")
    assert UsedCode(statements=(one, moved)).fingerprint != before.fingerprint
    assert UsedCode(statements=(one, other)).fingerprint == before.fingerprint


def test_describe__a_line_for_each_definition_and_file(files: MakeFiles) -> None:
    files({"table.csv": "1"})
    own = statement("op = 1", is_dependency=False)
    code = UsedCode(
        statements=(statement("x = 1"), own, statement("x = 2")),
        depends_on=frozenset(["*.csv"]),
    )
    definition, file = code.describe()
    assert definition.startswith("x in ops.py ")
    assert file.startswith("file table.csv ")
    files({"table.csv": "2"})
    changed = UsedCode(statements=code.statements, depends_on=code.depends_on)
    assert [definition] == [line for line in changed.describe() if line != file][:1]
    assert file not in changed.describe()


def test_summary__covers_what_is_not_described() -> None:
    own = statement("op = 1", is_dependency=False)
    before = UsedCode(statements=(statement("x = 1"), own))
    dependency = UsedCode(statements=(statement("x = 2"), own))
    assert before.summary == dependency.summary
    itself = UsedCode(statements=(statement("x = 1"), statement("op = 2", is_dependency=False)))
    order = UsedCode(statements=(own, statement("x = 1")))
    assert len({before.summary, itself.summary, order.summary}) == 3


def test_words__in_all_code() -> None:
    code = UsedCode(statements=(statement("x = one"), statement("y = two")))
    assert code.words == {"x", "one", "y", "two"}
