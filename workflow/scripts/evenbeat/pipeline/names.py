"""Names in the configuration."""

from evenbeat.runtime.errors import InputError

# What YAML may read instead of a name without quotes.
KINDS_OF_NAMES = {
    int: "a number",
    float: "a number",
    bool: "a boolean",
    type(None): "empty",
}


def reject_unquoted_names(config, where=""):
    """Reject names that YAML did not read as text.

    Parameters
    ----------
    config : dict or list
    where : str
        Key of `config` in the whole configuration, for the error message.

    Raises
    ------
    InputError
        If there is one, such as 2023 or yes.
    """
    for key, value in config.items() if isinstance(config, dict) else enumerate(config):
        if isinstance(config, dict) and not isinstance(key, str):
            kind = KINDS_OF_NAMES.get(type(key), "a date")
            raise InputError(
                f"{where or 'the configuration'}: {key} is {kind}; put it in quotes, because a "
                "name is expected"
            )
        if isinstance(value, dict | list):
            reject_unquoted_names(value, f"{where}.{key}".lstrip("."))
