#!/usr/bin/env bash
# Checks the synthesized templates and what Azure deploys with the security policies of Checkov. Exit 64: not run, with the reason.
set -uo pipefail
cd "$(dirname "$0")/../.."

source scripts/judges/templates/prepare.bash
install checkov 3.3.30

# Of every deployment: a failure destination in place of a dead-letter queue (116), which holds the error as well; no network of
# its own (117), because the function talks to nothing but public endpoints of AWS; queues of forwarders under the key of SQS (27),
# because a key of one's own in each account and Region would cost more than it protects.
always=CKV_AWS_116,CKV_AWS_117,CKV_AWS_27
# Of the plain deployment: keys of one's own (26, 119, 158, 173) and a limit on concurrency (115) are settings, off by default.
optional=CKV_AWS_26,CKV_AWS_119,CKV_AWS_158,CKV_AWS_173,CKV_AWS_115

status=0
for settings in scripts/judges/templates/*.json; do
  synthesize "$settings"
  skip=$always
  [ "$(basename "$settings")" = plain.json ] && skip=$always,$optional
  "$work/venv/bin/checkov" --directory "$work/out" --framework cloudformation --compact --quiet --skip-download --skip-check "$skip" || status=1
  judged checkov "$settings"
done

# Azure: what each snapshot deploys, which needs no parser of Bicep. What is accepted stands in the script, with reasons.
mkdir "$work/azure"
python3 scripts/judges/checkov_azure.py templates "$work/azure"
"$work/venv/bin/checkov" --directory "$work/azure" --framework arm --compact --skip-download --output json >"$work/report" 2>"$work/log"
python3 scripts/judges/checkov_azure.py report "$work/report" || status=1
exit "$status"
