"""The source files that a script imports, directly or indirectly."""

import ast
from functools import cache
from pathlib import Path


def find_sources(script, folder):
    """Find a script and the modules of a folder that it imports, directly or indirectly.

    Parameters
    ----------
    script : str
        Path of the script in the folder, without `.py`.
    folder : str or Path

    Returns
    -------
    list of Path
        Sorted. The `__init__.py` of a package is among them unless it is empty.
    """
    folder = Path(folder)
    found, todo = set(), [folder / f"{script}.py"]
    while todo:
        path = todo.pop()
        if path not in found:
            found.add(path)
            todo += _imported_files(path, folder)
    return sorted(found)


# Cached, because the workflow calls this for each of its scripts.
@cache
def _imported_files(path, folder):
    """List the files of the folder that run when a file's imports are executed."""
    return [file for name in imported_names(path) for file in _files(name, folder)]


def imported_names(path):
    """List all names that a file imports, anywhere in it.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of str
        Dotted names, sorted. A name imported from a module may or may not be a module itself.
    """
    names = set()
    for statement in _statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            names |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom):
            names.add(statement.module)
            names |= {f"{statement.module}.{alias.name}" for alias in statement.names}
    return sorted(names)


def _statements(node):
    # Faster than ast.walk, which also visits expressions: this runs each time the workflow starts.
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler):
            yield child
            yield from _statements(child)


@cache
def _files(name, folder):
    """List the files of the folder that run when a module is imported."""
    files, place = [], folder
    for part in name.split("."):
        place = place / part
        files += [place.with_suffix(".py"), place / "__init__.py"]
    # Most `__init__.py` are empty. They are left out, because each input takes time to plan.
    return [file for file in files if file.exists() and file.stat().st_size]
