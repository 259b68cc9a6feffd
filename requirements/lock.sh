#!/bin/sh
# Resolve pyproject.toml once for every Python, platform and extra. Then write the result into files: base.lock has
# everything that the workflow needs, the others what each extra adds. installer.lock has uv itself.
# Usage: requirements/lock.sh UV
set -eu
uv=$1
here=requirements
all=$(mktemp)

compile() {
	"$uv" pip compile --quiet --universal --python-version 3.11 \
		--fork-strategy fewest --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" "$@"
}

compile pyproject.toml --all-extras --output-file "$all"
compile pyproject.toml --constraint "$all" --extra workflow --output-file "$here/base.lock"
for extra in dev gpu slurm; do
	compile pyproject.toml --constraint "$all" --extra workflow --extra "$extra" --output-file "$here/$extra.lock" \
		$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' "$here/base.lock")
done
rm "$all"
echo uv | compile - --output-file "$here/installer.lock"
