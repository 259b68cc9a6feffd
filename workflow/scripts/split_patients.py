from evenbeat.beats.patient_draws import draw_patients, write_draw
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    training, curve = read_beats(snakemake.input.train), snakemake.params.curve
    drawn, left_out = draw_patients(
        training,
        int(snakemake.wildcards.patients),
        int(snakemake.wildcards.draw),
        curve["left_out"],
        curve["folds"],
        curve["seed"],
    )
    write_draw(
        snakemake.output,
        training,
        read_beats(snakemake.input.test),
        drawn,
        left_out,
        attributes=read_attributes(snakemake.input.train)
        | {"split": "patients{patients}_draw{draw}".format(**snakemake.wildcards)},
    )
