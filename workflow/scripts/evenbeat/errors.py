"""The one kind of error that is written for the person who runs the workflow."""


class InputError(ValueError):
    """Something the user can mend: a file, a record, a value in the configuration.

    The message names what was found, where, what was expected and what to do; a job that ends
    with it shows the message alone, without a traceback.
    """


FREE_SOME_SPACE = "Free some space and run again; what is finished is kept."
