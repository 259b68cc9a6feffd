"""The number of generated inputs, told at the end of the run."""

from fuzz import inputs


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):  # one of several processes
        session.config.workeroutput["inputs"] = inputs.count


def pytest_testnodedown(node):
    inputs.count += getattr(node, "workeroutput", {}).get("inputs", 0)


def pytest_terminal_summary(terminalreporter):
    if inputs.count:
        terminalreporter.write_line(f"{inputs.count} generated inputs")
