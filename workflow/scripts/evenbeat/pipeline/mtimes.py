"""Modification times, from which Snakemake decides what is out of date."""

import contextlib
import os
import time
from pathlib import Path


def clamp_future_mtimes(folders):
    """Set modification times that lie in the future to the current time.

    After a clock was set back, an input may have a time in the future. Its output would always be
    older, and Snakemake would make it again in each run. The order of the files' times stays.

    Parameters
    ----------
    folders : sequence of str or Path
        Folders, searched with their subfolders.
    """
    now = time.time()
    for folder in folders:
        for path in Path(folder).rglob("*"):
            if path.is_file() and path.stat().st_mtime > now:
                # Files of another user, in shared resources, are left to their owner.
                with contextlib.suppress(PermissionError):
                    os.utime(path, (now, now))
