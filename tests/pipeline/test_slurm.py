"""Questions to SLURM, which a script answers here."""

import pytest
from evenbeat.pipeline.slurm import check_cluster, count_gpus, list_requests
from evenbeat.runtime.errors import InputError


@pytest.fixture
def answers(tmp_path, monkeypatch):
    """Give a function that makes sinfo print a text, as the only SLURM on this machine."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    def answer(text, status=0):
        for name in ("sbatch", "sinfo"):
            (tmp_path / name).write_text(f"#!/bin/sh\nprintf '{text}'\nexit {status}\n")
            (tmp_path / name).chmod(0o755)

    return answer


def test_a_cluster_that_has_what_is_wanted(answers):
    answers("main*|(null)\\ngpu|gpu:a100:4(S:0-1)\\n")
    check_cluster({("main", 0, None), ("gpu", 1, None), ("gpu", 4, "a100"), (None, 0, None)})
    check_cluster({("main,gpu", 4, None)})


def test_a_partition_that_does_not_exist(answers):
    answers("main*|(null)\\ngpu|gpu:1\\n")
    for wanted in ("big", "main,big"):
        with pytest.raises(InputError, match="no partition 'big'; it has gpu, main"):
            check_cluster({(wanted, 0, None)})


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (("main", 1, None), "request 1 GPU, and no node of partition main has more than 0"),
        ((None, 1, None), "request 1 GPU, and no node of the default partition has more than 0"),
        (("gpu", 3, None), "request 3 GPU, and no node of partition gpu has more than 2"),
        (("gpu", 1, "h100"), "request 1 GPU of kind h100, and no node of partition gpu"),
    ],
)
def test_a_gpu_where_there_is_none(answers, wanted, said):
    answers("main*|(null)\\ngpu|gpu:t4:2\\n")
    with pytest.raises(InputError, match=said):
        check_cluster({wanted})


def test_a_slurm_that_does_not_answer(answers):
    answers("", status=1)
    with pytest.raises(InputError, match="SLURM does not answer to sinfo"):
        check_cluster({("main", 0, None)})


def test_no_slurm(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="This machine has no sbatch or sinfo"):
        check_cluster({("main", 0, None)})


@pytest.mark.parametrize(
    ("resources", "gpus"),
    [("gpu", 1), ("gpu:v100", 1), ("gpu:v100:8", 8), ("gpu:4(S:0)", 4), ("shard:8,gpu:2", 2)],
)
def test_gpus_in_every_way_of_writing(resources, gpus):
    assert count_gpus(resources) == gpus


def test_jobs_request_what_their_resources_name():
    jobs = [
        {"slurm_partition": "gpu", "gpu": 1, "gpu_model": "a100", "mem_mb": 100},
        {"mem_mb": 100},
        {"slurm_partition": "other", "cluster": "elsewhere"},
    ]
    asked = {("gpu", 1, "a100"), (None, 0, None)}
    assert list_requests(jobs, partition_chosen_later=False) == asked
    assert list_requests(jobs, partition_chosen_later=True) == {("gpu", 1, "a100")}
