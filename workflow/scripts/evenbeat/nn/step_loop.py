"""Many training steps in one compiled call."""

from evenbeat.nn.backend import tf


def compile_steps(step):
    """Compile the training loop over a step.

    Parameters
    ----------
    step : callable
        Takes the number of the step, a tensor of int32. Trains the networks and returns k values
        that describe the step, such as losses: a tensor of float32, shape (k,).

    Returns
    -------
    callable
        (first step, number of steps) -> values, ndarray of float32, shape (number, k).
    """

    # AutoGraph would leave a Python file in the temporary folder at each call.
    @tf.function(reduce_retracing=True, autograph=False)
    def run(first, number):
        def take_step(index, values):
            return index + 1, values.write(index, step(first + index))

        values = tf.TensorArray(tf.float32, size=number)
        _, values = tf.while_loop(lambda index, _: index < number, take_step, (0, values))
        return values.stack()

    return lambda first, number: run(tf.constant(first), tf.constant(number)).numpy()
