#!/usr/bin/env bash
# Scans random logs and compares every activity, finding and alert with a second implementation, written from the pages alone.
# usage: scripts/judges/oracle.sh [SEEDS [FIRST]]    40 seeds from 1 when not given; needs `npm run build`
# Exit 0: equal. 1: differences, which are printed. 64: not run, with the reason.
set -uo pipefail
cd "$(dirname "$0")/../.."

not_run() { echo "not run: $1"; exit 64; }
command -v python3 >/dev/null || not_run "Python 3 is needed"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' || not_run "Python 3.9 or newer is needed, got $(python3 --version)"
[ -e dist/runwarden.js ] || not_run "the command line is not built: npm run build"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Differences of one seed, or nothing; alerts are compared for every other seed, to save time.
judge() {
  local seed=$1 at="$2/$1"
  scan() { node dist/runwarden.js scan --hermetic --jobs 1 --env "$at/settings.env" --format jsonl "$@" "$at/logs" 2>"$at/log" || { echo "the scan exited $?:"; cat "$at/log"; }; }
  {
    python3 scripts/judges/oracle/generate.py "$seed" "$at" &&
      python3 scripts/judges/oracle/oracle.py "$at/settings.env" "$at/logs" >"$at/oracle.jsonl" &&
      scan --emit activities >"$at/activities.jsonl" &&
      { ((seed % 2 == 0)) || scan --min-severity informational >"$at/alerts.jsonl"; } &&
      python3 scripts/judges/oracle/compare.py "$at"
  } >"$at.differences" 2>&1 && return
  echo "seed $seed, with $(tr '\n' ' ' <"$at/settings.env"):"
  cat "$at.differences"
}
export -f judge

seeds=${1:-40} first=${2:-1}
seq "$first" $((first + seeds - 1)) | xargs -P "$(nproc)" -I{} bash -c 'judge {} '"$work" >"$work/report"
cat "$work/report"
echo "oracle: $seeds seeds, $(cat "$work"/*/oracle.jsonl | wc -l) activities, $(grep -c '^seed ' "$work/report") seeds differ"
[ ! -s "$work/report" ]
