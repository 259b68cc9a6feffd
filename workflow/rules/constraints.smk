# Included last: Snakemake adds global constraints to the wildcards of a pathvar only when the rules that
# use it are there already.
wildcard_constraints:
    database="|".join(DATABASES),
    record="|".join({record: None for records in RECORDS.values() for record in records}),
    annotator="|".join({config["databases"][name]["annotator"]: None for name in DATABASES}),
    # Folds of its training beats belong to a split, and folds of theirs.
    split=f"({'|'.join(SCORED_SPLITS)})(_fold[0-9]+)*",
    fold="[0-9]+",
    screen="|".join(config["gan"]["screens"]),
    model="|".join(config["gan"]["models"]),
    cls="[NSVFQ]|all",
    epoch="[0-9]+",
    arm="|".join(config["run"]["arms"]),
    seed="[0-9]+",
