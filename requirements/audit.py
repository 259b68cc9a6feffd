"""Audit the locked packages for known vulnerabilities.

The exit status is 1 if a vulnerability is found that requirements/audit.ignore does not list. If
the service does not answer, for example without a network, the audit says so and does not fail.
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SECONDS = 60
COMMAND = [
    *(sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"),
    *("--format", "json", "--desc", "off", "--aliases", "on", "--progress-spinner", "off"),
    *(f"--requirement={HERE / name}.lock" for name in ("installer", "base", "dev")),
]


def read_ignored(path):
    """Read which vulnerabilities are ignored, and why.

    Parameters
    ----------
    path : Path

    Returns
    -------
    dict of str to str
        For each identifier the reason.
    """
    ignored = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        identifier, _, reason = line.strip().partition(" ")
        if not reason:
            raise SystemExit(
                f"{path}, line {number}: {identifier} has no reason; write it after the identifier"
            )
        ignored[identifier] = reason.strip()
    return ignored


def ask(command, seconds):
    """Run pip-audit for a bounded time.

    Returns
    -------
    packages : list of dict
        What pip-audit says of each; empty if it gave no answer.
    reason : str
        Why there was no answer.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return [], f"no answer within {seconds} s"
    try:
        return json.loads(done.stdout)["dependencies"], ""
    except (ValueError, KeyError, TypeError):
        said = done.stderr.strip().splitlines() or [f"pip-audit ended with {done.returncode}"]
        return [], said[-1]


def judge(packages, reason, ignored):
    """Describe the answer.

    Parameters
    ----------
    packages, reason
        As `ask` gives them.
    ignored : dict of str to str
        As `read_ignored` gives it.

    Returns
    -------
    lines : list of str
    failed : bool
        Whether there is a vulnerability that is not ignored.
    """
    if not packages:
        return [f"not audited: {reason}"], False
    lines, found = [], 0
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    for package in packages:
        for vulnerability in package.get("vulns", []):
            identifiers = [vulnerability["id"], *sorted(vulnerability["aliases"])]
            excuse = next((ignored[name] for name in identifiers if name in ignored), None)
            found += excuse is None
            fixed = ", ".join(vulnerability["fix_versions"])
            lines.append(
                f"{package['name']} {package['version']}: {', '.join(identifiers)}; "
                f"{f'fixed in {fixed}' if fixed else 'not fixed in any version'}"
                f"{'' if excuse is None else f'; ignored: {excuse}'}"
            )
    audited = len(packages) - len(unknown)
    if found:
        lines.append(
            "Use a fixed version (make lock), or give the reason why it does no harm here in "
            "requirements/audit.ignore."
        )
    elif audited:
        lines.append(f"packages audited: {audited}; nothing to fix")
    if unknown:
        # A mirror without advisories also answers "not found": this is not a good result.
        which = ", ".join(unknown) if audited else f"all {len(unknown)}"
        lines.append(f"not audited: the service does not know these packages: {which}")
    return lines, found > 0


if __name__ == "__main__":
    excuses = read_ignored(HERE / "audit.ignore")
    account, failed = judge(*ask(COMMAND, SECONDS), excuses)
    print("\n".join(account))
    sys.exit(failed)
