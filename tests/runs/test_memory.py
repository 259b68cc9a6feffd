"""One GAN runs out of memory: the others are trained, and the report says which one is missing."""

import pytest

from runs.small_run import GAN, REPORT

SECOND = GAN.replace("seed0", "seed1")


@pytest.mark.fault(
    fault="a GAN that runs out of memory",
    stage="GAN training",
    kept="the other GANs; all arms are trained and scored, without that GAN's beats",
    seen="No GAN for class V",
)
def test_one_gan_without_memory(undisturbed, copy_run, seen):
    """Of two GANs, one that is there already and one more."""
    two = {"gan": {"seeds": 2}}
    first = f"{SECOND}/gan_V_epoch1.h5"
    fed, run = copy_run(undisturbed), copy_run(undisturbed)
    fed.complete(first, config=two)
    before = run.contents()
    run.complete(config=two, STARVE="_seed1_V_epoch1.log$", MALLOC_ARENA_MAX="1")
    report = (run.folder / REPORT).read_text()
    seen(report)
    assert f"run again with --forcerun {first}" in report
    shown = ("/tables/", "/parts/", "/figures/", "explorer.json")
    summaries = [name for name in before if any(part in name for part in shown)]
    assert run.has_lost_nothing(before, but=[REPORT, *summaries])
    run.complete(first, "--forcerun", first, config=two)
    assert run.contents()[first] == fed.contents()[first]
