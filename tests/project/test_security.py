"""Files from strangers run no code and open no other files."""

import ast
import json
import os
import pickle
import tokenize

import h5py
import keras
import numpy as np
import pytest
from conftest import ROOT, TRAINING_OF, forged
from evenbeat.beats import synthetic
from evenbeat.classifier import network as classifier_network
from evenbeat.gan import checkpoints, keras_files, untrained
from evenbeat.gan.catalogue import MODELS, find_model
from evenbeat.gan.models import blog, conditional
from evenbeat.io import hdf5
from evenbeat.io.checksum_trailer import append_checksum
from evenbeat.nn import safe_load
from evenbeat.runtime.errors import InputError

LOADERS = [keras_files.read_generator, classifier_network.load_classifier]


class Payload:
    """Creates a file when it is unpickled."""

    def __init__(self, marker):
        self.marker = marker

    def __reduce__(self):
        return os.mkdir, (str(self.marker),)


@pytest.fixture
def marker(tmp_path):
    """Give the path of a file that exists once a payload has run."""
    return tmp_path / "marker"


def untrained_gan(training):
    return blog.Model().build({"beat": np.zeros((8, 300))}, training, 0)


@pytest.fixture(scope="module")
def genuine(tmp_path_factory, training):
    path = tmp_path_factory.mktemp("genuine") / "gan_F_epoch1.h5"
    origin = {"model": "blog", "class": "F", "precision": "float32", "scale": 1.0, "limit": 1.0}
    losses = {"losses": np.zeros((3, 2), np.float32)}
    checkpoints.write_checkpoint(path, blog.Model(), untrained_gan(training), losses, origin)
    return path


@pytest.fixture
def checkpoint(genuine, tmp_path):
    path = tmp_path / "gan_F_epoch1.h5"
    path.write_bytes(genuine.read_bytes())
    return path


def description(path):
    with h5py.File(path) as file:
        return json.loads(file.attrs["model_config"])


def describe(path, config):
    with forged(path) as file:
        file.attrs["model_config"] = json.dumps(config)


def values(node, key):
    """Find what a description gives for a key, at any depth."""
    if isinstance(node, dict):
        if key in node:
            yield node[key]
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from values(part, key)


@pytest.mark.parametrize("load", LOADERS)
def test_a_lambda_layer_does_not_run(load, tmp_path, marker):
    path = tmp_path / "model.h5"
    latent = keras.Input((112, 1))
    payload = eval(f"lambda x: __import__('pathlib').Path({str(marker)!r}).touch() or x")
    keras.Model(latent, keras.layers.Lambda(payload)(latent)).save(path)
    append_checksum(path)
    marker.unlink()  # Keras has called it once to learn the shape of what it gives
    with pytest.raises(InputError, match=r"model\.h5 is not a .*'Lambda'.*Delete it and run again"):
        load(path)
    assert not marker.exists()
    keras.models.load_model(path, compile=False, safe_mode=False)
    assert marker.exists(), "the payload is dead, so that this test shows nothing"


def run_command(marker):
    return {
        "module": "os",
        "class_name": "system",
        "config": {"command": f"touch {marker}"},
        "registered_name": "system",
    }


FOREIGN = {
    "a function of another module": run_command,
    "another module": lambda _: {"module": "os", "class_name": "Zeros", "config": {}},
    "a custom class": lambda _: {"class_name": "Package>Layer", "config": {}},
    "a registered name": lambda _: {
        "module": "keras.initializers",
        "class_name": "Zeros",
        "config": {},
        "registered_name": "Package>Zeros",
    },
    "a class that loads a saved model": lambda _: {"class_name": "TFSMLayer", "config": {}},
    "a type that TensorFlow looks up": lambda _: {"class_name": "TypeSpec", "type_spec": "x"},
    "a class that is no name": lambda _: {"class_name": ["Dense"], "config": {}},
}


@pytest.mark.parametrize("place", ["layer", "initializer", "configuration", "whole"])
@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("load", LOADERS)
def test_foreign_classes_do_not_reach_keras(load, foreign, place, checkpoint, marker, monkeypatch):
    config, stranger = description(checkpoint), foreign(marker)
    if place == "layer":
        config["config"]["layers"][1] = stranger
    elif place == "initializer":
        config["config"]["layers"][1]["config"]["kernel_initializer"] = stranger
    elif place == "configuration":
        config["config"]["layers"][1]["config"]["extra"] = [{"deep": stranger}]
    else:
        config = stranger
    describe(checkpoint, config)
    reached = []
    monkeypatch.setattr(keras.models, "load_model", lambda *_, **__: reached.append(1))
    with pytest.raises(InputError, match=r"gan_F_epoch1\.h5 is not a"):
        load(checkpoint)
    assert not reached
    assert not marker.exists()


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize("text", ["", "{", "[" * 50_000, "\ud800", None])
def test_a_broken_description_is_refused(load, text, checkpoint):
    with forged(checkpoint) as file:
        del file.attrs["model_config"]
        if text is not None:
            file.attrs["model_config"] = np.bytes_(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputError, match="Delete it and run again"):
        load(checkpoint)


