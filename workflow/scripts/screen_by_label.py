from evenbeat.beats.synthetic import read_synthetic
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged
from evenbeat.screening.keep import write_screened
from evenbeat.screening.label import predict_unseen_patients

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_synthetic(snakemake.input.synthetic)
    index = snakemake.params.classes.index(snakemake.wildcards.cls)
    scores = predict_unseen_patients(
        snakemake.input.reference_classifiers,
        snakemake.input.folds,
        beats,
        index,
        snakemake.params.centre,
        snakemake.params.sampling_rate,
    )
    write_screened(
        snakemake.output, beats, scores, snakemake.params.threshold, snakemake.input.counts
    )
