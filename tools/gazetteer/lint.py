#!/usr/bin/env python3
"""Check the gazetteer tables (Python standard library only).

  lint.py [DIR] [--collisions]

Errors (exit code 1): a wrong header, rows out of order, an id twice, a form twice, an unknown kind or flag, an id that no table has, a cell
that is not NFC, has a tab, control characters, or spaces at its ends, and a row or form by hand that is not in hand/, which the next run of
places.py would lose. --collisions lists forms that name several things, the one-word ones
that carry no `ambiguous` flag first. Tables of people and offices are read for their ids where they exist."""
import argparse
import collections
import os
import re
import sys
import unicodedata

HEADERS = {
    "countries": "id kind iso3 name name_en capital wikidata source",
    "cities": "id country admin name population lat lon geonames wikidata source",
    "places": "id kind country stands_for city name wikidata source",
    "organizations": "id kind country name wikidata source",
    "occasions": "id kind name wikidata source",
}
NAMES = "id form kind flags source"
KINDS = {
    "countries": "country territory",
    "places": "region province sea island strait river mountain district palace building base border zone",
    "organizations": "bloc agency ministry parliament party court company media club university armed",
    "occasions": "summit conference forum games exhibition",
    "names": "full short formal former transliteration abbreviation alias epithet",
}
FLAGS = {"ambiguous", "alone", "opaque"}
REFERENCES = {"countries": {"capital": "cities"}, "cities": {"country": "countries", "admin": "places"}, "places": {"country": "countries", "stands_for": "countries", "city": "cities"}, "organizations": {"country": "countries"}}
ELSEWHERE = ("people", "offices", "tenures")  # tables with their own checks
HAND = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hand")


def read(path, errors):
    with open(path, encoding="utf-8", newline="") as f:
        text = f.read()
    if "\r" in text or not text.endswith("\n"):
        errors.append(f"{path}: lines must end with LF, the last one too")
    head, *lines = [x for x in text.split("\n")[:-1] if not x.startswith("#")]
    columns = head.split("\t")
    rows = []
    for line in lines:
        cells = line.split("\t")
        if len(cells) != len(columns):
            errors.append(f"{path}: {len(cells)} cells instead of {len(columns)}: {line}")
            continue
        for cell in cells:
            if cell != unicodedata.normalize("NFC", cell) or cell != cell.strip() or any(unicodedata.category(c) in ("Cc", "Cf") for c in cell):
                errors.append(f"{path}: not NFC, spaces at an end, or an invisible character: {line}")
                break
        rows.append(dict(zip(columns, cells)))
    return columns, rows


