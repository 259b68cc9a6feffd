from evenbeat.beat_table import select
from evenbeat.files import read_json
from evenbeat.logs import logged
from evenbeat.screens import draw_control
from evenbeat.seeds import derive_seed
from evenbeat.synthetic_beats import read_synthetic, write_synthetic

with logged(snakemake.log[0]):
    beats = read_synthetic(snakemake.input.synthetic)
    rows = draw_control(
        len(beats["patient"]),
        read_json(snakemake.input.summary, ["kept"])["kept"],
        derive_seed(*snakemake.wildcards),
    )
    write_synthetic(snakemake.output[0], select(beats, rows))
