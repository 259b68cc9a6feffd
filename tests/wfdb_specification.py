"""WFDB headers, signals and annotations by header(5), signal(5) and annot(5), for comparison.

Slow, simple, and of other make than the library's reader, with which it shares no code: characters
and bits are taken one after the other. What the specification does not allow is `IllegalError`.
"""

import math
from fractions import Fraction

DIGITS = "0123456789"
BITS = {"8": 8, "16": 16, "24": 24, "32": 32, "61": 16, "80": 8, "160": 16, "212": 12}
BITS |= {"310": 10, "311": 10}
CODES = {
    **{1: "N", 2: "L", 3: "R", 4: "a", 5: "V", 6: "F", 7: "J", 8: "A", 9: "S", 10: "E", 11: "j"},
    **{12: "/", 13: "Q", 14: "~", 16: "|", 18: "s", 19: "T", 20: "*", 21: "D", 22: '"', 23: "="},
    **{24: "p", 25: "B", 26: "^", 27: "t", 28: "+", 29: "u", 30: "?", 31: "!", 32: "[", 33: "]"},
    **{34: "e", 35: "n", 36: "@", 37: "x", 38: "f", 39: "(", 40: ")", 41: "r"},
}


class IllegalError(Exception):
    """Not as the specification has it."""


class Text:
    """A field, taken character by character."""

    def __init__(self, text):
        self.text, self.place = text, 0

    def peek(self):
        return self.text[self.place : self.place + 1]

    def take(self, characters):
        found = self.peek()
        if found and found in characters:
            self.place += 1
            return found
        return ""

    def digits(self):
        found = ""
        while digit := self.take(DIGITS):
            found += digit
        return found

    def integer(self, signs="+-"):
        sign, digits = self.take(signs), self.digits()
        if not digits:
            raise IllegalError(f"no integer in {self.text!r}")
        return -int(digits) if sign == "-" else int(digits)

    def number(self):
        begin = self.place
        self.take("+-")
        whole, point = self.digits(), self.take(".")
        if not whole + (self.digits() if point else ""):
            raise IllegalError(f"no number in {self.text!r}")
        before = self.place
        if self.take("eE"):
            self.take("+-")
            if not self.digits():
                self.place = before
        value = float(self.text[begin : self.place])
        if math.isinf(value):
            raise IllegalError(f"no finite number in {self.text!r}")
        return value

    def rest(self):
        found = self.text[self.place :]
        self.place = len(self.text)
        return found

    def end(self):
        if self.peek():
            raise IllegalError(f"{self.rest()!r} is left of {self.text!r}")


def whole(text, signs="+-"):
    field = Text(text)
    value = field.integer(signs)
    field.end()
    return value


def fields_of(line, most):
    """Part a line at blanks and tabs; the last of `most` fields takes the rest."""
    fields, rest = [], line
    while rest and len(fields) < most - 1:
        field = ""
        while rest and rest[0] not in " \t":
            field, rest = field + rest[0], rest[1:]
        fields.append(field)
        while rest and rest[0] in " \t":
            rest = rest[1:]
    return [*fields, rest] if rest else fields


def parse_header(content):
    """Give frame rate, number of frames or None, and the signals' fields."""
    lines = []
    for raw in content.split(b"\n"):
        line = raw[:-1] if raw.endswith(b"\r") else raw
        line = line.decode("latin-1").strip(" \t")
        if line.startswith("#") or not line:
            continue
        if any(character != "\t" and not " " <= character <= "~" for character in line):
            raise IllegalError("a character that is no printable ASCII")
        lines.append(line)
    if not lines:
        raise IllegalError("no record line")
    record = fields_of(lines[0], 99)
    if "/" in record[0]:
        raise IllegalError("several segments")
    count = whole(record[1], "") if len(record) > 1 else 0
    if not count or count != len(lines) - 1:
        raise IllegalError("as many lines of signals as signals, and one at least")
    rate = parse_rate(record[2]) if len(record) > 2 else 250.0
    frames = whole(record[3], "") if len(record) > 3 else 0
    signals = [parse_signal(line, place) for place, line in enumerate(lines[1:])]
    seen = []
    for one in signals:
        if seen and one["file"] == seen[-1]["file"]:
            if (one["fmt"], one["offset"]) != (seen[-1]["fmt"], seen[-1]["offset"]):
                raise IllegalError("two formats or offsets in a file")
        elif one["file"] in [other["file"] for other in seen]:
            raise IllegalError("signals of a file that are not together")
        seen.append(one)
    return rate, frames or None, signals


