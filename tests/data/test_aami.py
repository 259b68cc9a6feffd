from evenbeat.data.aami import classify_symbols

CLASSES = {"N": ["N", "L"], "V": ["V", "E"], "Q": ["/"]}


def test_every_symbol_has_the_class_that_lists_it():
    found = classify_symbols(["E", "N", "/", "L", "V"], CLASSES)
    assert found.tolist() == ["V", "N", "Q", "N", "V"]


def test_other_annotations_are_no_beats():
    assert set(classify_symbols(list('+~!"x|[]^`A'), CLASSES)) == {""}


def test_no_annotations():
    assert classify_symbols([], CLASSES).tolist() == []
