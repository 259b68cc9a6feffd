import pytest
from simulated_patients import PACED, simulate


@pytest.fixture(scope="module")
def paced():
    return simulate(PACED, 5, 3)
