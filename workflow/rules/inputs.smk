# Input files of rules that follow from the configuration.


def checksum_list(wildcards):
    """Name the checksum list that a database's files are compared with."""
    kept = config["databases"][wildcards.database]["checksums"]
    return kept or "<resources>/{database}/SHA256SUMS.txt"


def annotation_file(wildcards):
    """Name the file of a record's annotations."""
    annotator = config["databases"][wildcards.database]["annotator"]
    return f"<resources>/{{database}}/{{record}}.{annotator}"


def beats_of_records(wildcards):
    """Name the beats of each record of a database."""
    return expand(
        "<database_results>/beats/{record}.h5", record=RECORDS[wildcards.database], **wildcards
    )


def sides(database):
    """Tell for each record of a database on which side of the split between patients it is."""
    return {record: row["split"] for record, row in RECORDS[database].items()}


def previous_checkpoint(wildcards):
    """Name the checkpoint that a stage of the training starts from; none for the first."""
    before = int(wildcards.epoch) - targets.checkpoint_epochs(config, wildcards).step
    return [f"<gan>/gan_{{cls}}_epoch{before}.h5"] if before else []


def gans_by_seed(wildcards):
    """List the GANs of a job, those of the first seed first."""
    return sorted(gans(wildcards), key=lambda gan: gan.seed)


def synthetic_beats(wildcards):
    """Name the synthetic beats that join the training set of a classifier: each GAN has its own."""
    gan_seed = int(wildcards.seed) // config["classifier"]["seeds"]
    return beats_of_arm(wildcards.split, wildcards.arm, [gan_seed])


def chosen_setting(wildcards):
    """Name the file of an arm's hyper-parameters, if folds of the training patients select them."""
    tuned = "tune" in config["arms"][wildcards.arm]
    return "<results>/interpatient/choice/{arm}.json" if tuned else []


def classifier_of(wildcards):
    """Name the classifier that is scored."""
    trained = targets.trained_split(config, wildcards.split)
    return f"<results>/{trained}/classifier/{{arm}}/seed{{seed}}/model.h5"


def signals_of_split(wildcards):
    """Name the filtered signals of the database whose beats test a split."""
    database = targets.database_of(wildcards.split, config["run"]["database"])
    return expand(
        "<results>/databases/{database}/filtered/{record}.h5",
        database=database,
        record=RECORDS[database],
    )


def screen_summaries(wildcards):
    """Name the summaries of the screens that the beats of a split's GANs go through."""
    return [
        path
        for model, screen in targets.screened_models(config)
        for path in targets.fill_path(
            config,
            f"{GAN}/screen_{{screen}}_{{cls}}.json",
            targets.select_gans(config, wildcards.split, model),
            screen=screen,
        )
    ]
