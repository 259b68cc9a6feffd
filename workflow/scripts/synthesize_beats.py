from evenbeat.balancing.deficit import count_pool
from evenbeat.beats.synthetic import write_synthetic
from evenbeat.beats.table import FEATURES, read_beats, select
from evenbeat.gan.generate import generate_beats
from evenbeat.gan.selected_checkpoint import find_selected_checkpoint, read_selection
from evenbeat.io.json_files import write_json
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    real = read_beats(snakemake.input.train, (*FEATURES, "label"))
    cls = snakemake.wildcards.cls
    counts = count_pool(real["label"], cls, snakemake.params.amount, snakemake.params.pool)
    synthetic = generate_beats(
        find_selected_checkpoint(
            snakemake.input.checkpoints, read_selection(snakemake.input.choice)
        ),
        counts["made"],
        real=select(real, real["label"] == cls),
        module=snakemake.params.own_module,
    )
    write_synthetic(snakemake.output.beats, synthetic)
    write_json(snakemake.output.counts, counts)
