"""Folders of small WFDB records, written as a user of wfdb writes them."""

import numpy as np
import wfdb

RATE = 250  # Hz
SECONDS = 90


def write_record(folder, name, symbols, **header):
    """Write a record with a bump for each symbol, one and a quarter a second."""
    folder.mkdir(exist_ok=True)
    rng = np.random.default_rng(len(name) + ord(name[-1]))
    samples = (200 * (1 + np.arange(len(symbols)))).astype(int)
    time = np.arange(SECONDS * RATE)
    ecg = 0.01 * rng.standard_normal(len(time))
    for sample, symbol in zip(samples, symbols, strict=True):
        width, height = (12, 1.6) if symbol == "V" else (5, 1.0)
        ecg += height * np.exp(-(((time - sample) / width) ** 2) / 2)
    described = {
        "fs": RATE,
        "units": ["mV", "mV"],
        "sig_name": ["V1", "II"],
        "fmt": ["16", "16"],
    }
    wfdb.wrsamp(
        name, p_signal=np.stack([-ecg, ecg], axis=1), write_dir=str(folder), **described | header
    )
    wfdb.wrann(name, "atr", samples, symbol=np.array(symbols), write_dir=str(folder))


def write_folder(folder, records=4):
    """Write records of as many patients, with N, V and S."""
    for number in range(records):
        symbols = ["N", "N", "V", "N", "A"] * 20
        symbols[7] = "+"  # no beat
        write_record(folder, f"p{number:02d}", symbols, comments=["age: 60", f"Patient: {number}"])
    return folder
