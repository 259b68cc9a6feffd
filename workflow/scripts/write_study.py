from pathlib import Path

from evenbeat.files import whole_file
from evenbeat.logs import logged
from evenbeat.page import write_pictures
from evenbeat.quality_study import judge_quality, read_quality, summarise_quality
from evenbeat.study import tabulate_all
from evenbeat.study_figures import draw_all
from evenbeat.study_page import write_page
from evenbeat.study_parts import read_parts
from evenbeat.tables import write_table

with logged(snakemake.log[0]):
    study, paths = snakemake.params.study, snakemake.output
    parts = read_parts(f"{study['folder']}/parts")
    tables = tabulate_all(parts, study, snakemake.params.comparison)
    quality = read_quality(f"{study['folder']}/parts/quality")
    tables["quality"] = summarise_quality(quality)
    tables["quality_aims"] = judge_quality(quality, study["quality"])
    for name, table in tables.items():
        write_table(paths[name], table, digits=6)
    figures = draw_all(parts, tables, snakemake.params.arms)
    captions = {name: alt for name, (_, alt) in figures.items()}
    write_pictures({f"{Path(p).stem}_svg": p for p in paths.figures}, figures, captions)
    page = write_page(tables, study, snakemake.params.planned)
    with whole_file(paths.page) as part:
        part.write_text(page, encoding="utf-8")
