import json
from dataclasses import dataclass
from types import SimpleNamespace

from evenbeat.pipeline.plan import write_plan


@dataclass(frozen=True)
class Job:
    name: str
    number: int = 0

    @property
    def rule(self):
        return SimpleNamespace(name=self.name)


def test_a_plan_counts_jobs_and_joins_rules(tmp_path):
    first, second, last = Job("cut", 1), Job("cut", 2), Job("merge")
    dependencies = {first: [], second: [], last: [first, second]}
    dag = SimpleNamespace(jobs=list(dependencies), dependencies=dependencies)
    write_plan(tmp_path / "plan.json", dag)
    plan = json.loads((tmp_path / "plan.json").read_text())
    assert plan == {"jobs": {"cut": 2, "merge": 1}, "edges": [["merge", "cut"]]}
