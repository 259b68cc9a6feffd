from evenbeat.beats.synthetic import read_synthetic
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged
from evenbeat.screening.keep import write_screened
from evenbeat.screening.label import label_boundary_scores, predict_unseen_patients

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_synthetic(snakemake.input.synthetic)
    index = snakemake.params.classes.index(snakemake.wildcards.cls)
    agreed = predict_unseen_patients(
        snakemake.input.reference_classifiers,
        snakemake.input.folds,
        beats,
        index,
        snakemake.params.centre,
        snakemake.params.sampling_rate,
    )
    for screen, scores in label_boundary_scores(agreed).items():
        paths = snakemake.output[screen], snakemake.output[f"{screen}_summary"]
        write_screened(paths, beats, scores, snakemake.params[screen], snakemake.input.counts)
