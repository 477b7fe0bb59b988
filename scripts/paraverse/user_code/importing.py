"""Import the Python files of a project, such as those in which it registers its operations."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from paraverse.errors import ParaverseError
from paraverse.user_code.imports import find_import_root
from paraverse.user_code.source_only import SourceOnlyLoader, import_from_source_only

_LOADED: dict[Path, ModuleType] = {}


def load_modules(files: Sequence[str]) -> list[ModuleType]:
    """Import Python files, each once per process.

    Parameters
    ----------
    files
        Paths of the files. Each can import modules from its folder; a file in a package is imported
        as a module of the package.

    Returns
    -------
    list of module
        The modules, in the order of the files.

    Raises
    ------
    ParaverseError
        If a file cannot be imported.
    """
    import_from_source_only()
    for file in files:
        path = Path(file).resolve()
        if path in _LOADED:
            continue
        try:
            _LOADED[path] = _import_file(path)
        except ParaverseError as error:
            raise ParaverseError(f"{file}: {error}") from error
        except Exception as error:
            raise ParaverseError(
                f"{file} cannot be imported: {type(error).__name__}: {error}"
            ) from error
    return [_LOADED[Path(file).resolve()] for file in files]


def _import_file(path: Path) -> ModuleType:
    root = find_import_root(path)
    for folder in dict.fromkeys([path.parent, root]):
        if str(folder) not in sys.path:
            sys.path.append(str(folder))
    if root != path.parent:
        name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        if Path(module.__file__ or "").resolve() != path:
            message = f"The name {name} is that of {module.__file__}; give one of them another."
            raise ParaverseError(message)
        return module
    # Under a name of its own, as "operations" may also be the name of an unrelated module
    name = f"_project_{path.stem}"
    loader = SourceOnlyLoader(name, str(path))
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
