#!/usr/bin/env bash
# Runs the tests of the DynamoDB adapter against AWS's own local DynamoDB. Exit 64: not run, with the reason.
set -uo pipefail
cd "$(dirname "$0")/../.."

not_run() { echo "not run: $1"; exit 64; }
command -v mvn >/dev/null && command -v java >/dev/null || not_run "Java and Maven are needed"
# DynamoDB Local listens on every address; in a network namespace of its own there is only loopback.
unshare --net true 2>/dev/null || not_run "a network namespace is needed to keep the server on loopback"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp scripts/judges/dynamodb-local/pom.xml "$work/pom.xml"
(cd "$work" && mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1) || not_run "DynamoDB Local could not be installed: $(grep -m 1 ERROR "$work/mvn.log")"

unshare --net bash -s "$work" <<'ISOLATED'
work=$1
port=8000
ip link set lo up || exit 64
java -Djava.library.path="$work/lib" -cp "$work/lib/*" com.amazonaws.services.dynamodbv2.local.main.ServerRunner -inMemory -disableTelemetry -port "$port" >"$work/server.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null' EXIT
for _ in $(seq 1 60); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  kill -0 "$server" 2>/dev/null || { echo "not run: DynamoDB Local did not start"; exit 64; }
  sleep 0.5
done
RUNWARDEN_DYNAMODB_LOCAL="http://127.0.0.1:$port" npx jest -w 1 test/functions/aws/dynamo-state
ISOLATED
