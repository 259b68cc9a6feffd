"""Sample beats from a checkpoint of a trained model.

The suffix of the output file sets the format: .npy holds the waveforms, .csv one row for each beat,
.h5 all columns with units. Without a suffix, the output is a WFDB record with an annotation at each
R peak. The same seed gives the same beats.
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
  evenbeat sample gan_F_epoch60.h5 --module docs/own_model.py -o beats.h5"""
ENDINGS = ("", ".npy", ".csv", ".h5")
MOST_BEATS = 1_000_000  # all beats are in memory at once


def add_arguments(parser):
    """Add the arguments of the subcommand.

    Parameters
    ----------
    parser : argparse.ArgumentParser
    """
    parser.add_argument(
        "checkpoint", metavar="FILE", type=Path, help="checkpoint, gan_<class>_epoch<n>.h5"
    )
    parser.add_argument(
        "-n",
        "--number",
        metavar="N",
        type=_count,
        default=1000,
        help="number of beats (default %(default)s)",
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, default=0, help="random seed (default %(default)s)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="file to write")
    parser.add_argument("--force", action="store_true", help="replace existing files")
    parser.add_argument(
        "--patient", metavar="NAME", help="make beats for this patient, if the model has patients"
    )
    parser.add_argument("--list-patients", action="store_true", help="only list the patients")
    parser.add_argument(
        "--class",
        dest="cls",
        choices="NSVFQ",
        help="class of the beats, for a checkpoint of all classes",
    )
    parser.add_argument(
        "--module",
        metavar="FILE",
        type=Path,
        help="Python file of your own model; its code is run",
    )
    parser.add_argument(
        "--before",
        metavar="N",
        type=int,
        help="only for a WFDB record: number of samples before the R peak in each beat, "
        "beats.before in the run's configuration (default: as in config/config.yaml, if the beats "
        "have the length of that configuration)",
    )


def _count(text):
    if not text.isdecimal() or not 1 <= int(text) <= MOST_BEATS:
        raise argparse.ArgumentTypeError(
            f"{text!r}: expected a whole number from 1 to {MOST_BEATS}. For more beats, write "
            "several files with different seeds"
        )
    return int(text)


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
    from evenbeat.io.atomic import refuse_existing, refuse_folders

    if options.checkpoint.suffix != ".h5":
        options.usage_error(f"{options.checkpoint}: expected a checkpoint, a file with suffix .h5")
    if options.list_patients:
        print("\n".join(list_patients(options.checkpoint) or ["this model has no patients"]))
        return 0
    path = options.output
    if path is None or not path.name or path.suffix not in ENDINGS:
        options.usage_error(
            "-o: expected a file name with the suffix .npy, .csv or .h5, or a record name without "
            "a suffix"
        )
    outputs = list_outputs(path)
    refuse_folders(outputs)
    if not options.force:
        refuse_existing(outputs)
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
    names = ", ".join(map(str, outputs))
    print(f"{len(beats['waveform'])} synthetic beats of class {about['class']}: {names}")
    return 0


def _set_up_tensorflow():
    """Make beats independent of the number of threads, as in the workflow."""
    # TensorFlow's messages about processors and drivers are of no use here.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from evenbeat.nn.backend import use_threads

    with contextlib.suppress(RuntimeError):  # TensorFlow is set up already
        use_threads(os.cpu_count() or 1)


def _find_place(before, length):
    """Find the sample of the R peak, which a checkpoint does not store."""
    from evenbeat.runtime.defaults import read_default_configuration
    from evenbeat.runtime.errors import InputError

    default = read_default_configuration()["beats"]
    if before is None and length == default["before"] + default["after"]:
        return default["before"]
    if before is None or not 0 <= before < length:
        raise InputError(
            f"the position of the R peak in a beat of {length} samples is not known: give it with "
            f"--before. Expected 0 to {length - 1}, beats.before in the run's configuration"
        )
    return before
