"""The command as a shell sees it: output, exit status, pipes."""

import os
import subprocess
import sys

import numpy as np
import pytest
from conftest import ROOT
from evenbeat.beats.held_out import write_held_out
from evenbeat.cli import main as command
from evenbeat.cli.main import COMMANDS, main


@pytest.fixture
def held_out(tmp_path):
    path = tmp_path / "held_out.h5"
    write_held_out(path, np.array([True, False]), {"split": "interpatient"})
    return path


def shell(*arguments, **options):
    """Run the command in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "workflow/scripts")}
    return subprocess.run(
        [sys.executable, "-m", "evenbeat", *map(str, arguments)],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_show_prints_each_file_and_names_a_bad_one(held_out, capsys):
    assert main(["show", str(held_out), "nowhere.h5", str(held_out)]) == 1
    output = capsys.readouterr()
    assert output.out.count("1 of 2 are held out") == 2
    assert output.err.startswith("evenbeat: error: nowhere.h5 cannot be read")
    assert main(["show", str(held_out)]) == 0


def test_check_says_ok_or_the_fault_of_each(held_out, capsys):
    bad = held_out.with_name("bad.json")
    bad.write_text("{")
    held_out.with_name(".hidden.json").write_text("{")
    assert main(["check", str(held_out.parent)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == f"{held_out}: ok"
    assert lines[0].startswith(f"{bad}: bad: not a valid JSON file")
    assert len(lines) == 2
    assert main(["check", str(held_out)]) == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_each_has_examples(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    _, examples = capsys.readouterr().out.split("examples:\n")
    assert examples.startswith(f"  evenbeat {name} ")


@pytest.mark.parametrize("arguments", [[], ["show"], ["shew", "x"], ["show", "--colour", "x"]])
def test_a_wrong_call_ends_with_2(arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_ctrl_c_says_so(monkeypatch, capsys):
    def interrupted(options):
        raise KeyboardInterrupt

    monkeypatch.setattr("evenbeat.cli.show.run", interrupted)
    assert command.main(["show", "x"]) == 130
    assert "stopped by Ctrl-C" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["show", "check"])
def test_a_reader_that_has_enough_causes_no_traceback(held_out, name):
    reading, writing = os.pipe()
    os.close(reading)
    done = shell(name, held_out, held_out, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(("name", "status"), [("held_out.h5", 0), ("nowhere.h5", 1)])
def test_a_closed_output_causes_no_traceback(held_out, name, status):
    path = held_out.with_name(name)
    done = shell("show", path, preexec_fn=lambda: os.close(1))
    assert done.returncode == status
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["show", "check"])
@pytest.mark.parametrize("name", ["", "a\0b"])
def test_a_name_that_no_file_has_is_a_wrong_call(command, name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, name])
    assert ended.value.code == 2
    assert f"{name!r} is not a name that a file can have" in capsys.readouterr().err


def test_show_imports_nothing_slow(untrained):
    code = (
        "import sys\n"
        "from evenbeat.cli.main import main\n"
        "main(['show', sys.argv[1]])\n"
        "print({'tensorflow', 'pandas', 'sklearn', 'scipy', 'wfdb', 'matplotlib'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, untrained["blog"]],
        cwd=ROOT / "workflow/scripts",
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[-1] == "set()", done.stderr
