"""The calls in docs/command.md, and in the help, are ones that the command takes."""

import importlib
import re
import shlex

import pytest
from conftest import ROOT
from evenbeat.cli.main import COMMANDS, build_parser

PAGE = (ROOT / "docs/command.md").read_text()
CALL = re.compile(r"^ +(evenbeat (?:show|check|describe|sample) .*)$", re.MULTILINE)
HELP = "\n".join(importlib.import_module(f"evenbeat.cli.{name}").EXAMPLES for name in COMMANDS)


@pytest.mark.parametrize("call", sorted({*CALL.findall(PAGE), *CALL.findall(HELP)}))
def test_a_call_is_taken(call):
    _, *arguments = shlex.split(call.partition(" | ")[0])
    assert build_parser().parse_args(arguments).run


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_section(name):
    assert f"\n## `{name}`: " in PAGE


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", PAGE))
def test_links_lead_somewhere(target):
    assert (ROOT / "docs" / target).exists()


def test_two_screens():
    assert len(PAGE.splitlines()) <= 90
