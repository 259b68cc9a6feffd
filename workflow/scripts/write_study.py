from evenbeat.files import whole_file
from evenbeat.logs import logged
from evenbeat.quality_study import read_quality, summarise_quality
from evenbeat.study import read_parts, tabulate_all
from evenbeat.study_page import write_page

with logged(snakemake.log[0]):
    study = snakemake.params.study
    parts = read_parts(study["folder"])
    tables = tabulate_all(parts, study)
    tables["quality"] = summarise_quality(read_quality(f"{study['folder']}/quality"))
    for name, table in tables.items():
        with whole_file(snakemake.output[name]) as part:
            table.to_csv(part, index=False, float_format="%.6g")
    with whole_file(snakemake.output.page) as part:
        part.write_text(write_page(parts, tables, study), encoding="utf-8")
