from collections import Counter

from evenbeat.survey.choices import choose_classes, draw_sides


def test_sides_have_every_class_that_two_patients_have():
    """Only two of ten patients have F: one for each side."""
    beats = {f"p{n}": Counter(N=100, V=n, F=20 * (n in (3, 4))) for n in range(10)}
    for seed in range(5):
        sides = draw_sides(beats, 0.5, seed)
        assert Counter(sides.values()) == {"train": 5, "test": 5}
        assert sides["p3"] != sides["p4"]


def test_sides_follow_from_the_seed():
    beats = {f"p{n}": Counter(N=100) for n in range(12)}
    assert draw_sides(beats, 0.5, 1) == draw_sides(beats, 0.5, 1)
    assert draw_sides(beats, 0.5, 1) != draw_sides(beats, 0.5, 2)
    assert Counter(draw_sides(beats, 0.25, 0).values())["test"] == 3


def test_one_patient_trains_only():
    assert draw_sides({"p0": Counter(N=1)}, 0.5, 0) == {"p0": "train"}


def test_classes_need_beats_on_both_sides():
    train, test = Counter(N=90, S=10, V=50, Q=40), Counter(N=90, S=10, V=9, Q=40)
    assert choose_classes(train, test) == {
        "interpatient": ["N", "S"],
        "intrapatient": ["N", "S", "V", "Q"],
    }
    assert choose_classes(Counter(N=50), Counter(N=50)) == {}
    assert list(choose_classes(train, Counter())) == ["intrapatient"]
