import numpy as np
import pytest
import tensorflow as tf
from evenbeat.gan.core import Gan
from evenbeat.gan.training_loop import STEPS_PER_CALL, check_losses, train
from evenbeat.nn.step_loop import compile_steps
from evenbeat.runtime.errors import InputError


@pytest.fixture
def counted():
    """Give a step that counts itself, and the counter."""
    counter = tf.Variable(0)

    def step(number):
        counter.assign_add(1)
        return tf.stack([tf.cast(number, tf.float32), tf.cast(counter, tf.float32)])

    return step, counter


def test_every_step_is_run_once_with_its_number(counted):
    step, _ = counted
    number = 2 * STEPS_PER_CALL + 3
    gan = Gan({}, {}, step=5)
    losses = train(gan, step, number, ("number", "counter"), lambda line: None)
    assert losses[:, 0].tolist() == list(range(5, 5 + number))
    assert losses[:, 1].tolist() == list(range(1, 1 + number))
    assert gan.step == 5 + number


def test_calls_of_any_length_are_one_compilation(counted):
    step, _ = counted
    traced = []
    run = compile_steps(lambda number: (traced.append(number), step(number))[1])
    assert [len(run(0, number)) for number in (1, 7, 25)] == [1, 7, 25]
    assert len(traced) == 1


def test_progress_names_step_losses_and_time_left(counted):
    lines = []
    names = ("number", "counter")
    train(Gan({}, {}, step=3), counted[0], STEPS_PER_CALL + 1, names, report=lines.append)
    assert len(lines) == 2
    assert lines[0].startswith(
        f"step {3 + STEPS_PER_CALL} of {4 + STEPS_PER_CALL}: number 27.0000, counter 25.0000"
    )
    assert lines[1].endswith(" 0 s left")


def test_a_loss_that_is_not_finite_is_an_error():
    check_losses(np.zeros((3, 2)), first=10)
    with pytest.raises(InputError, match="not finite at step 11"):
        check_losses(np.array([[0, 0], [0, np.nan]]), first=10)
