"""Imported by every Python process of a run under test: stops a job at its worst moment.

PAUSE_AT holds a pattern of paths. The first job that is about to put such a file in place, finished
but not yet visible, says so in the file PAUSED_FILE and waits to be killed.

LAG_AT holds a pattern of paths. Such a file is seen LAG_SECONDS after it was put in place.

STARVE holds a pattern of logs. A process that logs to one has no memory left from the moment on
that it imports the trainer.
"""

import contextlib
import os
import re
import resource
import signal
import subprocess
import sys
import time

TAKEN = []


def pause_before_replacing(pattern, marker):
    replace = os.replace

    def paused_replace(source, target, **options):
        if re.search(pattern, str(target)) and not os.path.exists(marker):
            with open(marker, "w") as file:
                file.write(str(target))
            while True:
                time.sleep(0.05)
        return replace(source, target, **options)

    os.replace = paused_replace


def delay_replacing(pattern, seconds):
    replace = os.replace

    def late_replace(source, target, **options):
        if not re.search(pattern, str(target)):
            return replace(source, target, **options)
        # Out of the way of the job, which removes what it has not put in place.
        replace(source, f"{target}.late")
        subprocess.Popen(
            ["sh", "-c", 'sleep "$0"; mv "$1.late" "$1"', seconds, target],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    os.replace = late_replace


def take_what_is_left():
    for power in range(30, 11, -1):
        with contextlib.suppress(MemoryError):
            while True:
                TAKEN.append(bytearray(2**power))


def starve(pattern):
    def watch(event, arguments):
        starts = event == "import" and arguments[0] == "evenbeat.gan.training_loop"
        if starts and re.search(pattern, os.readlink("/proc/self/fd/1")):
            with open("/proc/self/statm") as file:
                size = int(file.read().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
            take_what_is_left()

    sys.addaudithook(watch)


# What a shell without job control starts in the background ignores Ctrl-C, and hands that on.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)

if os.environ.get("PAUSE_AT"):
    pause_before_replacing(os.environ["PAUSE_AT"], os.environ["PAUSED_FILE"])
if os.environ.get("LAG_AT"):
    delay_replacing(os.environ["LAG_AT"], os.environ["LAG_SECONDS"])
if os.environ.get("STARVE"):
    starve(os.environ["STARVE"])
