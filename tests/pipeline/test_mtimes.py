import os
import time

from evenbeat.pipeline.mtimes import clamp_future_mtimes


def test_only_files_of_the_future_get_the_time_of_now(tmp_path):
    old, new = tmp_path / "old", tmp_path / "folder" / "new"
    new.parent.mkdir()
    for path, moved in ((old, -1000), (new, 1000)):
        path.write_text("")
        os.utime(path, (time.time() + moved,) * 2)
    before = old.stat().st_mtime
    clamp_future_mtimes([tmp_path, tmp_path / "missing"])
    assert old.stat().st_mtime == before
    assert before < new.stat().st_mtime <= time.time()
