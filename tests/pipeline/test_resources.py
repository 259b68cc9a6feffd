"""What rules ask a scheduler for follows from what their jobs cost."""

import re

import pytest
from conftest import ROOT
from evenbeat.pipeline.resources import find_cost, memory_mb, read_costs, runtime_minutes
from evenbeat.runtime.errors import InputError

COSTS = read_costs(ROOT / "workflow/costs.csv")
# Rules by name; one that is used under another name has no directive for a script.
RULES = {
    re.match(r"(?:use rule \w+ as|rule) (\w+)", rule)[1]: rule
    for path in sorted((ROOT / "workflow/rules").glob("*.smk"))
    for rule in re.split(r"(?m)^(?=(?:use )?rule )", path.read_text())
    if "resources:" in rule and rule.startswith(("rule ", "use rule "))
}


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_measured_and_asks_by_its_own_costs(name):
    rule = RULES[name]
    assert f'**resource_requests("{name}")' in rule
    assert f'"<benchmarks>/{name}' in rule
    assert COSTS[name]["seconds"] > 0
    assert COSTS[name]["mib"] > 0


def test_costs_are_of_rules_that_there_are():
    assert COSTS.keys() == RULES.keys()


@pytest.mark.parametrize("rule", COSTS)
def test_a_job_gets_more_than_the_dearest_took(rule):
    cost = COSTS[rule]
    assert memory_mb(cost["mib"], attempt=1) > cost["mib"] + 130
    assert runtime_minutes(cost["seconds"], attempt=1) * 60 > 2 * cost["seconds"]


def test_each_attempt_asks_for_as_much_again():
    assert [memory_mb(2000, attempt) for attempt in (1, 2, 3)] == [3300, 6600, 9900]
    assert [runtime_minutes(600, attempt) for attempt in (1, 2, 3)] == [40, 80, 120]


def test_a_rule_that_was_never_measured_is_named():
    with pytest.raises(InputError, match="no row for rule train_everything"):
        find_cost(COSTS, "train_everything")
