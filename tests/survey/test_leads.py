import pytest
from evenbeat.survey.leads import choose_leads, is_ecg, is_other
from evenbeat.survey.records import Header

OF_ECG = (
    "I, II, iii, MLI, MLIII, ML5, aVR, avf, V1, V6, V4R, MV2, vx, D3, MCL1, CM5, A-S, ECG, ECG2, "
    "EKG, mod.V1, Lead II, ECG lead II, ECG V1, lead V5"
)
OF_OTHERS = (
    "RESP, ABP, ART, PLETH, HR, PULSE, SpO2, CO2, CVP, PAP, BP, EEG, EMG, EOG, PAP2, NIBP, "
    "ABP Mean, EEG (C4-A1), EOG (right), Resp (nasal), ECG-derived RESP"
)


def with_leads(*leads, unit="mV"):
    return [
        Header(str(place), "", leads=names, units=(unit,) * len(names))
        for place, names in enumerate(leads)
    ]


def with_units(**units):
    return [Header("a", "", leads=tuple(units), units=tuple(units.values()))]


def test_a_lead_like_ii_comes_first_then_that_of_most_records():
    assert choose_leads(with_leads(("V1", "MLII"), ("V5", "V2"), ("V1", "V5"))) == ["MLII", "V5"]
    assert choose_leads(with_leads(("a", "b"), ("b",))) == ["b"]
    assert choose_leads(with_leads(("i", "ii", "v5"))) == ["ii"]
    assert choose_leads(with_leads(())) == []


def test_other_signals_are_not_chosen():
    assert choose_leads(with_units(HR="bpm", V5="mV")) == ["V5"]
    assert choose_leads(with_units(RESP="mV", ECG="mV")) == ["ECG"]
    assert choose_leads(with_units(RESP="mV", x="uV")) == ["x"]
    assert choose_leads(with_units(x="NU", V5="V")) == ["V5"]
    assert choose_leads(with_units(RESP="mV", HR="bpm")) == []


def test_a_name_of_an_ecg_lead_comes_before_an_unknown_name():
    assert choose_leads(with_leads(("signal 0", "V5"), ("signal 0", "V5"))) == ["V5"]


@pytest.mark.parametrize("name", OF_ECG.split(", "))
def test_names_of_ecg_leads(name):
    assert is_ecg(name)
    assert not is_other(name)


@pytest.mark.parametrize("name", OF_OTHERS.split(", "))
def test_names_of_other_signals(name):
    assert is_other(name)
    assert not is_ecg(name)


@pytest.mark.parametrize("name", ["signal 0", "1", "channel A", "x"])
def test_unknown_names(name):
    assert not is_ecg(name)
    assert not is_other(name)
