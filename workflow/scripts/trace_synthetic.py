from evenbeat.beats.held_out import read_with_held_out
from evenbeat.beats.synthetic import read_synthetic
from evenbeat.gan.identity import GanId
from evenbeat.gan.selected_checkpoint import read_selection
from evenbeat.io.csv_tables import write_table
from evenbeat.quality.origin import trace_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    gan = GanId.from_wildcards(snakemake.wildcards).to_attributes()
    gan["epoch"] = read_selection(snakemake.input.choice).get("chosen")
    table = trace_beats(
        read_synthetic(snakemake.input.synthetic),
        read_with_held_out(
            snakemake.input.train,
            snakemake.input.held_out,
            ("waveform", "template", "label", "record", "sample", "patient"),
        ),
        gan,
    )
    write_table(snakemake.output[0], table, digits=6)
