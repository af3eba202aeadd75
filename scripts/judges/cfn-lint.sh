#!/usr/bin/env bash
# Checks the synthesized templates with cfn-lint against the resource schemas of Regions of all three partitions.
# Exit 64: not run, with the reason.
set -uo pipefail
cd "$(dirname "$0")/../.."

not_run() { echo "not run: $1"; exit 64; }
command -v python3 >/dev/null || not_run "Python is needed"
[ -e dist/aws/index.js ] || not_run "the function is not built"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" >"$work/log" 2>&1 || not_run "no virtual environment: $(tail -n 1 "$work/log")"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check cfn-lint==1.58.0 >"$work/log" 2>&1 || not_run "cfn-lint could not be installed: $(tail -n 1 "$work/log")"

status=0
for settings in scripts/judges/templates/*.json; do
  rm -rf "$work/out"
  npx --no-install tsx scripts/judges/templates/synthesize.ts "$settings" "$work/out" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  # W3005: the library writes a dependency beside the reference that implies it.
  "$work/venv/bin/cfn-lint" --regions us-east-1 eu-west-1 us-gov-west-1 cn-north-1 --ignore-checks W3005 -- "$work"/out/*.template.json || status=1
  echo "cfn-lint: $(find "$work/out" -name '*.template.json' | wc -l) templates of $(basename "$settings")"
done
exit "$status"
