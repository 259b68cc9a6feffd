"""WFDB records: the signal of a lead."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from wfdb.io import _signal

from evenbeat.data.signal_files import check_signal_file
from evenbeat.data.wfdb_header import REMEDY, read_header
from evenbeat.runtime.errors import InputError

RATES = (50, 100_000)  # Hz

# Units that a lead may have in a header, in mV.
MILLIVOLTS = {"mv": 1.0, "uv": 1e-3, "v": 1e3}

# For each format of signal file: the number of bytes that the first n samples of a block need.
BLOCKS = {
    **dict.fromkeys(("8", "80"), (0, 1)),
    **dict.fromkeys(("16", "61", "160"), (0, 2)),
    "24": (0, 3),
    "32": (0, 4),
    "212": (0, 2, 3),
    "310": (0, 2, 4, 4),
    "311": (0, 2, 3, 4),
}
# Bits of a sample. The lowest value means that nothing was recorded; format 8 has no such value.
BITS = {"80": 8, "508": 8, "310": 10, "311": 10, "212": 12} | {
    **dict.fromkeys(("16", "61", "160", "516"), 16),
    **dict.fromkeys(("24", "524"), 24),
    "32": 32,
}


@dataclass(frozen=True, eq=False)
class Lead:
    """One lead of a record.

    Attributes
    ----------
    signal : ndarray of float64, shape (n,)
        mV; NaN where nothing was recorded.
    name : str
    sampling_rate : float
        Hz.
    frame_rate : float
        Hz of the record's annotations, unless their file gives another rate. It is lower than the
        sampling rate if the lead has several samples in a frame.
    simulated : bool
        Whether a comment in the header says that the record is simulated.
    """

    signal: np.ndarray
    name: str
    sampling_rate: float
    frame_rate: float
    simulated: bool


def read_lead(stem, preferred, signal_file=None):
    """Read one lead of a WFDB record.

    Parameters
    ----------
    stem : str
        Path of the record without suffix; its header is `stem`.hea.
    preferred : sequence of str
        Names of leads in the order of preference. If the record has none of them, its first lead is
        read.
    signal_file : str or Path, optional
        A copy of this lead's signal file. By default, the file that the header names, beside the
        header.

    Returns
    -------
    Lead

    Raises
    ------
    InputError
        If the record cannot be read, is cut short, or does not match the checksums in its header.
    """
    path = f"{stem}.hea"
    header = read_header(path)
    lead = header.find_lead(preferred)
    rate = header.frame_rate * lead.samples_per_frame
    factor = _check_lead(path, lead, rate)
    signal_file = signal_file or Path(stem).parent / lead.file_name
    samples = _read_samples(path, header, lead, signal_file)
    volts = (samples.astype(np.float64) - lead.baseline) / lead.gain
    if lead.fmt in BITS:
        volts[samples == -(2 ** (BITS[lead.fmt] - 1))] = np.nan
    ahead = min(lead.skew, len(volts))
    volts = np.append(volts[ahead:], np.full(ahead, np.nan))
    if not np.isfinite(volts).any() or np.isinf(volts).any():
        raise InputError(
            f"{signal_file}: lead {lead.name} has {np.isfinite(volts).sum()} finite samples of "
            f"{len(volts)}; expected recorded, finite samples. Put another lead first in "
            f"databases.<name>.leads. {REMEDY}."
        )
    simulated = any(comment.startswith("SIMULATED") for comment in header.comments)
    return Lead(volts * factor, lead.name, rate, header.frame_rate, simulated)


def _check_lead(path, lead, rate):
    """Reject a lead that is not an ECG in a file beside the header; return its unit in mV."""
    check_signal_file(path, lead)
    if not RATES[0] <= rate <= RATES[1]:
        raise InputError(
            f"{path}: lead {lead.name} has a sampling rate of {rate:g} Hz; expected {RATES[0]} to "
            f"{RATES[1]} Hz. {REMEDY}."
        )
    if lead.unit.lower() not in MILLIVOLTS:
        raise InputError(
            f"{path}, line {lead.line}: the unit of lead {lead.name} is {lead.unit}; expected mV, "
            f"uV or V. Put another lead first in databases.<name>.leads. {REMEDY}."
        )
    return MILLIVOLTS[lead.unit.lower()]


def _read_samples(path, header, lead, signal_file):
    """Read all samples of a lead in its file, including those before the record starts."""
    beside = header.of_file(lead.file_name)
    frames = _count_frames(path, header, lead, beside, signal_file)
    try:
        signals = _signal._rd_dat_signals(
            file_name=Path(signal_file).name,
            dir_name=str(Path(signal_file).parent),
            pn_dir=None,
            fmt=lead.fmt,
            n_sig=len(beside),
            sig_len=frames,
            byte_offset=lead.byte_offset,
            samps_per_frame=[signal.samples_per_frame for signal in beside],
            skew=[0] * len(beside),  # else wfdb drops samples that the checksum includes
            init_value=[signal.initial_value for signal in beside],
            sampfrom=0,
            sampto=frames,
        )
    except Exception as error:  # wfdb raises exceptions of many kinds on damaged files
        raise InputError(
            f"{signal_file} cannot be read in format {lead.fmt}, which {path} gives in line "
            f"{lead.line} ({type(error).__name__}: {error}). {REMEDY}."
        ) from error
    samples = signals[beside.index(lead)].astype(np.int64)
    if lead.fmt == "311":
        samples = (samples + 512) % 1024 - 512  # wfdb reads an unused bit as part of the sample
    found = int(samples.sum()) % 2**16
    # Without a number of samples, a header has no checksum of them.
    if header.frames and lead.checksum is not None and (found - lead.checksum) % 2**16:
        raise InputError(
            f"{signal_file}: the checksum of the {len(samples)} samples of lead {lead.name} is "
            f"{found}, but {path} says {lead.checksum % 2**16} in line {lead.line}: one of the two "
            f"files is damaged. {REMEDY}."
        )
    return samples


def _count_frames(path, header, lead, beside, signal_file):
    """Take the number of frames from the header, else from the file, and check the file's size."""
    if lead.fmt not in BLOCKS:
        if header.frames is None:
            raise InputError(
                f"{path} gives no number of samples; expected one, because {lead.file_name} is "
                f"compressed. {REMEDY}."
            )
        return header.frames
    try:
        size = Path(signal_file).stat().st_size - lead.byte_offset
    except OSError as error:
        raise InputError(
            f"{path}, line {lead.line}, names {signal_file}, which cannot be read: {error}. "
            f"{REMEDY}."
        ) from error
    found = count_samples(size, lead.fmt) // sum(one.samples_per_frame for one in beside)
    frames = header.frames or found
    if not 0 < frames <= found:
        raise InputError(
            f"{signal_file} has {found * lead.samples_per_frame} samples of lead {lead.name}, but "
            f"{path} says {(header.frames or 1) * lead.samples_per_frame}: one of the two files is "
            f"damaged or was cut short. {REMEDY}."
        )
    return frames


def count_samples(size, fmt):
    """Count the samples in a part of a signal file.

    Parameters
    ----------
    size : int
        Bytes.
    fmt : str
        A key of `BLOCKS`.

    Returns
    -------
    int

    Examples
    --------
    >>> count_samples(3, "212"), count_samples(5, "212")
    (2, 3)
    """
    needed = BLOCKS[fmt]
    whole, rest = divmod(max(size, 0), needed[-1])
    block = len(needed) - 1
    return whole * block + sum(bytes_ <= rest for bytes_ in needed[1:])
