"""The import of TensorFlow and Keras, and their settings for threads, GPUs and precision."""

import sys
from pathlib import Path

from evenbeat.runtime.errors import InputError


def _import_backend():
    """Import TensorFlow and Keras without the optional packages that Keras imports.

    These packages take a third of the import time, and a run has thousands of jobs. Other modules
    can still import them.

    Raises
    ------
    InputError
        If TensorFlow cannot be imported.
    """
    hidden = {"sklearn", "matplotlib", "pandas"} - sys.modules.keys()
    sys.modules.update(dict.fromkeys(hidden))  # None tells Python that the package is missing
    try:
        import keras
        import tensorflow
    except ImportError as error:
        raise InputError(
            f"TensorFlow cannot be imported ({error}); networks need it. Install it in a "
            "clone of evenbeat with: pip install '.[tensorflow]'"
        ) from error
    finally:
        for name in hidden:
            del sys.modules[name]
    return tensorflow, keras


# Other modules import both from here, because the first import decides what Keras imports.
tf, keras = _import_backend()
layers, ops = keras.layers, keras.ops

# Flags of x86 processors. Systems without such a list (macOS) or with other flags (ARM) count as
# without bfloat16.
_BFLOAT16_FLAGS = {"avx512_bf16", "amx_bf16"}
_PROCESSOR = Path("/proc/cpuinfo")


def use_threads(threads):
    """Set the number of TensorFlow's threads and allow only deterministic operations.

    Each operation runs on one thread, and the threads run different operations. Therefore the
    result is the same for any number of threads. On a GPU, TensorFlow allocates memory as needed,
    so that several jobs can share the GPU, and TF32 is off. Call this function before any other use
    of TensorFlow.

    Parameters
    ----------
    threads : int
    """
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    tf.config.experimental.enable_op_determinism()
    tf.config.experimental.enable_tensor_float_32_execution(False)
    for device in tf.config.list_physical_devices("GPU"):
        tf.config.experimental.set_memory_growth(device, True)


def has_gpu():
    """Check whether TensorFlow sees a GPU.

    Returns
    -------
    bool
    """
    return bool(tf.config.list_physical_devices("GPU"))


def has_bfloat16():
    """Check whether the GPUs, or without a GPU the processor, have bfloat16 units.

    Returns
    -------
    bool
        False also if the system does not say.
    """
    gpus = tf.config.list_physical_devices("GPU")
    if gpus:
        details = [tf.config.experimental.get_device_details(gpu) for gpu in gpus]
        return all(detail.get("compute_capability", (0, 0)) >= (8, 0) for detail in details)
    return bool(_BFLOAT16_FLAGS & _processor_flags())


def _processor_flags():
    """Read the processor's features; empty if the system does not list them."""
    if not _PROCESSOR.exists():
        return set()
    lines = _PROCESSOR.read_text().splitlines()
    return {word for line in lines if line.startswith("flags") for word in line.split()}


def choose_precision(setting):
    """Choose the precision of the GANs' matrix products.

    Parameters
    ----------
    setting : {"auto", "float32", "bfloat16"}
        "auto" chooses bfloat16 where the device has units for it.

    Returns
    -------
    {"float32", "bfloat16"}

    Raises
    ------
    InputError
        If the setting is bfloat16 and no units for it were found on the device.
    """
    if setting == "auto":
        return "bfloat16" if has_bfloat16() else "float32"
    if setting == "bfloat16" and not has_bfloat16():
        device = "GPU" if has_gpu() else "processor"
        raise InputError(
            f"precision in gan.models is bfloat16, but no bfloat16 units were found on this "
            f"{device} (expected on x86: avx512_bf16 or amx_bf16 in /proc/cpuinfo; on NVIDIA: "
            "compute capability 8.0 or higher). Set precision to auto or float32, or run this job "
            "on a machine with such units."
        )
    return setting
