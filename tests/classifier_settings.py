"""Settings of a network for tests, those of the default configuration but for its length."""

from pathlib import Path

import yaml

_CONFIG = yaml.safe_load(Path(__file__).parents[1].joinpath("config/config.yaml").read_text())
NETWORK = _CONFIG["classifier"]["kinds"]["cnn"]["network"] | {"steps": 60, "batch": 16}
