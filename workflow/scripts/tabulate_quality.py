from evenbeat.files import whole_file
from evenbeat.logs import logged
from evenbeat.quality_study import gather_quality

with logged(snakemake.log[0]):
    table = gather_quality(snakemake.input.quality, snakemake.params.gans)
    with whole_file(snakemake.output[0]) as part:
        table.to_csv(part, index=False, float_format="%.6g")
