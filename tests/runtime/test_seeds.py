from evenbeat.runtime.seeds import derive_seed


def test_seeds_are_the_same_everywhere_and_fit_31_bits():
    assert derive_seed(0, "interpatient", "blog", "F") == 1_478_566_648
    assert all(0 <= derive_seed(n) < 2**31 for n in range(1000))


def test_other_names_other_seeds():
    seeds = {derive_seed(n, part) for n in range(100) for part in ("batch", "fake", "latent")}
    assert len(seeds) == 300
