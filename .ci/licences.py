#!/usr/bin/env python3
"""Holds the dependencies against deny.toml: licences, sources, and a checksum for each crate in Cargo.lock. It asks no
registry but through cargo. `cargo deny check licenses sources bans` reads the same file where that tool is installed."""
import collections, json, re, subprocess, sys, tomllib


def satisfied(expression, allowed):
    """Whether one choice of an SPDX expression is allowed; `/` is how old crates write OR. An expression that cannot be read
    raises ValueError, since a licence that nobody understood is not allowed."""
    words = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))
    at = 0

    def either():
        nonlocal at
        fits = both()
        while at < len(words) and words[at] == "OR":
            at += 1
            fits = both() or fits
        return fits

    def both():
        nonlocal at
        fits = one()
        while at < len(words) and words[at] == "AND":
            at += 1
            fits = one() and fits
        return fits

    def one():
        nonlocal at
        word = words[at] if at < len(words) else ""
        at += 1
        if word == "(":
            fits = either()
            if at >= len(words) or words[at] != ")":
                raise ValueError(expression)
            at += 1
            return fits
        if not re.fullmatch(r"[A-Za-z0-9.+-]+", word) or word in ("AND", "OR", "WITH"):
            raise ValueError(expression)
        if at < len(words) and words[at] == "WITH":
            word, at = f"{word} WITH {words[at + 1]}", at + 2
        return word in allowed

    fits = either()
    if at != len(words):
        raise ValueError(expression)
    return fits


def faults(packages, lock, rules):
    """What stands against the rules, and the exceptions and licences that nothing needs."""
    out, needed = [], set()
    allowed = set(rules["licenses"]["allow"])
    exceptions = {row["name"]: set(row["allow"]) for row in rules["licenses"]["exceptions"]}
    registries = {"registry+" + address for address in rules["sources"]["allow-registry"]}
    for package in packages:
        name = f"{package['name']} {package['version']}"
        source, licence = package["source"], package["license"]
        if source is not None and source not in registries:
            out.append(f"{name}: the source {source} is not allowed")
        if not licence:
            out.append(f"{name}: no licence is stated")
            continue
        try:
            mine = allowed | exceptions.get(package["name"], set())
            if satisfied(licence, mine):
                needed |= {word for word in mine if not satisfied(licence, mine - {word})}
            else:
                out.append(f"{name}: the licence {licence!r} is not allowed")
        except ValueError:
            out.append(f"{name}: the licence {licence!r} cannot be read")
    names = {package["name"] for package in packages}
    out += [f"deny.toml: {word} is allowed and no crate needs it" for word in sorted(allowed - needed)]
    out += [f"deny.toml: an exception for {name}, which is no dependency" for name in sorted(set(exceptions) - names)]
    for row in lock["package"]:
        if "source" in row and "checksum" not in row:
            out.append(f"{row['name']} {row['version']}: Cargo.lock holds no checksum")
    return out


def self_test():
    allowed = {"MIT", "Apache-2.0", "BSD-3-Clause"}
    rows = [("MIT", True), ("GPL-3.0-only", False), ("GPL-3.0-only OR MIT", True), ("MIT AND GPL-3.0-only", False),
            ("MIT/GPL-2.0", True), ("(MIT OR GPL-2.0) AND BSD-3-Clause", True), ("Apache-2.0 WITH LLVM-exception", False),
            ("MIT OR GPL-2.0 AND X", True)]
    for expression, wanted in rows:
        assert satisfied(expression, allowed) == wanted, expression
    for broken in ("", "MIT MIT", "(MIT", "MIT OR", "AND"):
        try:
            satisfied(broken, allowed)
        except ValueError:
            continue
        raise AssertionError(f"{broken!r} was read")
    package = {"name": "a", "version": "1.0.0", "source": "git+https://example.org/a", "license": "GPL-3.0-only"}
    rules = {"licenses": {"allow": ["MIT"], "exceptions": [{"name": "b", "allow": ["X"]}]}, "sources": {"allow-registry": []}}
    found = faults([package], {"package": [{"name": "a", "version": "1.0.0", "source": "x"}]}, rules)
    assert len(found) == 5, found


def main():
    self_test()
    with open("deny.toml", "rb") as f:
        rules = tomllib.load(f)
    with open("Cargo.lock", "rb") as f:
        lock = tomllib.load(f)
    run = subprocess.run(["cargo", "metadata", "--locked", "--all-features", "--format-version", "1"], capture_output=True)
    if run.returncode:
        sys.exit(run.stderr.decode("utf8", "replace"))
    packages = json.loads(run.stdout)["packages"]
    found = faults(packages, lock, rules)
    for fault in found:
        print(fault)
    twice = [name for name, count in collections.Counter(p["name"] for p in packages).items() if count > 1]
    print(f"{len(packages)} crates, {len(found)} faults; in more than one version: {', '.join(sorted(twice))}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
