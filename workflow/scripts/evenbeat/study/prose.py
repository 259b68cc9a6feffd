"""The fixed sentences of the study's page."""

INTRODUCTION = """# Does the GAN help?

Made from the tables in this folder's `study/` by `snakemake docs/study.md --configfile
config/study.yaml`, which is also the design: arms, what of them is tuned, aims, and how many seeds.

**Chosen.** Settings, and the best GAN arm, were chosen by folds of the training patients of
`interpatient`, the GANs trained anew for each fold. Arms that were named when others had been
scored (`study.later`) cannot become the best one. `fold_macro_f1` is the score of that choice: of
tuned arms that of the best setting, in the run that the part is of. On another kind of processor
rounding differs, which moved such scores by up to 0.006, and that of `transfer`, whose GANs it
changes as well, by 0.015 (the log, 12 and 19). Not chosen by folds but fixed: the thresholds of
screens, and the number of a classifier's steps. The milestones of `blog`, `wgan` and `hinge` go by
MMD to a tenth of the class's training beats, held out; `transfer` has one. All other scores are on
test beats, means over all GAN seeds and their classifiers.

**Sure.** Intervals are 95%. Those over seeds (GANs first, then the classifiers of each) and over
test records are by bootstrap; the former are too narrow with few GANs, for which there is the
interval of the t test over GANs. Those over records keep the trained networks as they are. “For
certain” speaks of seeds, not of patients: the interval over seeds excludes zero, and p of the t
test is below 0.05. A split's aims are corrected together (Holm), its other arms among themselves;
controls are not. `sd_of_gans` of an arm without a GAN is that between groups of its classifiers.

**Fair.** Each arm has the same network, steps and at most three settings. Arms that add beats fill
the same classes and weigh them alike, but for `smote_full`: all rare classes, full weight. The best
GAN arm is still the best of several; its model was developed on these same folds, and weight and
classes with `transfer` in view. `blog` and `wgan` take about 2,000 and 1,000 steps for each class;
config/blog.yaml takes 34,000 in all. SMOTE finds neighbours by waveform, median beat and rhythm as
they are, so that rhythm, 4 of 604 columns, hardly counts. Where a screen keeps as many beats as are
wanted, the arm without it is its control of the same size. The discriminators of `wgan` and
`transfer` know no threshold, so that their screens keep the better half.

**Where it stands.** Beside the waveform the classifier sees the record's median beat, and the
rhythm relative to the record's. They take no labels but the whole record, test records included,
with R peaks as annotated: it is no classifier of a running signal. Scores between patients are low.
Classical features and an ensemble reached about 0.67 (Mondéjar-Guerra et al. 2019, Biomedical
Signal Processing and Control 47, 41-48); this project's first look, without the median beat and at
the full sampling rate, 0.523 for `none`, and a macro average precision of 0.572. Of the 1,382 S of
record 232 no arm finds more than a twentieth, and all call many beats of records 219 and 222
wrongly S (the log, 7).

What was tried on the way, how often test beats were looked at, and doubts:
[study-log.md](study-log.md)."""

NOTES = {
    "intrapatient": (
        "Settings are those chosen between patients, on folds that hold nearly half of these test "
        "beats, for all arms alike. Every patient has been trained on: records resampled say "
        "nothing of others. Screens of `transfer`, but for `transfer_patient`, have its GANs "
        "trained again on another kind of processor, the same but for rounding."
    )
}
OF_LEFT_OUT = (
    "What is left of the differences that were aimed at: means, intervals of the t test over GANs, "
    "and whether the aim is reached so."
)
OF_SCREENS = (
    "Screened arms less those of as many beats of the model without the screen: macro-F1 with "
    "interval and p of the t test over GANs and interval over records, and F1 of the classes; not "
    "corrected for their number. Of some GANs a screen passes few beats or none, which the mean "
    "of `added` does not show."
)
OF_AIMS = (
    "What is asked of synthetic beats, unscreened: how many GANs reach it, and medians over them, "
    "in brackets of real beats in their place. `noise_high` is the 95% quantile of the share of "
    "power above 40 Hz, `nearest_training` the distance to the nearest beat that was trained on."
)
OF_QUALITY = (
    "Synthetic beats, and in brackets real beats in their place; medians over GANs. What both are "
    "held against is the training beats of a class, of which a GAN has seen nine tenths. Of a GAN "
    "that names the patient only beats for patients who have the class are compared (but in "
    "`nearest_training`, `copied` and `train_on_synthetic_f1`), so that how beats for other "
    "patients should look is not measured. `copied` goes by whole beats: what was copied onto "
    "another patient's median beat it does not see. `transfer` adds nothing above 40 Hz to a "
    "median beat: power there is the median beat's. `two_sample_auc` goes by patients; where beats "
    "name none it falls below 0.5, of real ones in their place too."
)
