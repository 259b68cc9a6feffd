# Input files of rules, computed from the configuration.


def sources_of_estimator(script):
    """Return an input function that lists the sources of a script and of the job's estimator."""

    def listed(wildcards):
        file = KINDS[wildcards.kind]["estimator"].rpartition(".")[0]
        ours = file.startswith("evenbeat.")
        return sorted({*sources(script), *(sources(file.replace(".", "/")) if ours else [])})

    return listed


def beats_of_arm(split, arm, seeds):
    """List the files of synthetic beats that an arm adds, from the GANs of some seeds."""
    arm = Arm.from_config(config["arms"][arm])
    return [
        gan.fill(f"{GAN}/{arm.gan_file()}_{{cls}}.npy")
        for seed in seeds
        for gan in targets.gans_of_arm(config, split, arm, seed)
    ]


def of_kinds(path, splits=SCORED_SPLITS, kinds=CLASSIFIERS):
    """Fill a path for splits and kinds of classifier, by default all of the run."""
    return expand(path, split=splits, kind=kinds)


def local_checksums(database):
    """List the checksum list in the folder that a database comes from, if there is one."""
    folder = local_folder(config["databases"][database]["url"])
    return [f"{folder}/{CHECKSUMS}"] if folder and (folder / CHECKSUMS).exists() else []


@cache
def read_list(path, mtime):
    """Read a checksum list once."""
    return read_checksums(path)


def find_digests(wildcards, path):
    """Find the digests of the files of a job in a checksum list."""
    try:
        listed = read_list(path, os.stat(path).st_mtime_ns)
    # The list is made before the job runs, and the job reports what is wrong with it. Snakemake records the digests
    # only then.
    except (InputError, OSError):
        return None
    if annotator := wildcards.get("annotator"):
        return listed.get(f"{wildcards.record}.{annotator}")
    annotator = config["databases"][wildcards.database]["annotator"]
    return signal_digests(listed, wildcards.record, annotator)


def fetched_list(database):
    """Return the path of the checksum list that is fetched with a database."""
    return f"{config['pathvars']['resources']}/{database}/{CHECKSUMS}"


def kept_list(wildcards):
    """Return the path of the checksum list with which a database's files are compared."""
    return config["databases"][wildcards.database]["checksums"] or fetched_list(wildcards.database)


def compared_list(wildcards):
    """Return the list of which only other digests of a job's files rerun the job.

    A list that the workflow simulates itself is not known before: its change reruns all.
    """
    path = kept_list(wildcards)
    return path if path.startswith(f"{SIMULATED}/") else ancient(path)


def published_digests(wildcards):
    """Return the digests of the files of a job, so that another one fetches them again."""
    kept = config["databases"][wildcards.database]["checksums"]
    # At the start of the run, the newest list replaces the kept one.
    newest = [] if kept else local_checksums(wildcards.database)
    return find_digests(wildcards, (newest or [kept_list(wildcards)])[0])


def of_records(path):
    """Return an input function that fills a path for the records of a job's database."""
    return lambda wildcards: expand(
        path,
        record=RECORDS[wildcards.database],
        annotator=config["databases"][wildcards.database]["annotator"],
        **wildcards,
    )


def patients(wildcards):
    """Return the patient of each record of a database; empty where the header names the patient."""
    return {record: row["patient"] for record, row in RECORDS[wildcards.database].items()}


def sides(databases):
    """Return the side of the interpatient split for each record of some databases."""
    return {
        full_name(database, record): row["split"]
        for database in databases
        for record, row in RECORDS[database].items()
    }


def shared_patients(databases):
    """List the patients whom the published splits of some databases have on both sides."""
    return [
        full_name(database, patient)
        for database in databases
        for patient in config["databases"][database].get("shared_patients", [])
    ]


def description(wildcards):
    """Return what the beats of a database depend on in its description."""
    described = config["databases"][wildcards.database]
    keys = ("symbols", "leads", "patient_pattern", "annotated_channel")
    return {key: described.get(key) for key in keys}


def previous_checkpoint(wildcards):
    """List the checkpoint from which a training stage starts; empty for the first stage."""
    before = int(wildcards.epoch) - targets.checkpoint_epochs(config, wildcards).step
    return [f"<gan>/gan_{{cls}}_epoch{before}.h5"] if before else []


def gans_by_seed(wildcards):
    """List the GANs of a job, those of the first seed first."""
    return sorted(gans(wildcards), key=lambda gan: gan.seed)


def synthetic_beats(wildcards):
    """List the synthetic beats of a classifier's training set; each GAN has its own classifiers."""
    gan_seed = int(wildcards.seed) // config["classifier"]["seeds"]
    return beats_of_arm(wildcards.split, wildcards.arm, [gan_seed])


def chosen_setting(wildcards):
    """Return the file of an arm's selected hyper-parameters, or no file if it is not tuned."""
    tuned = "tune" in config["arms"][wildcards.arm]
    return "<results>/interpatient/choice/{kind}/{arm}.json" if tuned else []


def scored_model(name):
    """Return an input function that finds the file of the classifier that is scored."""
    return lambda wildcards: f"{CLASSIFIER}/{name}".replace(
        "{split}", splits.trained_split(config, wildcards.split)
    )


def member_predictions(wildcards):
    """List the predictions of a committee's members for the same arm and seed."""
    members = KINDS[wildcards.kind]["members"]
    return [f"{CLASSIFIER}/predictions.h5".replace("{kind}", kind) for kind in members]


def signals_of_split(wildcards):
    """List the folders of filtered signals of the databases of a split's test beats."""
    names = splits.databases_of(config, wildcards.split)
    return expand("<results>/databases/{database}/filtered", database=names)


def screen_summaries(wildcards):
    """List the summaries of the screens that the beats of a split's GANs pass through."""
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
