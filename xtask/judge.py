"""Lets scim2-tester judge a running server, prints each verdict and fails on any violation.

Reads on standard input what `rollbook connect --json` wrote, so that the token is never on a command line.
"""

import json
import sys

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

# What breaks a MUST of the RFCs; a deviation from a SHOULD is shown and does not fail.
VIOLATIONS = {Status.ERROR, Status.CRITICAL}
# A judge that never reached these has judged nothing, whatever it says.
RESOURCE_TYPES_EXPECTED = {"User", "Group"}
TIMEOUT_SECONDS = 30
DATA_CHARS_MAX = 2000


def describe(result):
    """One verdict as a line, with what came back where the server is at fault."""
    subject = result.resource_type or "server"
    reason = " ".join(str(result.reason or "").split())
    line = f"{result.status.name:<10} {subject:<7} {result.title}: {reason}"
    if result.status in VIOLATIONS and result.data is not None:
        line += f"\n           came back: {str(result.data)[:DATA_CHARS_MAX]}"
    return line


def judge(connection):
    """All verdicts about the server behind one connection."""
    headers = {"Authorization": f"Bearer {connection['token']}"}
    # `trust_env=False`: a proxy configured for this machine must not stand between judge and server.
    with Client(
        base_url=connection["scim_url"], headers=headers, timeout=TIMEOUT_SECONDS, trust_env=False
    ) as client:
        return check_server(SyncSCIMClient(client))


def main():
    results = judge(json.load(sys.stdin))
    for result in results:
        print(describe(result))

    judged = {result.resource_type for result in results if result.status is not Status.SKIPPED}
    missing = sorted(RESOURCE_TYPES_EXPECTED - judged)
    for name in missing:
        print(f"{'ERROR':<10} {name:<7} was never reached: discovery failed, or does not list this resource type")

    failed = sum(result.status in VIOLATIONS for result in results) + len(missing)
    skipped = sum(result.status is Status.SKIPPED for result in results)
    passed = len(results) + len(missing) - failed - skipped
    verdict = "FAILED" if failed else "ok"
    print(f"judge result: {verdict}. {passed} passed; {failed} failed; {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
