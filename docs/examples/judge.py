"""Train your own model, and compare it with SMOTE on the simulated demonstration.

    python docs/examples/judge.py docs/own_model.py        # Snakemake gets other arguments: -n

Run it in the folder of the repository, with a Python that has Snakemake. It takes some minutes and
writes results/judge/report.html. The beats are simulated: the scores say nothing about patients.
"""

import subprocess
import sys
from pathlib import Path

import yaml

module, *arguments = sys.argv[1:] or ["docs/own_model.py"]
checkpoints = {"every": 20, "last": 40}
own = {
    "pathvars": {"results": "results/judge"},
    "run": {"arms": ["none", "smote", "mine"], "classifiers": ["lda"]},
    "gan": {
        "models": {
            "mine": {
                "module": module,
                "checkpoints": {"interpatient": {"F": checkpoints}},
                # The settings that the methods of the file use.
                "training": {
                    "batch": 32,
                    "steps_per_epoch": 50,
                    "generator_learning_rate": 0.001,
                    "discriminator_learning_rate": 0.001,
                    "beta_1": 0.5,
                    "components": 5,
                },
            }
        }
    },
    # As smote in config/demo.yaml.
    "arms": {"mine": {"method": "gan", "model": "mine", "classes": ["F"], "amount": 0.2}},
}
path = Path("results/judge.yaml")
path.write_text(yaml.safe_dump(own, sort_keys=False))
print(f"{path}:\n{path.read_text()}")
files = ["--configfile", "config/demo.yaml", str(path)]
command = [sys.executable, "-m", "snakemake", "--cores", "2", *files, *arguments]
sys.exit(subprocess.run([*command, "--", "results/judge/report.html"]).returncode)
