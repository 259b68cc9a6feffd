"""Captions, rendered as in Snakemake's own report."""

from pathlib import Path

from jinja2 import Environment, StrictUndefined


def render_captions(paths, job):
    """Render captions as Snakemake does for its own report.

    Parameters
    ----------
    paths : sequence of str
        Paths of Jinja templates in `workflow/report`.
    job : object
        The object that the templates call `snakemake`, with wildcards and params of a job.

    Returns
    -------
    dict of str to str
        Each caption, in one line, by the template's file name without its suffix.

    Raises
    ------
    jinja2.UndefinedError
        If a template uses a name that the job does not have.
    """
    environment, captions = Environment(undefined=StrictUndefined), {}
    for path in map(Path, paths):
        rendered = environment.from_string(path.read_text(encoding="utf-8")).render(snakemake=job)
        captions[path.stem] = " ".join(rendered.split())
    return captions
