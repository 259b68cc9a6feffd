"""TensorFlow and Keras: how they are imported, and how they use the machine."""

import sys
from pathlib import Path

from evenbeat.errors import InputError


def _import_backend():
    """Import TensorFlow and Keras without the packages that Keras looks for to wrap it and to plot.

    They are a third of the time of the import, which each of thousands of jobs spends. What wants
    them still gets them.
    """
    hidden = {"sklearn", "matplotlib", "pandas"} - sys.modules.keys()
    sys.modules.update(dict.fromkeys(hidden))  # to Python, None says that there is no such package
    try:
        import keras
        import tensorflow
    finally:
        for name in hidden:
            del sys.modules[name]
    return tensorflow, keras


# The library has both from here: whoever imports them first decides how.
tf, keras = _import_backend()
layers, ops = keras.layers, keras.ops

# Of x86 processors. Where a system lists no such flags (macOS), or others (ARM), nothing is known.
_BFLOAT16_FLAGS = {"avx512_bf16", "amx_bf16"}
_PROCESSOR = Path("/proc/cpuinfo")


def use_threads(threads):
    """Give TensorFlow that many threads and only operations that repeat bit for bit.

    The threads run operations side by side, each operation on one: so the result is the same
    whatever their number. On a GPU it takes memory as it needs it, so that several jobs can share
    one, and float32 is float32, not TF32. To be called before anything else that uses TensorFlow.
    """
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    tf.config.experimental.enable_op_determinism()
    tf.config.experimental.enable_tensor_float_32_execution(False)
    for device in tf.config.list_physical_devices("GPU"):
        tf.config.experimental.set_memory_growth(device, True)


def has_gpu():
    """Tell whether TensorFlow sees a GPU."""
    return bool(tf.config.list_physical_devices("GPU"))


def has_bfloat16():
    """Tell whether the GPUs, or without one the processor, are known to have bfloat16 units."""
    gpus = tf.config.list_physical_devices("GPU")
    if gpus:
        details = [tf.config.experimental.get_device_details(gpu) for gpu in gpus]
        return all(detail.get("compute_capability", (0, 0)) >= (8, 0) for detail in details)
    return bool(_BFLOAT16_FLAGS & _processor_flags())


def _processor_flags():
    """Read the processor's features; none where the system does not list them."""
    if not _PROCESSOR.exists():
        return set()
    lines = _PROCESSOR.read_text().splitlines()
    return {word for line in lines if line.startswith("flags") for word in line.split()}


def choose_precision(setting):
    """Settle the precision of the GANs' matrix products.

    Parameters
    ----------
    setting : {"auto", "float32", "bfloat16"}
        "auto" takes bfloat16 where the device has units for it.

    Returns
    -------
    {"float32", "bfloat16"}

    Raises
    ------
    InputError
        If bfloat16 is asked for and the device is not known to have units for it.
    """
    if setting == "auto":
        return "bfloat16" if has_bfloat16() else "float32"
    if setting == "bfloat16" and not has_bfloat16():
        device = "GPU" if has_gpu() else "processor"
        raise InputError(
            f"precision in gan.models is bfloat16, and no units for it are known of this {device} "
            "(x86: avx512_bf16 or amx_bf16 in /proc/cpuinfo; NVIDIA: compute capability 8.0). "
            "Set it to auto or float32, or run this job where there are such units."
        )
    return setting