@pytest.mark.parametrize("load", LOADERS)
def test_keras_is_asked_for_its_safe_mode_too(load, checkpoint, monkeypatch):
    asked = {}
    monkeypatch.setattr(keras.models, "load_model", lambda _, **options: asked.update(options))
    load(checkpoint)
    assert asked == {"compile": False, "safe_mode": True}


def generator_of(model, beats):
    module, training = find_model(model), TRAINING_OF[model]
    data, _ = module.prepare(beats, training)
    return module.build(data, training, 0).networks["generator"]


def test_what_is_allowed_is_what_our_networks_have(tmp_path, beats_of_patients):
    networks = [generator_of(model, beats_of_patients) for model in MODELS]
    networks.append(conditional.fix_class(networks[-1], "V"))
    rng = np.random.default_rng(0)
    wide = classifier_network.fit_wide_part(
        rng.normal(size=(50, 3)), np.arange(50) % 5, np.ones(50), knots=4
    )
    networks.append(classifier_network.build_classifier(300, wide, 5, 0))
    found = {"class_name": set(), "module": set()}
    for network in networks:
        network.save(tmp_path / "model.h5")
        for key, names in found.items():
            names.update(values(description(tmp_path / "model.h5"), key))
    assert found == {"class_name": safe_load.CLASSES, "module": safe_load.MODULES}


def test_pickled_objects_are_not_loaded(tmp_path, marker):
    path = tmp_path / "a.npy"
    payload = np.empty(1, dtype=object)
    payload[0] = Payload(marker)
    np.save(path, payload, allow_pickle=True)
    whole = path.read_bytes()
    for content in (whole, pickle.dumps(Payload(marker)), b"PK\x03\x04" + whole):
        path.write_bytes(content)
        append_checksum(path)
        with pytest.raises(InputError, match=r"a\.npy is not a NumPy array.*Delete it"):
            synthetic.read_synthetic_rows(path)
    assert not marker.exists()
    path.write_bytes(whole)
    np.load(path, allow_pickle=True)
    assert marker.exists(), "the payload is dead, so that this test shows nothing"


@pytest.mark.parametrize(
    "header",
    ["((((", "{[]: 1}", "{'descr': '<f8', 'fortran_order': False, 'shape': (10000000000000,)}"],
)
def test_a_header_made_to_confuse_is_refused(tmp_path, header):
    path = tmp_path / "a.npy"
    path.write_bytes(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode())
    append_checksum(path)
    with pytest.raises(InputError, match=r"a\.npy is not a NumPy array"):
        synthetic.read_synthetic_rows(path)


@pytest.fixture
def secret(tmp_path):
    """Give an HDF5 file that nobody offered, with numbers that also stand there as raw bytes."""
    path = tmp_path / "secret.h5"
    with h5py.File(path, "w") as file:
        file["numbers"] = np.arange(4.0)
    return path


def link_outside(group, name, secret):
    group[name] = h5py.ExternalLink(str(secret), "numbers")


def link_inside(group, name, secret):
    link_outside(group, "aside", secret)
    group[name] = h5py.SoftLink(f"{group.name}/aside")


def store_outside(group, name, secret):
    with h5py.File(secret) as file:
        offset = file["numbers"].id.get_offset()
    storage = [(str(secret), offset, 32)]
    group.create_dataset(name, shape=4, dtype=float, external=storage)


def compose_virtually(group, name, secret):
    layout = h5py.VirtualLayout(4, dtype=float)
    layout[:] = h5py.VirtualSource(str(secret), "numbers", shape=4)
    group.create_virtual_dataset(name, layout)


WAYS_OUT = [link_outside, link_inside, store_outside, compose_virtually]


@pytest.mark.parametrize("way_out", WAYS_OUT)
@pytest.mark.parametrize("where", ["/", "/deep/down"])
def test_hdf5_files_lead_to_no_other_file(way_out, where, tmp_path, secret):
    path = tmp_path / "a.h5"
    hdf5.write_datasets(path, {"signal": (np.zeros(4), "mV")}, {})
    hdf5.read_datasets(path)
    with forged(path) as file:
        way_out(file.require_group(where), "stolen", secret)
    with h5py.File(path) as file:
        stolen = file[f"{where}/stolen"][()]
    assert stolen.tolist() == [0, 1, 2, 3], "the way out is shut, so that this test shows nothing"
    with pytest.raises(InputError, match=r"a\.h5 stores .* elsewhere .*Delete it and run again"):
        hdf5.read_datasets(path)


