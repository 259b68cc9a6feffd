#!/bin/sh
# Resolve pyproject.toml once for every Python, platform and extra. Then write the result into files: base.lock has
# everything that the workflow needs, the others what each extra adds.
# Usage: requirements/lock.sh UV
set -eu
uv=$1
here=requirements
all=$(mktemp)

compile() {
	"$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
		--fork-strategy fewest --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" "$@"
}

compile --all-extras --output-file "$all"
compile --constraint "$all" --extra workflow --output-file "$here/base.lock"
for extra in dev gpu slurm; do
	compile --constraint "$all" --extra workflow --extra "$extra" --output-file "$here/$extra.lock" \
		$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' "$here/base.lock")
done
rm "$all"
