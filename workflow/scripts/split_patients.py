from evenbeat.beats.patient_draws import draw_patients
from evenbeat.beats.table import read_attributes, read_beats, select, write_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    training = read_beats(snakemake.input.train)
    drawn = draw_patients(
        training,
        int(snakemake.wildcards.patients),
        int(snakemake.wildcards.draw),
        snakemake.params.curve,
        snakemake.params.classes,
    )
    split = {"split": "patients{patients}_draw{draw}".format(**snakemake.wildcards)}
    attributes = read_attributes(snakemake.input.train) | split
    write_beats(snakemake.output[0], select(training, drawn), attributes)
