"""Parts of several machines must fit together, and no GAN may be missing."""

import re

import pandas as pd
import pytest
from evenbeat.runtime.errors import InputError
from evenbeat.study.publish import read_findings, write_pages
from study.conftest import NO_GAIN


def change(path, old, new):
    path.write_text(re.sub(old, new, path.read_text()))


@pytest.fixture
def study(find_in):
    return find_in(NO_GAIN)


def test_a_part_with_fewer_seeds_is_refused(study, config):
    _, _, folder = study
    part = folder / "forest/external_svdb_flow.csv"
    table = pd.read_csv(part)
    table[table["gan_seed"] == 0].to_csv(part, index=False)
    with pytest.raises(InputError, match=r"forest/external_svdb_flow.csv has 1 GAN seeds with 2"):
        read_findings(config, folder)


@pytest.mark.parametrize(("old", "new"), [("232", "233"), (",500,20,", ",501,20,")])
def test_a_part_of_another_test_is_refused(study, config, old, new):
    _, _, folder = study
    change(folder / "lda/interpatient_smote.csv", old, new)
    with pytest.raises(InputError, match=r"lda/interpatient_smote.csv has other test beats"):
        read_findings(config, folder)


def test_a_gan_without_beats_is_an_error(study, config):
    findings, parts, folder = study
    change(folder / "quality/interpatient_hinge.csv", r"(?m)^3,.*\n", "")
    with pytest.raises(
        InputError, match=r"interpatient_hinge.csv has beats of class S from 4 GANs"
    ):
        write_pages(findings, parts, config, folder)