READERS = {
    "read_generator": keras_files.read_generator,
    "read_discriminator": lambda path: keras_files.read_discriminator(path, blog.Model(), 300),
    "read_model": blog.Model().read,
    "read_reason": untrained.read_untrained_reason,
    "load_classifier": classifier_network.load_classifier,
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("way_out", WAYS_OUT)
def test_milestones_lead_to_no_other_file(read, way_out, checkpoint, secret):
    read(checkpoint)
    with forged(checkpoint) as file:
        del file["discriminator/000"]
        way_out(file["discriminator"], "000", secret)
    with pytest.raises(InputError, match=r"stores 'discriminator/.*' elsewhere"):
        read(checkpoint)


def test_a_training_goes_on_from_no_other_file(checkpoint, secret, training):
    keras_files.read_gan(checkpoint, untrained_gan(training), "float32")
    with forged(checkpoint) as file:
        del file["generator_optimizer"]
        file["generator_optimizer"] = h5py.ExternalLink(str(secret), "/")
    with pytest.raises(InputError, match="stores 'generator_optimizer' elsewhere"):
        keras_files.read_gan(checkpoint, untrained_gan(training), "float32")


def test_groups_in_a_circle_are_no_trap(tmp_path):
    path = tmp_path / "a.h5"
    with forged(path, "w") as file:
        file.create_group("a")["again"] = file["/"]
    with hdf5.open_hdf5(path) as file:
        assert "again" in file["a"]


MODULES = {"cloudpickle", "dill", "joblib", "marshal", "pickle", "runpy", "shelve"}
FUNCTIONS = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen"),
    *("yaml.load", "yaml.load_all", "yaml.full_load", "yaml.unsafe_load", "yaml.Loader"),
    *("yaml.UnsafeLoader", "keras.config.enable_unsafe_deserialization"),
}
OPTIONS = {"shell": True, "allow_pickle": True, "safe_mode": False}


def dangers(source):
    """List what a Python source uses of that which can run what a file says."""
    nodes = list(ast.walk(ast.parse(source)))
    known, used = {}, set()
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                used.add(alias.name)
                if alias.asname:
                    known[alias.asname] = alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                used.add(full)
                known[alias.asname or alias.name] = full
    for node in nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            root, *rest = ast.unparse(node).split(".")
            used.add(".".join([known.get(root, root), *rest]))
    found = {name for name in used if name in FUNCTIONS or name.partition(".")[0] in MODULES}
    for node in nodes:
        if isinstance(node, ast.keyword) and node.arg in OPTIONS:
            # What is no constant is refused too, since it may become the wrong one.
            constant = isinstance(node.value, ast.Constant)
            if not constant or node.value.value is OPTIONS[node.arg]:
                found.add(f"{node.arg}={ast.unparse(node.value)}")
    return found


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "import marshal as m",
        "from pickle import loads",
        "def f():\n    import joblib.numpy_pickle",
        "eval('1')",
        "run = exec",
        "__import__('os')",
        "import os\nos.system('ls')",
        "from os import system",
        "import os as o\no.popen('ls')",
        "import yaml\nyaml.load(file, yaml.SafeLoader)",
        "from yaml import unsafe_load as read",
        "subprocess.run('ls', shell=True)",
        "np.load(path, allow_pickle=True)",
        "np.load(path, allow_pickle=trusted)",
        "keras.models.load_model(path, safe_mode=False)",
        "import keras\nkeras.config.enable_unsafe_deserialization()",
    ],
)
def test_the_search_for_dangers_finds_them(source):
    assert dangers(source)


def test_the_search_for_dangers_lets_the_harmless_pass():
    assert not dangers("import re, yaml\nre.compile('a')\nyaml.safe_load(file)\nmodel.compile()")
    assert not dangers("np.save(path, array, allow_pickle=False)\nrun(command, shell=False)")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "workflow").rglob("*.py")), ids=lambda path: path.stem
)
def test_no_source_can_run_what_a_file_says(path):
    assert not dangers(path.read_text(encoding="utf-8"))


def words_of_rules(path):
    """List the names in a Snakefile, whose language has Python's tokens but not its grammar."""
    with open(path, "rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    return {token.string for token in tokens if token.type == tokenize.NAME}


FORBIDDEN_IN_RULES = MODULES | {"shell", "run", "eval", "exec", "system", "popen", "allow_pickle"}
RULES = [ROOT / "Snakefile", *sorted((ROOT / "workflow/rules").glob("*.smk"))]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_no_rule_has_a_shell(path):
    assert not words_of_rules(path) & FORBIDDEN_IN_RULES


@pytest.mark.parametrize("directive", ["shell", "run"])
def test_the_search_for_shells_finds_them(tmp_path, directive):
    path = tmp_path / "a.smk"
    path.write_text(f'rule a:\n    output:\n        "a",\n    {directive}:\n        "touch a"\n')
    assert words_of_rules(path) & FORBIDDEN_IN_RULES == {directive}
