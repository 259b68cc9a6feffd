"""Every example in the docstrings runs, and gives what it says."""

import doctest
import importlib

import pytest
from conftest import ROOT, uncompiled

SCRIPTS = ROOT / "workflow/scripts"
MODULES = sorted(
    ".".join(path.relative_to(SCRIPTS).with_suffix("").parts).removesuffix(".__init__")
    for path in SCRIPTS.glob("evenbeat/**/*.py")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module(name):
    with uncompiled():
        assert doctest.testmod(importlib.import_module(name)).failed == 0
