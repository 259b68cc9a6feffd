from evenbeat.beats.patient_draws import leave_out_patients
from evenbeat.beats.table import concatenate, read_attributes, read_beats, select, write_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    training, test = (read_beats(snakemake.input[side]) for side in ("train", "test"))
    left_out = leave_out_patients(training, int(snakemake.wildcards.draw), snakemake.params.curve)
    split = {"split": "patients{patients}_draw{draw}".format(**snakemake.wildcards)}
    attributes = read_attributes(snakemake.input.test) | split
    write_beats(snakemake.output[0], concatenate([test, select(training, left_out)]), attributes)
