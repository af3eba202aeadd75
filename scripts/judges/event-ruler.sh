#!/usr/bin/env bash
# Matches every generated event pattern against every sample event with AWS's own engine (Event Ruler) and compares with the tests'
# matcher. Exit 64: not run, with the reason.
set -uo pipefail
cd "$(dirname "$0")/../.."

not_run() { echo "not run: $1"; exit 64; }
command -v mvn >/dev/null && command -v javac >/dev/null || not_run "Java and Maven are needed"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r scripts/judges/event-ruler/. "$work/"
(cd "$work" && mvn -q -B compile dependency:build-classpath -Dmdep.outputFile=classpath.txt >mvn.log 2>&1) || not_run "Event Ruler could not be installed: $(grep -m 1 ERROR "$work/mvn.log")"

npx tsx test/infra/aws/event-ruler-cases.ts "$work/cases.ndjson" || exit 1
java -cp "$work/target/classes:$(cat "$work/classpath.txt")" Judge "$work/cases.ndjson"