def parse_rate(text):
    field = Text(text)
    rate = field.number()
    if field.take("/"):
        field.number()
        if field.take("("):
            field.number()
            if not field.take(")"):
                raise IllegalError("a bracket is open")
    field.end()
    if rate <= 0:
        raise IllegalError("a rate that is not positive")
    return rate


def parse_signal(line, place):
    fields = fields_of(line, 9)
    if len(fields) < 2:
        raise IllegalError("no format")
    layout = Text(fields[1])
    found = {"file": fields[0], "fmt": str(layout.digits()), "spf": 1, "skew": 0, "offset": 0}
    for sign, name in (("x", "spf"), (":", "skew"), ("+", "offset")):
        if layout.take(sign):
            found[name] = layout.integer("")
    layout.end()
    if found["fmt"] not in (*BITS, "0", "508", "516", "524") or found["spf"] < 1:
        raise IllegalError("no such format")
    numbers = [whole(text) for text in fields[3:8]]
    _, zero, initial, checksum, _ = [*numbers, *[None] * (5 - len(numbers))]
    found |= {"gain": 200.0, "baseline": zero or 0, "unit": "mV", "checksum": checksum}
    found["initial"] = zero or 0 if initial is None else initial
    if len(fields) > 2:
        gain = Text(fields[2])
        found["gain"] = gain.number() or 200.0
        if gain.take("("):
            found["baseline"] = gain.integer()
            if not gain.take(")"):
                raise IllegalError("a bracket is open")
        if gain.take("/"):
            found["unit"] = gain.rest()
            if not found["unit"]:
                raise IllegalError("no unit")
        gain.end()
    found["name"] = fields[8] if len(fields) > 8 else f"signal {place}"
    return found


def signed(value, bits):
    value %= 2**bits
    return value - 2**bits if value >= 2 ** (bits - 1) else value


def samples_of(content, fmt):
    """List the samples in the bytes of a file, as they follow one another."""
    found, size = [], BITS[fmt] // 8
    if fmt in ("212", "310", "311"):
        return packed_samples(content, fmt)
    for place in range(0, len(content) - size + 1, size):
        word = int.from_bytes(content[place : place + size], "big" if fmt == "61" else "little")
        offset = 2 ** (BITS[fmt] - 1) if fmt in ("80", "160") else 0
        found.append(signed(word - offset, BITS[fmt]))
    return found


def packed_samples(content, fmt):
    length = 3 if fmt == "212" else 4
    found = []
    for place in range(0, len(content), length):
        block = content[place : place + length]
        size = len(block)
        word = int.from_bytes(block, "little")
        if fmt == "212":
            second = (word >> 16) | ((word >> 12 & 15) << 8)
            samples, needs = [word & 0xFFF, second], [2, 3]
        elif fmt == "310":
            low, high = word & 0xFFFF, word >> 16
            samples = [low >> 1 & 0x3FF, high >> 1 & 0x3FF, (low >> 11) | (high >> 11) << 5]
            needs = [2, 4, 4]
        else:
            samples, needs = [word >> shift & 0x3FF for shift in (0, 10, 20)], [2, 3, 4]
        found += [
            signed(one, BITS[fmt]) for one, need in zip(samples, needs, strict=True) if need <= size
        ]
    return found


def digital(signals, frames, file):
    """Give the number of frames, and the samples of each of a file's signals by its name."""
    first = signals[0]
    samples = samples_of(file[first["offset"] :], first["fmt"])
    of_frame = sum(one["spf"] for one in signals)
    frames = frames or len(samples) // of_frame
    if not 0 < frames * of_frame <= len(samples):
        raise IllegalError("the file is cut short")
    found, begin = [], 0
    for one in signals:
        own = [
            samples[frame * of_frame + place]
            for frame in range(frames)
            for place in range(begin, begin + one["spf"])
        ]
        begin += one["spf"]
        if first["fmt"] == "8":
            total = one["initial"]
            for place, difference in enumerate(own):
                total += difference
                own[place] = total
        found.append(own)
    return frames, found


