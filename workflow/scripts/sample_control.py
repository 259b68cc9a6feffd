from evenbeat.beats.synthetic import read_synthetic, write_synthetic
from evenbeat.beats.table import select
from evenbeat.io.json_files import read_json
from evenbeat.runtime.joblog import logged
from evenbeat.runtime.seeds import derive_seed
from evenbeat.screening.control import sample_control

with logged(snakemake.log[0]):
    beats = read_synthetic(snakemake.input.synthetic)
    rows = sample_control(
        len(beats["patient"]),
        read_json(snakemake.input.summary, ["kept"])["kept"],
        derive_seed(*snakemake.wildcards),
    )
    write_synthetic(snakemake.output[0], select(beats, rows))
