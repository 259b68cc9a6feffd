"""Sample beats from a checkpoint of a trained model.

The ending of the output says the format: .npy has the waveforms, .csv a row for each beat, .h5 all
columns with units; without an ending, it is a WFDB record with an annotation at each R peak. The
same seed gives the same beats.
"""

import argparse
import contextlib
import os
from pathlib import Path

HELP = "sample beats from a checkpoint"
EXAMPLES = """\
  evenbeat sample gan_V_epoch60.h5 -n 1000 --seed 0 -o beats.npy
  evenbeat sample gan_V_epoch60.h5 -n 200 -o folder/record
  evenbeat sample gan_F_epoch70.h5 --list-patients
  evenbeat sample gan_F_epoch70.h5 --patient mitdb/208 -o beats.csv
  evenbeat sample gan_V_epoch10.h5 --module docs/own_model.py -o beats.h5"""
ENDINGS = ("", ".npy", ".csv", ".h5")


def add_arguments(parser):
    """Add the arguments of the subcommand.

    Parameters
    ----------
    parser : argparse.ArgumentParser
    """
    parser.add_argument("checkpoint", metavar="FILE", type=Path, help="gan_<class>_epoch<n>.h5")
    parser.add_argument(
        "-n", "--number", metavar="N", type=_count, default=1000, help="beats (default %(default)s)"
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, default=0, help="of the draw (default %(default)s)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="file to write")
    parser.add_argument("--force", action="store_true", help="replace a file that exists")
    parser.add_argument("--patient", help="for whom the beats are made")
    parser.add_argument("--list-patients", action="store_true", help="list the patients, and end")
    parser.add_argument(
        "--class", dest="cls", choices="NSVFQ", help="of a checkpoint of all classes"
    )
    parser.add_argument(
        "--module", metavar="FILE", type=Path, help="Python file of your own model; it is run"
    )
    parser.add_argument(
        "--before",
        metavar="N",
        type=int,
        help="sample of the R peak in a beat; beats.before of the run (default: as configured by "
        "default)",
    )


def _count(text):
    if (value := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return value


def run(options):
    """Sample beats and write them.

    Parameters
    ----------
    options : argparse.Namespace

    Returns
    -------
    int
    """
    from evenbeat.gan.checkpoint_sample import (
        check_patient,
        list_patients,
        read_provenance,
        sample_checkpoint,
    )
    from evenbeat.gan.export import list_outputs, write_sample
    from evenbeat.io.atomic import refuse_existing

    if options.list_patients:
        for name in list_patients(options.checkpoint):
            print(name)
        return 0
    path = options.output
    if path is None or path.suffix not in ENDINGS:
        options.usage_error("-o: expected a file that ends with .npy, .csv or .h5, or a record")
    if not options.force:
        refuse_existing(list_outputs(path))
    about = read_provenance(options.checkpoint)
    check_patient(options.checkpoint, options.patient)  # before TensorFlow, which takes seconds
    if options.cls:
        about["class"] = options.cls
    if options.module is None:
        _set_up_tensorflow()
    beats = sample_checkpoint(
        *(options.checkpoint, options.number, options.seed),
        *(options.patient, options.cls, options.module),
    )
    of_record = path.suffix == ""
    place = _find_place(options.before, beats["waveform"].shape[1]) if of_record else None
    about |= {"sampled_from": options.checkpoint.name, "sampling_seed": options.seed}
    write_sample(path, beats, about, place)
    names = ", ".join(map(str, list_outputs(path)))
    print(f"{len(beats['waveform'])} synthetic beats of class {about['class']}: {names}")
    return 0


def _set_up_tensorflow():
    """Make beats independent of the number of threads, as in the workflow."""
    # Its messages on processors and drivers say nothing about the beats.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from evenbeat.nn.backend import use_threads

    with contextlib.suppress(RuntimeError):  # it is set up already
        use_threads(os.cpu_count() or 1)


def _find_place(before, length):
    """Find the sample of the R peak; a checkpoint does not say it."""
    from evenbeat.runtime.defaults import read_default_configuration
    from evenbeat.runtime.errors import InputError

    default = read_default_configuration()["beats"]
    if before is None and length == default["before"] + default["after"]:
        return default["before"]
    if before is None or not 0 <= before < length:
        raise InputError(
            f"the place of the R peak in a beat of {length} samples is not known; give it with "
            f"--before, expected 0 to {length - 1} (beats.before in the run's configuration)"
        )
    return before