def by_hand(tables, names):
    """Rows and forms whose source is `hand` and that no line of hand/ has."""
    lines = []
    for table in HEADERS:
        path = os.path.join(HAND, table + ".tsv")
        if os.path.exists(path):
            lines += open(path, encoding="utf-8").read().split("\n")
    ids = {line.split("\t")[0].split("@")[0] for line in lines}
    forms = {part.lstrip("*~").split("=", 1)[-1].strip("*~") for line in lines for cell in line.split("\t") for part in cell.split(";")}
    for table in ("places", "organizations", "occasions"):
        for r in tables.get(table, {}).values():
            if r["source"] == "hand" and r["id"] not in ids:
                yield f"{table}.tsv: {r['id']} is by hand and not in hand/{table}.tsv"
    for file, rows in names.items():
        for r in rows:
            # (Names of towns that a province bears too are the tool's own.)
            if r["source"] == "hand" and r["form"] not in forms and not r["id"].startswith("gn"):
                yield f"{file}: {r['id']} {r['form']} is by hand and in no row of hand/"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", nargs="?", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../gazetteers"))
    parser.add_argument("--collisions", action="store_true")
    args = parser.parse_args()
    errors, tables, owner = [], {}, {}
    for table in HEADERS:
        path = os.path.join(args.dir, table + ".tsv")
        columns, rows = read(path, errors)
        if columns != HEADERS[table].split():
            errors.append(f"{path}: header is {columns}")
            continue
        ids = [r["id"] for r in rows]
        if ids != sorted(ids):
            errors.append(f"{path}: not sorted by id")
        for r in rows:
            if r["id"] in owner:
                errors.append(f"{path}: id {r['id']} is in {owner[r['id']]} too")
            owner[r["id"]] = table
            if not r["name"] or not r["source"]:
                errors.append(f"{path}: {r['id']} lacks a name or a source")
            if "kind" in r and r["kind"] not in KINDS[table].split():
                errors.append(f"{path}: {r['id']} is of unknown kind {r['kind']!r}")
            if r.get("wikidata") and not re.fullmatch(r"Q\d+", r["wikidata"]):
                errors.append(f"{path}: {r['id']} has wikidata {r['wikidata']!r}")
        tables[table] = {r["id"]: r for r in rows}
    for table, columns in REFERENCES.items():
        for r in tables.get(table, {}).values():
            for column, target in columns.items():
                # A house lies in a city, or in another house.
                known = set(tables.get(target, {})) | set(tables["places"] if (table, column) == ("places", "city") else ())
                if r[column] and r[column] not in known:
                    errors.append(f"{table}.tsv: {r['id']} has {column} {r[column]}, which {target}.tsv lacks")
    others = set()
    for table in ELSEWHERE:
        path = os.path.join(args.dir, table + ".tsv")
        if os.path.exists(path):
            others |= {r.get("id", "") for r in read(path, [])[1]}
    flags = collections.defaultdict(set)
    forms = collections.defaultdict(set)
    for table in tables.values():
        for r in table.values():
            forms[r["name"].casefold()].add(r["id"])
    folder = os.path.join(args.dir, "names")
    counts = collections.Counter()
    names = {}
    for file in sorted(os.listdir(folder)):
        path = os.path.join(folder, file)
        columns, rows = read(path, errors)
        if columns != NAMES.split():
            errors.append(f"{path}: header is {columns}")
            continue
        seen = set()
        if [r["id"] for r in rows] != sorted(r["id"] for r in rows):
            errors.append(f"{path}: not sorted by id")
        for r in rows:
            if r["id"] not in owner and r["id"] not in others:
                errors.append(f"{path}: no table has {r['id']}")
            if (r["id"], r["form"]) in seen:
                errors.append(f"{path}: {r['id']} {r['form']} twice")
            seen.add((r["id"], r["form"]))
            if not r["form"] or r["kind"] not in KINDS["names"].split():
                errors.append(f"{path}: {r['id']} {r['form']!r} is of unknown kind {r['kind']!r}")
            got = set(filter(None, r["flags"].split(";")))
            if not got <= FLAGS:
                errors.append(f"{path}: {r['id']} {r['form']} has flags {r['flags']}")
            if r["id"] in owner:
                forms[r["form"].casefold()].add(r["id"])
                flags[r["id"], r["form"].casefold()] |= got
        counts[file] = len(rows)
        if file.endswith("-places.tsv"):
            names[file] = rows
    errors += by_hand(tables, names)
    clashes = {f: ids for f, ids in forms.items() if len(ids) > 1}
    plain = {f: ids for f, ids in clashes.items() if len({owner[i] for i in ids}) > 1 and sum("ambiguous" not in flags[i, f] for i in ids) > 1}
    for line in errors:
        print(line)
    if args.collisions:
        for form in sorted(plain) + sorted(set(clashes) - set(plain)):
            print(("" if form in plain else "  ") + form + ": " + ", ".join(f"{owner[i]} {i}" + ("*" if "ambiguous" in flags[i, form] else "") for i in sorted(clashes[form])))
    print("; ".join(f"{t} {len(r)}" for t, r in tables.items()) + "; " + "; ".join(f"{f} {n}" for f, n in sorted(counts.items())))
    print(f"{len(clashes)} forms name several things, {len(plain)} of them in several tables without a flag; {len(errors)} errors")
    sys.exit(bool(errors))


if __name__ == "__main__":
    main()
