import pytest
from evenbeat.report.html import read_svg
from evenbeat.runtime.errors import InputError


@pytest.mark.parametrize("text", ["", "<svg/>", '<svg xmlns="http://www.w3.org/2000/svg"/>'])
def test_what_is_no_picture_is_refused(tmp_path, text):
    (tmp_path / "one.svg").write_text(text)
    with pytest.raises(InputError, match=r"one\.svg is no figure"):
        read_svg(tmp_path / "one.svg")
