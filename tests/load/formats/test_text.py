"""Text, YAML, JSON and TOML files of simulations."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paraverse.errors import LoadError
from paraverse.load.formats.text import (
    load_json_file,
    load_text_file,
    load_toml_file,
    load_yaml_file,
    parse_small_file,
    parse_text,
)
from paraverse.load.members import Text


@pytest.mark.parametrize(
    ("text", "syntax", "value"),
    [
        ("a: 1e-5", "yaml", {"a": 1e-5}),
        ('{"a": [1, null, true]}', "json", {"a": [1, None, True]}),
        ("a = 1\n[b]\nc = 'x'", "toml", {"a": 1, "b": {"c": "x"}}),
        ("a: 1", "text", "a: 1"),
        ("a/b.txt", "path", Path("a/b.txt")),
    ],
)
def test_parse_text__by_syntax(text: str, syntax: str, value: Any) -> None:
    assert parse_text(text, syntax) == value


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        ("{a: 1}", "json"), ("", "json"), ("[" * 100_000, "json"), ("1" * 5000, "json"),
        ("a: 1", "toml"), ("a = 1\na = 2", "toml"), ("a = " + "[" * 100_000, "toml"),
    ],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_parse_text__not_valid(text: str, syntax: str) -> None:
    with pytest.raises(LoadError, match=f"^not valid {syntax.upper()}: "):
        parse_text(text, syntax)


@pytest.mark.parametrize(
    ("content", "options", "text"),
    [
        ("zwölf\n\nlines\n".encode(), {}, "zwölf\n\nlines\n"),
        (b"a\r\nb\rc", {}, "a\r\nb\rc"),
        (b"", {}, ""),
        (b"size: \xff cm", {}, "size: \ufffd cm"),
        (b"gr\xf6n", {"encoding": "latin-1"}, "grön"),
        (b"gr\xf6n", {"errors": "ignore"}, "grn"),
        ("a".encode("utf-16"), {"encoding": "utf-16"}, "a"),
    ],
)
def test_load_text_file__is_the_whole_text(
    tmp_path: Path, content: bytes, options: dict[str, str], text: str
) -> None:
    path = tmp_path / "sim.log"
    path.write_bytes(content)
    assert load_text_file(str(path), **options) == Text(text, "text")


@pytest.mark.parametrize("options", [{"encoding": "utf-9"}, {"errors": "strict"}])
def test_load_text_file__that_has_another_encoding(tmp_path: Path, options: dict[str, str]) -> None:
    path = tmp_path / "sim.log"
    path.write_bytes(b"gr\xf6n")
    with pytest.raises(LoadError, match=f"^{re.escape(str(path))} is not utf-[89]: "):
        load_text_file(str(path), **options)


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.log", "does not exist"), (".", "is a folder")]
)
@pytest.mark.parametrize("load", [load_text_file, load_yaml_file])
def test_load_text_file__file_that_cannot_be_read(
    tmp_path: Path, name: str, reason: str, load: Callable[[str], Text]
) -> None:
    path = str(tmp_path / name)
    with pytest.raises(LoadError, match=f"^{re.escape(path)} {reason}"):
        load(path)


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        ("[" * 300 + "1" + "]" * 300, "json"),
        ("a = " + "[" * 300 + "1" + "]" * 300, "toml"),
        ("a." * 30_000 + "a = 1", "toml"),
        ("a = 0x" + "f" * 5000, "toml"),
    ],
    ids=["deep JSON", "deep TOML", "long TOML key", "large TOML integer"],
)
def test_parse_text__values_that_others_could_not_handle(text: str, syntax: str) -> None:
    with pytest.raises(LoadError, match=r"nested more than 200|of more than 200|1000 digits"):
        parse_text(text, syntax)


@pytest.mark.parametrize(
    ("text", "syntax", "value"),
    [("{a: [1, x]}", "yaml", {"a": [1, "x"]}), ('{"a": 1.5}', "json", {"a": 1.5})],
)
def test_parse_small_file__returns_the_values(
    tmp_path: Path, text: str, syntax: str, value: Any
) -> None:
    path = tmp_path / "params"
    path.write_text(text)
    assert parse_small_file(str(path), syntax) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [" + "1," * 200_001 + "1]", "too many values"),
        ("a: !pdim {default: 0, values: [" + "1," * 10_001 + "1]}", "too many values"),
        ("# " + "x" * 2**21, "such files are read only up to"),
        ("a: [", "not valid YAML"),
    ],
    ids=["many values", "many values for the slow parser", "large", "not valid"],
)
def test_parse_small_file__refuses_what_takes_long(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "params.yml"
    path.write_text(text)
    with pytest.raises(LoadError, match=f"^{re.escape(str(path))}.*{reason}"):
        parse_small_file(str(path), "yaml")


def test_loaders__do_not_open_what_is_not_a_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for load in (load_text_file, load_yaml_file, load_json_file, load_toml_file):
        with pytest.raises(LoadError, match="fifo is a FIFO, not a regular file"):
            load(str(tmp_path / "fifo"))


@pytest.mark.parametrize(
    ("load", "text", "syntax"),
    [
        (load_yaml_file, "a: 1e-5 # small\n", "yaml"),
        (load_json_file, '{"a":  1}', "json"),
        (load_toml_file, "a = 1 # small\n", "toml"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_load_yaml_file__keeps_the_text_of_a_valid_file(
    tmp_path: Path, load: Callable[[str], Text], text: str, syntax: str, mark: str
) -> None:
    path = tmp_path / "params"
    path.write_text(mark + text, encoding="utf-8")
    assert load(str(path)) == Text(text, syntax)


@pytest.mark.parametrize("load", [load_yaml_file, load_json_file, load_toml_file])
def test_load_yaml_file__names_a_file_that_is_not_valid(
    tmp_path: Path, load: Callable[[str], Text]
) -> None:
    path = tmp_path / "params"
    path.write_text("a: [1")
    with pytest.raises(LoadError, match=f"^{re.escape(str(path))}: not valid [YAMLJSONT]+: "):
        load(str(path))


def test_load_yaml_file__reports_bytes_that_are_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "params.yml"
    path.write_bytes(b"a: 1 # gr\xf6n")
    reports: list[str] = []
    assert load_yaml_file(str(path), report=reports.append).text == "a: 1 # gr\ufffdn"
    assert reports == ["has bytes that are not UTF-8; they are replaced by \ufffd"]
