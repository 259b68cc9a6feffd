from evenbeat.beats.synthetic import read_synthetic
from evenbeat.gan.selected_checkpoint import find_selected_checkpoint, read_selection
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged
from evenbeat.screening.discriminator import discriminator_scores
from evenbeat.screening.keep import write_screened

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_synthetic(snakemake.input.synthetic)
    checkpoint = find_selected_checkpoint(
        snakemake.input.checkpoints, read_selection(snakemake.input.choice)
    )
    scores = discriminator_scores(checkpoint, beats, snakemake.params.own_module)
    write_screened(
        snakemake.output, beats, scores, snakemake.params.threshold, snakemake.input.counts
    )
