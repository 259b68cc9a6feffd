# evenbeat: balance heartbeat data with generative adversarial networks, and measure whether it helps.

from snakemake.utils import min_version

min_version("9.15")


configfile: "config/config.yaml"
configfile: "config/databases/mitdb.yaml"
configfile: "config/databases/svdb.yaml"
configfile: "config/databases/incartdb.yaml"


include: "workflow/rules/common.smk"
include: "workflow/rules/inputs.smk"
include: "workflow/rules/start.smk"
include: "workflow/rules/records.smk"
include: "workflow/rules/beats.smk"
include: "workflow/rules/gan.smk"
include: "workflow/rules/screens.smk"
include: "workflow/rules/tuning.smk"
include: "workflow/rules/quality.smk"
include: "workflow/rules/classifier.smk"
include: "workflow/rules/figures.smk"
include: "workflow/rules/report.smk"


# Only config/study.yaml describes a study.
if "study" in config:

    include: "workflow/rules/study.smk"


# Only config/patients.yaml draws patients.
if "learning_curve" in config:

    include: "workflow/rules/learning_curve.smk"


include: "workflow/rules/constraints.smk"


rule all:
    default_target: True
    input:
        "<results>/report.html",
