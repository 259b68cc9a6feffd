from evenbeat.files import whole_file
from evenbeat.logs import logged
from evenbeat.page import write_picture
from evenbeat.quality_study import read_quality, summarise_quality
from evenbeat.study import tabulate_all
from evenbeat.study_figures import draw_all
from evenbeat.study_page import write_page
from evenbeat.study_parts import read_parts

with logged(snakemake.log[0]):
    study, paths = snakemake.params.study, snakemake.output
    parts = read_parts(f"{study['folder']}/parts")
    tables = tabulate_all(parts, study)
    tables["quality"] = summarise_quality(read_quality(f"{study['folder']}/parts/quality"))
    for name, table in tables.items():
        with whole_file(paths[name]) as part:
            table.to_csv(part, index=False, float_format="%.6g")
    for path, figure in zip(paths.figures, draw_all(parts, tables["contrasts"]), strict=True):
        write_picture(path, figure)
    with whole_file(paths.page) as part:
        part.write_text(
            write_page(tables, study["aims"], snakemake.params.planned), encoding="utf-8"
        )
