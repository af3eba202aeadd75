#!/usr/bin/env bash
# Checks the synthesized templates with cfn-lint against the resource schemas of Regions of all three partitions.
# Exit 64: not run, with the reason.
set -uo pipefail
cd "$(dirname "$0")/../.."

source scripts/judges/templates/prepare.bash
install cfn-lint 1.58.0

status=0
for settings in scripts/judges/templates/*.json; do
  synthesize "$settings"
  # W3005: the library writes a dependency beside the reference that implies it.
  "$work/venv/bin/cfn-lint" --regions us-east-1 eu-west-1 us-gov-west-1 cn-north-1 --ignore-checks W3005 -- "$work"/out/*.template.json || status=1
  judged cfn-lint "$settings"
done
exit "$status"
