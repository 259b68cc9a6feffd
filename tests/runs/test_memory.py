"""One GAN runs out of memory: the others are trained, and the report says which one is missing."""

import pytest

from runs.small_run import GAN, REPORT


@pytest.mark.fault(
    fault="a GAN runs out of memory",
    stage="GAN segment",
    kept="the other GANs; all arms are trained and scored, without that GAN's beats",
    seen="No GAN for class V",
)
def test_one_gan_without_memory(run, seen):
    config = {"splits": {"interpatient": {"classes": ["N", "S", "V"]}}}
    run.complete(config=config)
    expected = run.contents()
    first = {cls: f"{GAN}/gan_{cls}_epoch1.h5" for cls in "SV"}
    run.complete(
        "--forcerun", *first.values(), config=config, STARVE="_V_epoch1.log$", MALLOC_ARENA_MAX="1"
    )
    report = (run.folder / REPORT).read_text()
    seen(report)
    assert f"run again with --forcerun {first['V']}" in report
    assert run.contents()[first["S"]] == expected[first["S"]]
    run.complete("--forcerun", first["V"], config=config)
    assert run.contents() == expected
