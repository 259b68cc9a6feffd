"""Files of fitted estimators in the format of skops, which does not use pickle."""

import importlib
import inspect
import io
import json
import zipfile
from pathlib import Path

import skops.io
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from evenbeat.classifier.kinds import import_estimator
from evenbeat.io.checksum_trailer import LENGTH, checksummed_file, verify_checksum
from evenbeat.runtime.errors import InputError

# The earliest date that a ZIP file can hold.
DATE = (1980, 1, 1, 0, 0, 0)


def save_model(path, model):
    """Write a fitted model; the same model gives the same bytes.

    Parameters
    ----------
    path : str or Path
    model : sklearn.pipeline.Pipeline

    Raises
    ------
    InputError
        If skops cannot write the model, the disk is full, or the user may not write to the folder.
    """
    try:
        content = _canonical(skops.io.dumps(model))
    except Exception as error:  # skops and a user's class may raise exceptions of many kinds
        raise InputError(
            f"a fitted {type(model[-1]).__name__} cannot be stored without pickle: skops cannot "
            f"write it ({type(error).__name__}: {error}). Use another class in classifier.kinds."
        ) from error
    with checksummed_file(path, len(content)) as part:
        Path(part).write_bytes(content)


def load_model(path, estimator):
    """Read a fitted model.

    Parameters
    ----------
    path : str or Path
    estimator : str
        Import path of its estimator's class. The file may only hold objects of classes of the same
        package, and objects that skops trusts.

    Returns
    -------
    sklearn.pipeline.Pipeline

    Raises
    ------
    InputError
        If the file is damaged, holds other objects, or is not a model of this estimator. No code
        of the file is run.
    """
    verify_checksum(path)
    content = Path(path).read_bytes()[:-LENGTH]
    try:
        return _load(content, estimator)
    except Exception as error:  # skops and zipfile raise exceptions of many kinds on damaged files
        raise InputError(
            f"{path} is not a fitted {estimator} ({type(error).__name__}: {error}). Delete it and "
            "run again."
        ) from error


def _load(content, estimator):
    package = estimator.partition(".")[0]
    untrusted = skops.io.get_untrusted_types(data=content)
    if strange := [name for name in untrusted if not _is_class_of(name, package)]:
        raise ValueError(f"it has objects of the untrusted types {', '.join(strange)}")
    model = skops.io.loads(content, trusted=untrusted)
    found = [type(step) for _, step in model.steps] if type(model) is Pipeline else [type(model)]
    expected = [StandardScaler, import_estimator(estimator)]
    if found not in (expected, [ColumnTransformer, *expected]):
        raise ValueError(
            f"it holds {', '.join(one.__name__ for one in found)}; expected "
            f"{', '.join(one.__name__ for one in expected)}"
        )
    return model


def _is_class_of(name, package):
    """Tell whether the name is a class of the package, not a function that the package imports."""
    module, _, attribute = name.rpartition(".")
    if not module.startswith(f"{package}."):
        return False
    found = getattr(importlib.import_module(module), attribute, None)
    return inspect.isclass(found) and found.__module__.partition(".")[0] == package


def _canonical(content):
    """Rewrite a skops file without dates and addresses, which differ between equal models."""
    names, arrays = {}, {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name != "schema.json":
                data = archive.read(name)
                names[name] = arrays.setdefault(data, f"{len(arrays)}.{name.partition('.')[2]}")
        schema = _without_addresses(json.loads(archive.read("schema.json")), names)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for data, name in arrays.items():
            _add(archive, name, data)
        _add(archive, "schema.json", json.dumps(schema).encode())
    return made.getvalue()


def _add(archive, name, data):
    entry = zipfile.ZipInfo(name, DATE)
    archive.writestr(entry, data, compress_type=zipfile.ZIP_DEFLATED, compresslevel=1)


def _without_addresses(node, names):
    """Remove the addresses of objects; skops uses them only to find repeated objects."""
    if isinstance(node, list):
        return [_without_addresses(part, names) for part in node]
    if not isinstance(node, dict):
        return node
    changed = {
        key: _without_addresses(value, names) for key, value in node.items() if key != "__id__"
    }
    if isinstance(changed.get("file"), str) and changed["file"] in names:
        changed["file"] = names[changed["file"]]
    return changed
