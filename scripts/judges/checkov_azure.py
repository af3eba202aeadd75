"""Lets Checkov judge what Azure deploys.

templates FOLDER writes a template of each snapshot: Checkov reads neither templates with named resources nor modules, and a
snapshot has every value filled in. report FILE prints what Checkov found; exit 1: a check failed that is not accepted below,
one that is accepted did not fail, or nothing was checked.
"""
import json
import pathlib
import re
import sys

SNAPSHOTS = pathlib.Path("infra/azure/snapshots")
NO_REQUESTS = "no function answers requests"
APP_SETTINGS = "asks for properties of the site, which app settings do not have"

ACCEPTED = {
    "Microsoft.Storage/storageAccounts": {
        "CKV_AZURE_35": "the app has no network of its own to come from; no key is accepted, so identity is the gate",
        "CKV_AZURE_59": "as above; anonymous access is off, and every container is private",
        "CKV_AZURE_206": "state in one region, beside the app that alone uses it; a second one would not make alerts come",
    },
    "Microsoft.Web/serverfarms": {
        "CKV_AZURE_225": "not every region has zones for this plan; the hub keeps a week of records meanwhile",
    },
    "Microsoft.Web/sites": {
        "CKV_AZURE_17": NO_REQUESTS + ", and all but the deployment site is denied",
        "CKV_AZURE_18": NO_REQUESTS,
        "CKV_AZURE_67": NO_REQUESTS,
        "CKV_AZURE_78": "the plan has no FTP, and its passwords are off",
        "CKV_AZURE_212": "instances come with the records in the hub, none without",
        "CKV_AZURE_213": NO_REQUESTS + "; the missing heartbeat raises an alert",
        "CKV_AZURE_222": "the deployment site must be reached; the app itself denies every address",
    },
    "Microsoft.Web/sites/config": dict.fromkeys(
        [f"CKV_AZURE_{number}" for number in (13, 63, 65, 66, 80, 88, 222)], APP_SETTINGS
    ),
}


def write_templates(folder: pathlib.Path) -> None:
    for path in SNAPSHOTS.glob("*.snapshot.json"):
        resources = json.loads(path.read_text(encoding="utf-8"))["predictedResources"]
        template = {
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            "contentVersion": "1.0.0.0",
            "resources": [{key: value for key, value in resource.items() if key != "id"} for resource in resources],
        }
        (folder / f"{path.name.split('.')[0]}.json").write_text(json.dumps(template, indent=2), encoding="utf-8")


def judge(report: dict) -> bool:
    """Prints a line for each fault; true when there is none."""
    passed = report.get("summary", {}).get("passed", 0)
    unread = report.get("results", {}).get("parsing_errors", [])
    failed, refused = set(), []
    for check in report.get("results", {}).get("failed_checks", []):
        resource_type = re.match(r"Microsoft\.\w+(/\w+)+", check["resource"])[0]
        failed.add((resource_type, check["check_id"]))
        if check["check_id"] not in ACCEPTED.get(resource_type, {}):
            refused.append(f"{check['check_id']}: {check['check_name']}: {check['resource']} ({check['file_path']})")
    needless = [f"{check}: accepted for {of}, and not found" for of, checks in ACCEPTED.items() for check in checks
                if (of, check) not in failed]
    faults = refused + needless + [f"cannot be parsed: {path}" for path in unread]
    accepted = sum(len(checks) for checks in ACCEPTED.values()) - len(needless)
    print("\n".join([*faults, f"checkov: Azure: {passed} passed, {accepted} accepted with a reason, {len(faults)} faults"]))
    return passed > 0 and not faults


if __name__ == "__main__":
    command, path = sys.argv[1:]
    if command == "templates":
        write_templates(pathlib.Path(path))
    else:
        sys.exit(0 if judge(json.loads(pathlib.Path(path).read_text(encoding="utf-8"))) else 1)
