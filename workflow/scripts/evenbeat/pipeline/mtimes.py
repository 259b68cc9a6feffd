"""Modification times, by which Snakemake decides what is out of date."""

import contextlib
import os
import time
from pathlib import Path


def clamp_future_mtimes(folders):
    """Give files that are newer than now the time of now.

    After a clock was set back, a file that is made from a file of tomorrow would never be newer
    than it. The order of the files among each other stays, since none becomes older than another.

    Parameters
    ----------
    folders : sequence of str or Path
    """
    now = time.time()
    for folder in folders:
        for path in Path(folder).rglob("*"):
            if path.is_file() and path.stat().st_mtime > now:
                # Files of another user, in shared resources, are left to their owner.
                with contextlib.suppress(PermissionError):
                    os.utime(path, (now, now))