def read_lead(content, files, preferred):
    """Give rate, frame rate, name and mV of the lead that is used."""
    rate, stated, signals = parse_header(content)
    named = [one for name in preferred for one in signals if one["name"] == name]
    lead = (named or signals)[0]
    if lead["fmt"] not in BITS or lead["file"] not in files:
        raise IllegalError("no such file")
    factor = {"mv": 1.0, "uv": 1e-3, "v": 1e3}.get(lead["unit"].lower())
    if factor is None:
        raise IllegalError("no unit of voltage")
    beside = [one for one in signals if one["file"] == lead["file"]]
    _, of_file = digital(beside, stated, files[lead["file"]])
    own = of_file[[one is lead for one in beside].index(True)]
    if stated and lead["checksum"] is not None and (sum(own) - lead["checksum"]) % 65536:
        raise IllegalError("another sum of the samples")
    least = None if lead["fmt"] == "8" else -(2 ** (BITS[lead["fmt"]] - 1))
    volts = [
        math.nan if one == least else (one - lead["baseline"]) / lead["gain"] * factor
        for one in own
    ]
    ahead = lead["skew"]
    volts = volts[ahead:] + [math.nan] * min(ahead, len(volts))
    if all(math.isnan(one) for one in volts):
        raise IllegalError("no sample")
    return rate * lead["spf"], rate, lead["name"], volts


def read_annotations(content):
    """Give the time resolution or None, and time, channel and symbol of each annotation."""
    found, time, channel, place = [], 0, 0, 0

    def word():
        nonlocal place
        if place + 2 > len(content):
            raise IllegalError("no end mark")
        value = content[place] + 256 * content[place + 1]
        place += 2
        return value

    while True:
        value = word()
        code, data = value >> 10, value & 1023
        if value == 0:
            break
        if code == 59:
            if data:
                raise IllegalError("an interval in a SKIP")
            high, low = word(), word()
            time += signed(high << 16 | low, 32)
        elif code < 59:
            time += data
            found.append([time, code, channel, ""])
        elif not found:
            raise IllegalError("a field without an annotation")
        elif code == 62:
            channel = found[-1][2] = data
        elif code == 63:
            text = bytes(content[place : place + data])
            place += data + data % 2
            found[-1][3] = text.decode("latin-1").rstrip("\0")
    return interpret(found)


def interpret(found):
    """Take the definitions at the beginning apart."""
    symbols = {code: CODES.get(code, f"[{code}]") for code in range(1, 59)}
    resolution, inside = None, False
    while found and found[0][:2] == [0, 22] and (inside or found[0][3].startswith("## ")):
        note = found.pop(0)[3]
        if inside and note == "## end of definitions":
            inside = False
        elif inside:
            parts = note.split(" ")
            code = parts[0]
            if not (code and len(code) < 3 and all(one in DIGITS for one in code)):
                raise IllegalError("no code")
            visible = (
                len(parts) > 1 and parts[1] and all("!" <= c <= "~" or c > "\xa0" for c in parts[1])
            )
            if not 0 < int(code) < 59 or not visible:
                raise IllegalError("no symbol")
            symbols[int(code)] = parts[1]
        elif note == "## annotation type definitions":
            inside = True
        elif note.startswith("## time resolution: ") and resolution is None:
            field = Text(note[20:])
            if field.peek() not in [*DIGITS]:
                raise IllegalError("no number")
            resolution = field.number()
            field.end()
        else:
            raise IllegalError("a definition of another kind, or a second one")
    if inside or resolution == 0 or any(one[3].startswith("## ") for one in found):
        raise IllegalError("definitions without an end, or elsewhere")
    named = [(time, chan, symbols[code]) for time, code, chan, _ in found if code]
    return resolution, named


def beats_of(named, resolution, classes):
    """Give the beats, one for all channels that have it within 0.1 s, and how many were merged."""
    label = {symbol: name for name, listed in classes.items() for symbol in listed}
    times = [time for time, _, _ in named]
    if times != sorted(times):
        raise IllegalError("times that go back")
    beats, number = [], 0
    for time, channel, symbol in named:
        if symbol not in label:
            continue
        number += 1
        if beats:
            group = beats[-1]
            near = Fraction(time - group[0][0]) < Fraction(resolution) / 10
            if near and channel not in [one[1] for one in group]:
                group.append((time, channel, symbol))
                continue
        beats.append([(time, channel, symbol)])
    for group in beats:
        if len({label[one[2]] for one in group}) > 1:
            raise IllegalError("channels that differ")
    chosen = [min(group, key=lambda one: one[1]) for group in beats]
    return [(time, symbol) for time, _, symbol in chosen], number - len(chosen)
