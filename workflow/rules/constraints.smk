# Included last, because Snakemake adds global constraints to the wildcards of a pathvar only if the rules that use it
# are already defined.
wildcard_constraints:
    database="|".join(DATABASES),
    record="|".join({record: None for records in RECORDS.values() for record in records}),
    annotator="|".join({config["databases"][name]["annotator"]: None for name in DATABASES}),
    # A split, a fold of its training beats, or a fold of such a fold.
    split=f"({'|'.join([*SCORED_SPLITS, *splits.draw_splits(config)])})(_fold[0-9]+)*",
    patients="[0-9]+",
    draw="[0-9]+",
    fold="[0-9]+",
    screen="|".join(config["gan"]["screens"]),
    model="|".join(config["gan"]["models"]),
    cls="[NSVFQ]|all",
    epoch="[0-9]+",
    kind="|".join(KINDS),
    arm="|".join(config["run"]["arms"]),
    seed="[0-9]+",
