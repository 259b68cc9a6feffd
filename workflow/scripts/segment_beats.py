from evenbeat.beats.segmentation import tabulate_beats
from evenbeat.beats.table import write_beats
from evenbeat.data.checksums import check_files, read_checksums
from evenbeat.data.patients import identify_record
from evenbeat.data.wfdb_records import read_beat_annotations
from evenbeat.io.hdf5 import read_datasets
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    check_files([snakemake.input.annotations], read_checksums(snakemake.input.checksums))
    arrays, attributes = read_datasets(snakemake.input.filtered)
    stem, _, annotator = snakemake.input.annotations.rpartition(".")
    rate = attributes["record_sampling_rate"]
    beats, counts = tabulate_beats(
        arrays["signal"],
        rates=(attributes["sampling_rate"], rate),
        annotated=read_beat_annotations(stem, annotator, snakemake.params.symbols, rate),
        identity=identify_record(**snakemake.params.identity, header=snakemake.input.header)
        | {"source": snakemake.input.annotations},
        classes=snakemake.params.symbols,
        options=snakemake.params.beats,
    )
    write_beats(snakemake.output[0], beats, attributes | counts)
