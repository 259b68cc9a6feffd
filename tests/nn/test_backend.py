import subprocess
import sys

import pytest
from conftest import ROOT
from evenbeat.nn import backend
from evenbeat.runtime.errors import InputError


@pytest.mark.parametrize(
    ("has", "setting", "precision"),
    [
        (True, "auto", "bfloat16"),
        (False, "auto", "float32"),
        (True, "float32", "float32"),
        (False, "float32", "float32"),
        (True, "bfloat16", "bfloat16"),
    ],
)
def test_precision_follows_the_setting_and_the_device(monkeypatch, has, setting, precision):
    monkeypatch.setattr(backend, "has_bfloat16", lambda: has)
    assert backend.choose_precision(setting) == precision


def test_a_precision_that_the_device_lacks_is_refused(monkeypatch):
    monkeypatch.setattr(backend, "has_bfloat16", lambda: False)
    with pytest.raises(
        InputError, match=r"no bfloat16 units were found on this processor.*auto or float32"
    ):
        backend.choose_precision("bfloat16")


@pytest.mark.parametrize(
    ("flags", "has"),
    [("fpu avx2", False), ("fpu avx512f avx512_bf16", True), ("amx_tile amx_bf16", True)],
)
def test_a_processors_units_are_read_from_its_flags(monkeypatch, tmp_path, flags, has):
    path = tmp_path / "cpuinfo"
    path.write_text(f"processor : 0\nmodel name : avx512_bf16 of no use\nflags : {flags}\n")
    monkeypatch.setattr(backend, "_PROCESSOR", path)
    monkeypatch.setattr(backend.tf.config, "list_physical_devices", lambda kind: [])
    assert backend.has_bfloat16() is has


def test_a_system_that_lists_no_flags_has_none(monkeypatch, tmp_path):
    monkeypatch.setattr(backend, "_PROCESSOR", tmp_path / "missing")
    assert not backend.has_bfloat16()


@pytest.mark.parametrize(("capability", "has"), [((7, 5), False), ((8, 0), True), ((9, 0), True)])
def test_a_gpus_units_follow_from_its_compute_capability(monkeypatch, capability, has):
    config = backend.tf.config
    monkeypatch.setattr(config, "list_physical_devices", lambda kind: ["gpu"])
    monkeypatch.setattr(
        config.experimental, "get_device_details", lambda gpu: {"compute_capability": capability}
    )
    assert backend.has_gpu()
    assert backend.has_bfloat16() is has


def test_it_brings_no_packages_that_only_wrap_and_plot():
    """A third of the time in which a job starts; afterwards they can be had."""
    code = (
        "import sys, evenbeat.gan.core;"
        "print(*{'sklearn', 'matplotlib', 'pandas'} & {*sys.modules});"
        "import sklearn, matplotlib, pandas"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "workflow" / "scripts",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""


def test_a_missing_tensorflow_is_named_with_how_to_install_it():
    code = (
        "import sys\n"
        "sys.modules.update(tensorflow=None, keras=None)\n"
        "from evenbeat.runtime.errors import InputError\n"
        "try:\n"
        "    import evenbeat.nn.backend\n"
        "except InputError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "workflow/scripts")},
        capture_output=True,
        text=True,
    )
    assert "pip install '.[tensorflow]'" in done.stdout, done.stderr
