"""Prints what Checkov found in the Bicep files. Exit 1: a check failed, a file could not be parsed, or nothing was checked."""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
summary = report.get("summary", {})
results = report.get("results", {})
for check in results.get("failed_checks", []):
    first, last = check["file_line_range"]
    print(f"{check['check_id']}: {check['check_name']}: {check['resource']}: infra/azure{check['file_path']}:{first}-{last}")
for path in results.get("parsing_errors", []):
    print(f"cannot be parsed: {path}")
for check in results.get("skipped_checks", []):
    if check["check_result"].get("suppress_comment", "No comment provided") == "No comment provided":
        print(f"{check['check_id']}: skipped without a reason: {check['resource']}")
        summary["failed"] = summary.get("failed", 0) + 1
passed, failed, skipped, broken = (summary.get(name, 0) for name in ("passed", "failed", "skipped", "parsing_errors"))
print(f"checkov: Bicep: {passed} passed, {failed} failed, {skipped} skipped with a reason, {broken} files not parsed")
sys.exit(0 if passed > 0 and failed + broken == 0 else 1)
