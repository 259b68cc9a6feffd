from evenbeat.beat_table import write_beats
from evenbeat.beats import tabulate_beats
from evenbeat.files import read_datasets
from evenbeat.logs import logged
from evenbeat.records import read_beat_annotations

with logged(snakemake.log[0]):
    arrays, attributes = read_datasets(snakemake.input.filtered)
    samples, symbols = read_beat_annotations(
        snakemake.input.atr.removesuffix(".atr"), len(arrays["signal"])
    )
    beats, counts = tabulate_beats(
        arrays["signal"],
        samples,
        symbols,
        record=snakemake.wildcards.record,
        patient=snakemake.params.patient,
        sampling_rate=attributes["sampling_rate"],
        options=snakemake.params.beats,
    )
    write_beats(snakemake.output[0], beats, attributes | counts)
