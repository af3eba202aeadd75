# For judges written in Python that judge synthesized templates; read it with `source` from the top folder.

not_run() { echo "not run: $1"; exit 64; }
command -v python3 >/dev/null || not_run "Python is needed"
[ -e dist/aws/index.js ] || not_run "the function is not built"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Installs a package at one version into an environment of its own: install cfn-lint 1.58.0
install() {
  python3 -m venv "$work/venv" >"$work/log" 2>&1 || not_run "no virtual environment: $(tail -n 1 "$work/log")"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$1==$2" >"$work/log" 2>&1 || not_run "$1 could not be installed: $(tail -n 1 "$work/log")"
}

# Writes the templates of one file of settings to $work/out.
synthesize() {
  rm -rf "$work/out"
  npx --no-install tsx scripts/judges/templates/write-templates.ts "$1" "$work/out" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}

# Says what was judged: judged NAME SETTINGS
judged() { echo "$1: $(find "$work/out" -name '*.template.json' | wc -l) templates of $(basename "$2")"; }
