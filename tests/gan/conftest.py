import pytest
from evenbeat.gan.models import transfer


@pytest.fixture(scope="module")
def sample_inputs(beats_of_patients):
    """Give a generator's inputs beside the latent, for those that want any."""
    return transfer.find_templates(beats_of_patients)[1]
