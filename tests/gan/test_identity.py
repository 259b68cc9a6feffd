from pathlib import Path
from types import SimpleNamespace

import pytest
from evenbeat.gan.identity import GanId
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed

GAN = GanId("interpatient_fold1", "hinge", 3, "F")


def test_it_comes_back_from_wildcards_attributes_and_paths():
    wildcards = SimpleNamespace(
        split="interpatient_fold1", model="hinge", seed="3", cls="F", epoch="40"
    )
    assert GanId.from_wildcards(wildcards) == GAN
    assert GanId.from_attributes(GAN.to_attributes()) == GAN
    path = GAN.fill("results/{split}/gan/{model}/seed{seed}/gan_{cls}_epoch{epoch}.h5", epoch=40)
    assert path == "results/interpatient_fold1/gan/hinge/seed3/gan_F_epoch40.h5"
    assert GanId.from_path(path) == GanId.from_path(Path(path)) == GAN


@pytest.mark.parametrize(
    "name", ["synthetic_F.npy", "screened_label_F.npy", "milestones_F.json", "quality_F.json"]
)
def test_every_file_of_a_gan_tells_which_it_is(name):
    assert GanId.from_path(f"interpatient_fold1/gan/hinge/seed3/{name}") == GAN
    shared = GanId.from_path("interpatient_fold1/gan/transfer/seed3/gan_all_epoch10.h5")
    assert shared.cls == "all"


@pytest.mark.parametrize("path", ["results/train.h5", "s/gan/blog/seed0/gan_X_epoch1.h5"])
def test_other_paths_are_refused(path):
    with pytest.raises(InputError, match=r"is not the path of a GAN's file; expected <split>"):
        GanId.from_path(path)


def test_its_seed_follows_from_all_of_it():
    assert GAN.random_seed == derive_seed(3, "interpatient_fold1", "hinge", "F")
    others = [GanId("a", "hinge", 3, "F"), GanId("interpatient_fold1", "hinge", 3, "S")]
    assert len({GAN.random_seed, *(other.random_seed for other in others)}) == 3


def test_it_says_what_it_generates():
    assert GAN.target == "class F"
    assert GanId("a", "transfer", 0, "all").target == "all classes"
