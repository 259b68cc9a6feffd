"""The style of the figures: colours, lines, widths, and a notice in place of a figure."""

from matplotlib.figure import Figure

# Okabe and Ito 2008: colours that people with colour blindness can tell apart.
PALETTE = (
    "#000000",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
    "#B8A800",  # darker than their yellow, which is hard to see on white
)
LINES = ("-", "--", ":", "-.", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (1, 3)), (0, (3, 3)))
# Widths of a figure in inches: on a screen and on paper, and on a phone.
WIDE, NARROW = 10.0, 3.6


def count_columns(width, least, most):
    """Count the panels that fit side by side.

    Parameters
    ----------
    width : float
        Of the figure, inches.
    least : float
        Width of a panel that can still be read, inches.
    most : int
        Number of panels that there are.

    Returns
    -------
    int

    Examples
    --------
    >>> count_columns(WIDE, 1.6, 5), count_columns(NARROW, 1.6, 5), count_columns(1, 1.6, 5)
    (5, 2, 1)
    """
    return max(1, min(most, int(width / least)))


def draw_notice(text, width=WIDE):
    """Draw a sentence in place of a figure that cannot be drawn.

    Parameters
    ----------
    text : str
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    figure = Figure(figsize=(width, 0.8))
    figure.text(0.5, 0.5, text, ha="center", va="center", fontsize=10, wrap=True)
    return figure


def style_arms(arms):
    """Assign each arm the colour and line style that it has in every figure.

    Parameters
    ----------
    arms : sequence of str

    Returns
    -------
    dict of str to dict
        Keyword arguments of a matplotlib line.
    """
    return {
        arm: {
            "color": PALETTE[number % len(PALETTE)],
            # Arms with the same colour differ in their line style.
            "linestyle": LINES[(number + number // len(PALETTE)) % len(LINES)],
        }
        for number, arm in enumerate(arms)
    }
