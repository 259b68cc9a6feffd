from evenbeat.arrays import read_array, write_array
from evenbeat.files import read_json
from evenbeat.logs import logged
from evenbeat.screens import draw_control
from evenbeat.seeds import derive_seed

with logged(snakemake.log[0]):
    pool = read_array(snakemake.input.synthetic)
    rows = draw_control(
        len(pool),
        read_json(snakemake.input.summary, ["kept"])["kept"],
        derive_seed(*snakemake.wildcards),
    )
    write_array(snakemake.output[0], pool[rows])
