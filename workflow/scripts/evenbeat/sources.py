"""Which files a script runs, by its import statements and those of what it imports."""

import ast
from functools import cache
from pathlib import Path


def find_sources(script, folder):
    """Name a script and the modules of a folder that it imports, by itself or by others.

    Parameters
    ----------
    script : str
        Path of the script in the folder, without `.py`.
    folder : str or Path

    Returns
    -------
    list of Path
        Sorted; the packages that the modules are in belong to them.
    """
    folder = Path(folder)
    found, todo = set(), [folder / f"{script}.py"]
    while todo:
        path = todo.pop()
        if path not in found:
            found.add(path)
            todo += [file for name in imported_names(path) for file in _files(name, folder)]
    return sorted(found)


@cache
def imported_names(path):
    """List the modules that a file imports anywhere in it, and what it imports from them.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of str
        With dots, sorted. A name that is imported from a module may be a module or not.
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
    # Not ast.walk: a workflow asks at every start, and most of a file are expressions.
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler):
            yield child
            yield from _statements(child)


def _files(name, folder):
    """Name the files of the folder that importing a module runs."""
    files, place = [], folder
    for part in name.split("."):
        place = place / part
        files += [place.with_suffix(".py"), place / "__init__.py"]
    return [file for file in files if file.exists()]
