from pathlib import Path

from evenbeat.beats.database_table import tabulate_database
from evenbeat.beats.table import write_beats
from evenbeat.data.checksums import check_files, is_published, read_checksums
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    patients = snakemake.params.patients
    annotations = dict(zip(patients, snakemake.input.annotations, strict=True))
    headers = dict(zip(patients, snakemake.input.headers, strict=True))
    files = [
        (f"{record}{Path(path).suffix}", path)
        for paths in (annotations, headers)
        for record, path in paths.items()
    ]
    check_files(dict(files), read_checksums(snakemake.input.checksums))
    beats, attributes = tabulate_database(
        snakemake.wildcards.database,
        snakemake.input.filtered,
        annotations,
        patients,
        snakemake.params.described,
        options=snakemake.params.beats,
    )
    attributes["published_checksums"] = is_published(snakemake.input.checksums)
    write_beats(snakemake.output[0], beats, attributes)
