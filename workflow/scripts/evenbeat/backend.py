"""How TensorFlow uses the machine."""

import tensorflow as tf


def use_threads(threads):
    """Give TensorFlow that many threads and only operations that repeat bit for bit.

    On a GPU it takes memory as it needs it, so that several jobs can share one. To be called
    before anything else that uses TensorFlow.
    """
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.experimental.enable_op_determinism()
    for device in tf.config.list_physical_devices("GPU"):
        tf.config.experimental.set_memory_growth(device, True)
