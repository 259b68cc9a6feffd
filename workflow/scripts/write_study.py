from pathlib import Path

from evenbeat.figures.save import save_figures
from evenbeat.io.atomic import atomic_write
from evenbeat.io.csv_tables import write_table
from evenbeat.quality.summary import check_quality_aims, read_quality_folder, summarise_quality
from evenbeat.runtime.joblog import logged
from evenbeat.study.figures import draw_all
from evenbeat.study.page import write_page
from evenbeat.study.parts import read_parts
from evenbeat.study.tables import tabulate_all

with logged(snakemake.log[0]):
    study, paths = snakemake.params.study, snakemake.output
    comparison = snakemake.params.comparison
    parts = read_parts(f"{study['folder']}/parts", comparison["min_test_beats"])
    tables = tabulate_all(parts, study, comparison)
    quality = read_quality_folder(f"{study['folder']}/parts/quality")
    tables["quality"] = summarise_quality(quality)
    tables["quality_aims"] = check_quality_aims(quality, study["quality"])
    for name, table in tables.items():
        write_table(paths[name], table, digits=6)
    figures = draw_all(parts, tables, snakemake.params.arms)
    captions = {name: alt for name, (_, alt) in figures.items()}
    save_figures({f"{Path(p).stem}_svg": p for p in paths.figures}, figures, captions)
    page = write_page(tables, study, snakemake.params.planned)
    with atomic_write(paths.page) as part:
        part.write_text(page, encoding="utf-8")
