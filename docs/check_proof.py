"""Check payroll lines without Vouch: python check_proof.py RUN.proof.json LINES.csv "$(cat vouch.pub)".

LINES.csv: the generic file of a run, or its RUN.lines.csv. The key: what `vouch checkpoint --public-key` printed, kept
since by whoever checks. Exit 0, or 1 and the first that fails.
"""

import csv
import json
import sys
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def check(holds, says):
    """End with 1 unless it holds."""
    if not holds:
        sys.exit(f"FAILS: {says}.")


def follow(number, last, root, path):
    """Compute the root to which a path leads (RFC 9162, 2.1.3.2); `last` is the number of the last leaf."""
    for sibling in path:
        check(last > 0, "the path is too long")
        if number & 1 or number == last:
            root = sha256(b"\1" + sibling + root).digest()
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            root = sha256(b"\1" + root + sibling).digest()
        number, last = number >> 1, last >> 1
    check(last == 0, "the path is too short")
    return root


def cut(body):
    """Cut off what has its length in front, in 4 bytes."""
    end = 4 + int.from_bytes(body[:4], "big")
    return body[4:end], body[end:]


def approvals(body):
    """Find what was approved; each event is stream, version (8 bytes), topic and state."""
    while body:
        topic, body = cut(cut(body)[1][8:])
        state, body = cut(body)
        if topic == b"vouch.payout.approved.v1":
            yield json.loads(state)["data"]


def check_signature(text, signatures, key):
    """Check that the key has signed the text."""
    name, _, public = key.strip().split("+", 2)
    key = Ed25519PublicKey.from_public_bytes(b64decode(public)[1:])
    for line in signatures.splitlines():
        if line.startswith(f"— {name} ") and text.startswith(f"{name}\n"):
            try:
                return key.verify(b64decode(line.split(" ")[2])[4:], f"{text}\n".encode())
            except InvalidSignature:
                continue
    return check(False, "the checkpoint is not signed with this key")


def check_proof(proof, rows, key):
    """Check body to leaf, path to root, signature, and each line."""
    body, leaf = b64decode(proof["body"]), proof["recording"]
    lengths = {"number": 8, "last_position": 8, "recorded_at": 8, "events": 4}
    fields = b"".join(leaf[name].to_bytes(length, "big", signed=True) for name, length in lengths.items())
    text, _, signatures = proof["checkpoint"].partition("\n\n")
    _, size, root = text.split("\n")
    hashed = sha256(b"\0" + fields + sha256(body).digest()).digest()
    found = follow(leaf["number"], int(size) - 1, hashed, map(b64decode, proof["path"]))
    check(found == b64decode(root), "the recording does not lead to the checkpoint's root")
    check_signature(text, signatures, key)
    digest = sha256("".join("\t".join(line) + "\n" for line in proof["lines"]).encode()).hexdigest()
    runs = {each["run"] for each in approvals(body) if each["digest"] == digest}
    check(rows, "there is no line")
    for row in rows:
        line = [row["line"], row["employee"].removeprefix("'"), row["currency"], row["amount"]]
        check(row["run"] in runs and line in proof["lines"], f"line {row['line']} was not approved so")


if __name__ == "__main__":
    with Path(sys.argv[2]).open(encoding="utf-8", newline="") as lines:
        check_proof(json.loads(Path(sys.argv[1]).read_text("utf-8")), list(csv.DictReader(lines)), sys.argv[3])
