"""Checks downloaded releases without a network: python3 verify_release.py FILE…; it trusts nothing but the bytes.

A release file is `{"document": …, "sha256": …}` in one canonical form of JSON: sorted keys, no blanks, UTF-8.
Each file must be exactly that, its hash must be that of its document, and a release must name the hash of the
one before it where that is given too. The hash of the newest release is printed: compare it with the one that the
catalogue shows, or that somebody you trust wrote down; it vouches for all earlier ones given.

It needs Python 3.9 or newer and nothing else. Exit status: 0 all is well, 1 something is not, 2 nothing was checked.
"""

import hashlib
import json
import sys
from pathlib import Path

SCHEMA = "fee-catalogue-release/1"


class Broken(Exception):
    """A file that is not what was published; the text says why."""


def main(names):
    """Check the files in the order of their numbers and print a line for each; the exit status."""
    if not names or names[0] in ("-h", "--help"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    releases, broken = {}, 0
    for name in names:
        try:
            number, release = read(name)
            if number in releases and releases[number] != release:
                raise Broken(f"release {number} was given twice and differs")
            releases[number] = release
        except Broken as problem:
            broken += 1
            print(f"BROKEN  {name}: {problem}")
    for number in sorted(releases):
        broken += not report(number, releases)
    if releases and not broken:
        newest = max(releases)
        print(
            f"The newest is release {newest}; its hash must be the one that the catalogue shows:\n{releases[newest][0]}"
        )
    return 1 if broken else 0


def read(name):
    """The number of the release in a file, with its hash and the hash of the one before."""
    try:
        content = Path(name).read_bytes()
        whole = json.loads(content.decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Broken(f"cannot be read ({error})") from None
    if not isinstance(whole, dict) or sorted(whole) != ["document", "sha256"]:
        raise Broken("is not a release file")
    if canonical(whole) != content:
        raise Broken("is not in the canonical form, so it is not as published")
    document = whole["document"]
    if hashlib.sha256(canonical(document)).hexdigest() != whole["sha256"]:
        raise Broken("its content does not have its hash: something in it was changed")
    header = document.get("release") if isinstance(document, dict) else None
    if not isinstance(header, dict) or document.get("schema") != SCHEMA or not isinstance(header.get("number"), int):
        raise Broken("is not a release file of this kind")
    return header["number"], (whole["sha256"], header.get("previous_sha256"), len(document.get("fees", ())))


def report(number, releases):
    """Print how a release stands; whether it fits to the one before."""
    _hash, before, count = releases[number]
    if number == 1 and before is not None:
        print(f"BROKEN  release {number}: it is the first, and yet names one before it")
        return False
    if number > 1 and number - 1 in releases and releases[number - 1][0] != before:
        print(f"BROKEN  release {number}: the hash it names for release {number - 1} is another")
        return False
    alone = number > 1 and number - 1 not in releases
    chain = f"release {number - 1} was not given, so the chain to it is not checked" if alone else "chain intact"
    print(f"intact  release {number}: {count} wordings, {chain}")
    return True


def canonical(value):
    """The one text for one content."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
