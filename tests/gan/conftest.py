import pytest
from evenbeat.gan.models import conditional


@pytest.fixture(scope="module")
def sample_inputs(beats_of_patients):
    """Give a generator's inputs beside the latent, for those that want any."""
    return conditional.find_templates(beats_of_patients)[1]
