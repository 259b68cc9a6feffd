"""One GAN runs out of memory: the others are trained, and the report says which one is missing."""

import shutil

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
    shutil.rmtree(run.folder / GAN)
    run.complete(config=config, STARVE="_V_epoch1.log$")
    report = (run.folder / REPORT).read_text()
    seen(report)
    assert "delete gan_V_epoch1.h5 and the milestones after it and run again" in report
    found = run.contents()
    assert found[f"{GAN}/gan_S_epoch1.h5"] == expected[f"{GAN}/gan_S_epoch1.h5"]

    for epoch in (1, 2):
        (run.folder / GAN / f"gan_V_epoch{epoch}.h5").unlink()
    run.complete(config=config)
    assert run.contents() == expected
