"""Judge a model of one's own: train, sample and compare it on the simulated demonstration.

    python docs/examples/judge.py docs/own_model.py        # other arguments go to Snakemake: -n

Run it in the repository's folder, with the Python in which Snakemake is. It takes some minutes and
ends in results/judge/report.html. The hearts are simulated: the numbers say nothing about patients.
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
                "checkpoints": {"interpatient": {"V": checkpoints, "F": checkpoints}},
                # Whatever the file's methods ask for.
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
    "arms": {"mine": {"method": "gan", "model": "mine", "amount": 0.1}},
}
path = Path("results/judge.yaml")
path.write_text(yaml.safe_dump(own, sort_keys=False))
print(f"{path}:\n{path.read_text()}")
files = ["--configfile", "config/demo.yaml", str(path)]
command = [sys.executable, "-m", "snakemake", "--cores", "2", *files, *arguments]
sys.exit(subprocess.run([*command, "--", "results/judge/report.html"]).returncode)
