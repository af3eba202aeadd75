#!/usr/bin/env bash
# Compiles, lints, formats and snapshots the Azure templates again with the Bicep that wrote what is in git, and seeds faults
# that it must find. Exit 64: not run, with the reason.
set -uo pipefail
cd "$(dirname "$0")/../.."

npx --no-install tsx scripts/judges/bicep/bicep-judge.ts
