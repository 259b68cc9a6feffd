from evenbeat.aami import CLASSES, SYMBOLS, classify_symbols


def test_every_beat_symbol_has_the_class_of_the_standard():
    expected = dict.fromkeys("NLRej", "N") | dict.fromkeys("AaJS", "S") | dict.fromkeys("VE", "V")
    expected |= {"F": "F"} | dict.fromkeys("/fQ", "Q")
    symbols = list(expected)
    assert dict(zip(symbols, classify_symbols(symbols), strict=True)) == expected


def test_other_annotations_are_no_beats():
    assert set(classify_symbols(list('+~!"x|[]^`'))) == {""}


def test_no_symbol_is_in_two_classes():
    symbols = [symbol for name in CLASSES for symbol in SYMBOLS[name]]
    assert len(symbols) == len(set(symbols)) == 15
