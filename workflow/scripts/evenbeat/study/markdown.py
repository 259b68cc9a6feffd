"""Tables and numbers of the study's pages."""

from evenbeat.report.formatting import write_cell, write_change, write_interval


def make_table(rows):
    """Write a table in Markdown, with rounded numbers.

    Parameters
    ----------
    rows : list of dict
        Cells by column. Each row has the same columns.

    Returns
    -------
    str
    """
    lines = [list(rows[0]), ["---"] * len(rows[0])]
    lines += [[write_cell(value) for value in row.values()] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_with_interval(row):
    """Write a difference and its 95% interval over seeds.

    Parameters
    ----------
    row : Series or dict
        A row of a table of differences.

    Returns
    -------
    str
        Without an interval if all seeds have the same difference.
    """
    change = write_change(row["mean"])
    return change if row["sd"] == 0 else f"{change} ({write_interval(row, 'over_gans')})"


def join_code(names, word):
    """Join names into a list in words, each as code.

    Parameters
    ----------
    names : sequence of str
    word : {"and", "or"}

    Returns
    -------
    str

    Examples
    --------
    >>> join_code(["lda", "cnn"], "or")
    '`lda` or `cnn`'
    """
    return join_words([f"`{name}`" for name in names], word)


def join_words(words, word="and"):
    """Join words into a list in words.

    Parameters
    ----------
    words : sequence of str
    word : {"and", "or"}

    Returns
    -------
    str

    Examples
    --------
    >>> join_words(["N", "S", "V"])
    'N, S and V'
    """
    *first, last = words
    return f"{', '.join(first)} {word} {last}" if first else last


def write_range(values):
    """Write the range of some differences.

    Parameters
    ----------
    values : sequence of float

    Returns
    -------
    str

    Examples
    --------
    >>> write_range([0.02, 0.01]), write_range([0.01])
    ('+0.010 to +0.020', '+0.010')
    """
    bounds = [write_change(value) for value in (min(values), max(values))]
    return " to ".join(dict.fromkeys(bounds))
