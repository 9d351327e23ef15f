#!/usr/bin/env python3
"""Make people.tsv, offices.tsv, tenures.tsv and names/{vi,en}-people.tsv (Python standard library only, no network).

  people.py --data DIR [--check] [--verbose]
  people.py --lint                              # only lint the tables as they are; needs no data

Rows come from hand/{people,offices,tenures,names,names-en}-*.tsv; where no hand row tells of a polity's head, one is derived from DIR/leaders_factbook.tsv.
A hand row wins over a derived one with its id; of two hand rows with one id the first file (by name) wins, and the clash is told.
The tables in DIR also serve as second sources: a tenure that one of them tells too gets its name in `source`, the others get `unconfirmed`.
So do the facts in hand/confirmed-*.tsv, read in sources that are not in DIR; where a row there and its tenure disagree, the tool stops with file and line.
--check writes nothing; the exit status is 1 where the lint finds an error. --verbose lists gaps and unconfirmed rows."""
import argparse, collections, csv, datetime, difflib, glob, gzip, json, os, re, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
COLUMNS = {
    "people": "id name short order gender country spouse wikidata source".split(),
    "offices": "id polity class rank source".split(),
    "tenures": "id person office since until elected mode source".split(),
    "names": "id form kind flags source".split(),
}
# The Factbook's country codes (GEC) and ISO 3166; territories without a government of note are left out.
GEC = dict(p.split(":") for p in """
ac:AG ae:AE af:AF ag:DZ aj:AZ al:AL am:AM an:AD ao:AO ar:AR as:AU au:AT ba:BH bb:BB bc:BW be:BE bf:BS bg:BD bh:BZ bk:BA bl:BO bm:MM bn:BJ bo:BY bp:SB br:BR bt:BT bu:BG bx:BN by:BI
ca:CA cb:KH cd:TD ce:LK cf:CG cg:CD ch:CN ci:CL cm:CM cn:KM co:CO cs:CR ct:CF cu:CU cv:CV cw:CK cy:CY da:DK dj:DJ do:DM dr:DO ec:EC eg:EG ei:IE ek:GQ en:EE er:ER es:SV et:ET ez:CZ
fi:FI fj:FJ fm:FM fr:FR ga:GM gb:GA gg:GE gh:GH gj:GD gl:GL gm:DE gr:GR gt:GT gv:GN gy:GY ha:HT hk:HK ho:HN hr:HR hu:HU ic:IS id:ID in:IN ir:IR is:IL it:IT iv:CI iz:IQ
ja:JP jm:JM jo:JO ke:KE kg:KG kn:KP kr:KI ks:KR ku:KW kv:XK kz:KZ la:LA le:LB lg:LV lh:LT li:LR lo:SK ls:LI lt:LS lu:LU ly:LY ma:MG mc:MO md:MD mg:MN mi:MW mj:ME mk:MK ml:ML mn:MC
mo:MA mp:MU mr:MR mt:MT mu:OM mv:MV mx:MX my:MY mz:MZ ne:NU ng:NE nh:VU ni:NG nl:NL no:NO np:NP nr:NR ns:SR nu:NI nz:NZ od:SS pa:PY pe:PE pk:PK pl:PL pm:PA po:PT pp:PG ps:PW pu:GW
qa:QA ri:RS rm:MH ro:RO rp:PH rs:RU rw:RW sa:SA sc:KN se:SC sf:ZA sg:SN si:SI sl:SL sm:SM sn:SG so:SO sp:ES st:LC su:SD sw:SE sy:SY sz:CH td:TT th:TH ti:TJ tn:TO to:TG tp:ST ts:TN
tt:TL tu:TR tv:TV tw:TW tx:TM tz:TZ ug:UG uk:GB up:UA us:US uv:BF uy:UY uz:UZ vc:VC ve:VE vm:VN vt:VA wa:NA ws:WS wz:SZ ym:YE za:ZM zi:ZW""".split())
SHARED_MONARCHS = ("ELIZABETH II", "CHARLES III", "MARGRETHE", "FREDERIK X", "WILLEM-ALEXANDER")
DERIVED_CLASSES = {"President": "president", "Prime Minister": "prime_minister", "Premier": "prime_minister", "King": "monarch", "Queen": "monarch"}
# What news writes before the name, by office class: only to count confirmations.
TITLES = {
    "president": "tổng thống|chủ tịch nước|chủ tịch|nhà lãnh đạo", "prime_minister": "thủ tướng", "chancellor": "thủ tướng", "monarch": "quốc vương|vua|nhà vua|nhật hoàng|nữ hoàng|sultan|đại công tước|thân vương",
    "emir": "quốc vương|tiểu vương|emir", "supreme_leader": "lãnh tụ tối cao|nhà lãnh đạo|chủ tịch|đại giáo chủ", "party_leader": "tổng bí thư|bí thư thứ nhất|chủ tịch", "pope": "giáo hoàng", "crown_prince": "thái tử",
    "speaker": "chủ tịch quốc hội|chủ tịch", "senate_speaker": "chủ tịch thượng viện|chủ tịch", "secretary_general": "tổng thư ký", "commission_president": "chủ tịch", "council_president": "chủ tịch", "chief_executive": "trưởng đặc khu", "junta_leader": "thống tướng|lãnh đạo|tổng thống lâm thời",
    "director": "tổng giám đốc|giám đốc|giám đốc điều hành|ceo|tổng thư ký", "state_secretary": "quốc vụ khanh",
    "vice_president": "phó tổng thống|phó chủ tịch nước", "deputy_prime_minister": "phó thủ tướng", "foreign_minister": "ngoại trưởng|bộ trưởng ngoại giao|bộ trưởng bộ ngoại giao",
    "defense_minister": "bộ trưởng quốc phòng|bộ trưởng bộ quốc phòng|bộ trưởng chiến tranh", "finance_minister": "bộ trưởng tài chính|bộ trưởng bộ tài chính", "interior_minister": "bộ trưởng nội vụ",
    "public_security_minister": "bộ trưởng công an|bộ trưởng bộ công an", "trade_minister": "bộ trưởng thương mại|bộ trưởng công thương|bộ trưởng bộ công thương", "justice_minister": "bộ trưởng tư pháp", "minister": "bộ trưởng",
    "ambassador": "đại sứ", "special_envoy": "đặc phái viên|phái viên", "secretariat_member": "thường trực ban bí thư", "army_chief": "tổng tham mưu trưởng|tư lệnh lục quân", "mayor": "thị trưởng|chủ tịch ubnd|chủ tịch ủy ban nhân dân",
    "party_secretary": "bí thư tỉnh ủy|bí thư thành ủy", "spokesperson": "người phát ngôn|phát ngôn viên", "high_representative": "đại diện cấp cao", "security_adviser": "cố vấn an ninh quốc gia", "first_lady": "phu nhân|đệ nhất phu nhân",
}
# Classes that one person holds at a time; other offices may have several holders.
SINGLE = """president prime_minister chancellor monarch emir supreme_leader party_leader pope crown_prince speaker foreign_minister defense_minister interior_minister finance_minister secretary_general
commission_president council_president high_representative chief_executive army_chief junta_leader secretariat_member""".split()


def plain(text):
    """The text without diacritics, in lower case."""
    text = text.translate(str.maketrans("đĐøØłŁıðÐ", "dDoOlLidD")).replace("ß", "ss").replace("æ", "ae").replace("Æ", "Ae")
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn").lower()


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’ʻ`]", "", plain(name))).strip("-")


def read(path, delimiter="\t"):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as f:
        lines = (line for line in f if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL))


def hand_rows(table, key, clashes):
    """The rows of hand/<table>-*.tsv by key; the first file wins."""
    rows = {}
    for path in sorted(glob.glob(os.path.join(HERE, "hand", table + "-*.tsv"))):
        base = os.path.basename(path)
        if table == "names" and base.startswith("names-en-"):
            continue
        for row in read(path):
            row = {c: (row.get(c) or "").strip() for c in COLUMNS[table.split("-")[0]]}
            k = key(row)
            if k in rows and rows[k] != row:
                clashes.append(f"{base}: {' '.join(k) if isinstance(k, tuple) else k}")
                if table == "people":  # a later file may still fill empty cells
                    for c, v in row.items():
                        rows[k][c] = rows[k][c] or v
            rows.setdefault(k, row)
    return rows


def factbook(data):
    """(iso, role, title, name, since, until) of each row that names a head of a known polity."""
    for r in read(os.path.join(data, "leaders_factbook.tsv")):
        iso = GEC.get(r["gec"])
        if iso and not (any(m in r["name"] for m in SHARED_MONARCHS) and iso not in ("GB", "DK", "NL")):
            yield iso, r["role"], r["title"], r["name"], r["since"], r["until"], r["last_seen"]


def derive(data, offices):
    """People, offices and tenures of the polities that no hand row tells of."""
    told = {o["polity"] for o in offices.values()}
    by_office, people, made, tenures = collections.defaultdict(list), {}, {}, {}
    for iso, role, title, name, since, until, seen in factbook(data):
        cls = DERIVED_CLASSES.get(title)
        if iso in told or not cls or role == "HOS" and cls == "prime_minister":
            continue
        by_office[f"{iso}.{cls}"].append((since, name, until))
    for office, held in sorted(by_office.items()):
        iso, cls = office.split(".")
        made[office] = dict(id=office, polity=iso, rank="1" if cls != "monarch" else "2", source="factbook", **{"class": cls})
        held = sorted(set(held))
        for i, (since, name, until) in enumerate(held):
            clean = " ".join(w.capitalize() if w.isupper() and len(w) > 2 else w for w in re.sub(r"\(.*?\)|^(Dr|Sir|Gen)\.? ", "", name).split())
            pid = slug(clean)
            family = next((w.capitalize() for w in name.split() if w.isupper() and len(w) > 2), clean.split()[-1])
            people.setdefault(pid, dict(id=pid, name=clean, short=family, order="gf", gender="", country=iso, spouse="", wikidata="", source="factbook; unconfirmed"))
            end = day_before(held[i + 1][0]) if i + 1 < len(held) else day_before(until)
            tid = f"{office}/{pid}/{since[:4]}"
            tenures.setdefault(tid, dict(id=tid, person=pid, office=office, since=since, until=end, elected="", mode="", source="factbook; unconfirmed"))
    return people, made, tenures


def day_before(date):
    return (datetime.date.fromisoformat(date) - datetime.timedelta(1)).isoformat() if len(date) == 10 else date


def first(date):
    return datetime.date.fromisoformat((date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10])


def last(date):
    if not date:
        return datetime.date.max
    if len(date) == 10:
        return datetime.date.fromisoformat(date)
    if len(date) == 4:
        return datetime.date(int(date), 12, 31)
    y, m = map(int, date.split("-"))
    return datetime.date(y + m // 12, m % 12 + 1, 1) - datetime.timedelta(1)


def tokens(name):
    return [t for t in re.split(r"[^a-z0-9]+", plain(name)) if len(t) > 1 and t not in ("al", "el", "bin", "de", "da", "van", "von", "der", "dr", "sir", "the", "of")]


def same_name(forms, other):
    """Whether one of the token lists has a near match of two tokens (or its only one) in the other name."""
    theirs = tokens(other)
    for mine in forms:
        hits = sum(any(a == b or len(a) > 3 and difflib.SequenceMatcher(None, a, b).ratio() >= 0.7 for b in theirs) for a in mine)
        if mine and hits >= min(2, len(mine), len(theirs)) and hits:
            return True
    return False


class Sources:
    """The second sources: who is told to hold what, and since when."""

    def __init__(self, data):
        self.told = collections.defaultdict(list)  # polity, or polity and class -> (name, since, until, source)
        self.led = collections.defaultdict(list)  # polity -> (name, first day, last day that the source tells, source)
        for iso, _, _, name, since, until, seen in factbook(data):
            self.told[iso].append((name, since, until, "factbook"))
            if since:
                self.led[iso].append((name, first(since), last(until or seen), "factbook"))
        iso_of = {}
        for r in read(os.path.join(data, "countries_natural_earth.tsv")):
            code, q = next((v for k, v in r.items() if "iso" in k.lower() and v and len(v) == 2), ""), next((v for k, v in r.items() if k and "wikidata" in k.lower()), "")
            iso_of[q] = code
        self.ids = collections.defaultdict(list)  # iso -> (name, since, person id)
        for r in read(os.path.join(data, "leaders_wikidata_2022.csv"), ","):
            iso = iso_of.get(r["countryid"])
            if iso:
                self.told[iso].append((r["officeholderLabel"], r["start_year"], r["end_year"], "wikidata-2022"))
                if r["start_year"]:
                    self.led[iso].append((r["officeholderLabel"], last(r["start_year"]), first(r["end_year"] or "2022"), "wikidata-2022"))
                self.ids[iso].append((r["officeholderLabel"], r["start_year"], r["officeholder"]))
        for r in read(os.path.join(data, "leaders_2026-08-22.tsv")):
            self.told["eu" if r["country"] == "EU" else r["country"]].append((r["name_en"], r["since"], "", "leaders-2026"))
            if r["country"] != "EU":  # two of its ids there are other people's
                self.ids[r["country"]].append((r["name_en"], r["since"], r["wikidata"]))

        for file in ("foreign_ministers_listed_2022", "foreign_ministers_wikidata_2022"):
            for r in read(os.path.join(data, file + ".csv"), ","):
                iso = iso_of.get(r["country"])
                if iso and r["name"] and r["start"]:
                    self.told[iso, "foreign_minister"].append((r["name"], r["start"], "", "wikidata-2022"))

    def ids_of(self, tenure, polity, forms):
        """The Wikidata ids of who began to hold an office of the polity in that year under such a name."""
        return {i for name, since, i in self.ids.get(polity, ()) if since[:4] == tenure["since"][:4] and same_name(forms, name)}

    def of(self, tenure, office, forms):
        """Names of the sources that tell of this tenure: its start within ten days (the year where they know no more); of a head
        of state or government also that the same person led the polity at some time of it."""
        found = set()
        for name, since, until, source in self.told.get(office["polity"], []) + self.told.get((office["polity"], office["class"]), []):
            if not since:
                continue
            grain = min(len(since), len(tenure["since"]))
            near = since[:grain] == tenure["since"][:grain] if grain < 10 else abs((first(since) - first(tenure["since"])).days) <= 10
            if near and same_name(forms, name):
                found.add(source)
        if office["rank"] in ("1", "2") and tenure["since"]:
            begin, end = first(tenure["since"]), last(tenure["until"])
            found |= {source for name, a, b, source in self.led.get(office["polity"], []) if a < end and begin < b and same_name(forms, name)}
        return found


def news_holders(data, forms, offices, tenures):
    """The sources among the news, by the id of each tenure whose holder they name with the title of the office while it lasts."""
    classes = collections.defaultdict(set)
    for cls, words in TITLES.items():
        for w in words.split("|"):
            classes[w].add(cls)
    title = re.compile(r"(?<!\w)(" + "|".join(sorted(map(re.escape, classes), key=len, reverse=True)) + r")(?!\w)")
    longest = max((f.count(" ") + 1 for f in forms), default=1)
    held = collections.defaultdict(list)
    for t in tenures.values():
        held[t["person"]].append(t)
    found = collections.defaultdict(set)
    for source, file in (("news", "recent_news"), ("articles-2016-2019", "articles_2016_2019")):
        path = os.path.join(data, file + ".jsonl.gz")
        if not os.path.exists(path):
            continue
        with gzip.open(path, "rt", encoding="utf-8") as f:
            items = [json.loads(line) for line in f]
        for item in items:
            begin, end = (datetime.date.fromisoformat(item["date"]),) * 2 if item.get("date") else (datetime.date(2016, 1, 1), datetime.date(2019, 12, 31))
            for cls, person in titled(unicodedata.normalize("NFC", item["text"]).replace("\u00a0", " "), title, classes, forms, longest):
                for t in held[person]:
                    own = offices[t["office"]]["class"].split(".")[0]
                    if own not in TITLES and own.endswith("_minister") and not own.startswith("deputy_"):
                        own = "minister"  # of a field that has no word of its own here
                    if own in cls and first(t["since"]) <= end and begin <= last(t["until"]):
                        found[t["id"]].add(source)
    return found


def titled(text, title, classes, forms, longest):
    """(office classes, person) of each title with a full name within nine words."""
    for m in title.finditer(text.lower()):
        if re.search(r"(?:cựu|nguyên|cố|phó) $", text[max(0, m.start() - 8):m.start()].lower()):
            continue
        words = re.split(r"[,.;:!?\"“”()]", text[m.end():m.end() + 90] + " ")[0].replace(" - ", " ").replace("-", " ").lower().split()
        for i in range(min(len(words), 9)):
            spans = (" ".join(words[i:i + k]) for k in range(min(longest, len(words) - i), 1, -1))
            hit = next((s for s in spans if s in forms), None)
            if hit:
                yield from ((classes[m[1]], person) for person in sorted(forms[hit]))
                break


def agree(told, have):
    """Whether two dates agree at the coarser of their grains: days within ten days."""
    grain = min(len(told), len(have))
    return bool(have) and (told[:grain] == have[:grain] if grain < 10 else abs((first(told) - first(have)).days) <= 10)


def read_by_hand(tenures):
    """The sources that hand/confirmed-*.tsv names, by tenure id, and what is wrong with those rows: each gives what the source tells, the first
    day, the last day (or the successor's first), or a day (a whole month, year) in office."""
    found, wrong = collections.defaultdict(set), []
    for path in sorted(glob.glob(os.path.join(HERE, "hand", "confirmed-*.tsv"))):
        with open(path, encoding="utf-8") as f:
            lines = [(n, line.rstrip("\n").split("\t")) for n, line in enumerate(f, 1) if line.strip() and not line.startswith("#")]
        for n, cells in lines[1:]:
            place = f"{os.path.relpath(path, ROOT)}:{n}"
            if len(cells) != 5:
                wrong.append(f"{place}: {len(cells)} cells, not id, source, since, until, on")
                continue
            tid, source, since, until, on = cells
            t = tenures.get(tid)
            if not t:
                wrong.append(f"{place}: no such tenure {tid}")
            elif not re.fullmatch(r"(page:)?[a-z0-9-]+", source) or source in ("hand", "gap", "unconfirmed"):
                wrong.append(f"{place}: no name of a source: {source}")
            elif not (since or until or on) or not all(re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", c) for c in (since, until, on)):
                wrong.append(f"{place}: {tid}: no date since, until or on")
            elif since and not agree(since, t["since"]):
                wrong.append(f"{place}: {tid} begins {t['since']}, {source} says {since}")
            elif until and not agree(until, t["until"]):
                wrong.append(f"{place}: {tid} ends {t['until'] or 'never'}, {source} says {until}")
            elif on and not first(t["since"]) <= first(on) <= last(on) <= last(t["until"]):
                wrong.append(f"{place}: {tid} lasts from {t['since']} to {t['until'] or 'now'}, not on {on} as {source} says")
            else:
                found[tid].add(source)
    return found, wrong


def lint(people, offices, tenures, names):
    """Errors, warnings and gaps of the merged tables."""
    errors, warnings, gaps = [], [], []
    for t in tenures.values():
        if t["person"] not in people:
            errors.append(f"{t['id']}: no such person {t['person']}")
        if t["office"] not in offices:
            errors.append(f"{t['id']}: no such office {t['office']}")
        for c in ("since", "until", "elected"):
            if t[c] and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", t[c]):
                errors.append(f"{t['id']}: {c} {t[c]}")
        if t["mode"] not in ("", "acting", "disputed", "designate"):
            errors.append(f"{t['id']}: mode {t['mode']}")
        if t["until"] and first(t["since"]) > last(t["until"]):
            errors.append(f"{t['id']}: ends before it begins")
    for p in people.values():
        if p["spouse"] and p["spouse"] not in people:
            errors.append(f"{p['id']}: no such spouse {p['spouse']}")
        if p["order"] not in ("fg", "gf", "1") or p["gender"] not in ("m", "f", ""):
            errors.append(f"{p['id']}: order {p['order']} gender {p['gender']}")
    for i, form in names:
        if i not in people:
            errors.append(f"names: no such person {i} ({form})")
    shared = collections.defaultdict(set)
    for i, form in [*names, *((p["id"], p["name"]) for p in people.values())]:
        if (i, form) not in names or names[i, form]["kind"] not in ("short", "epithet"):
            shared[form.replace("-", " ").casefold()].add(i)
    warnings += [f"one name, several people: {form}: {', '.join(sorted(ids))}" for form, ids in sorted(shared.items()) if len(ids) > 1]
    for polity in sorted({o["polity"] for o in offices.values() if re.fullmatch("[A-Z]{2}", o["polity"])} - {o["polity"] for o in offices.values() if o["rank"] == "1"}):
        warnings.append(f"{polity}: no office of rank 1")
    by_office = collections.defaultdict(list)
    for t in tenures.values():
        by_office[t["office"]].append(t)
    for office, held in sorted(by_office.items()):
        if office.count(".") > 1 or offices.get(office, {}).get("class") not in SINGLE:
            continue
        full = sorted((t for t in held if not t["mode"]), key=lambda t: (first(t["since"]), last(t["until"])))
        for a, b in zip(full, full[1:]):
            grain = min(len(a["until"]) or 10, len(b["since"]))
            if (a["until"] or "9")[:grain] > b["since"][:grain] and a["person"] != b["person"]:
                errors.append(f"{office}: {a['person']} to {a['until'] or 'now'} and {b['person']} from {b['since']}")
        both = sorted((t for t in held if t["mode"] != "disputed"), key=lambda t: (first(t["since"]), last(t["until"])))
        for a, b in zip(both, both[1:]):
            if "acting" in (a["mode"], b["mode"]) and last(a["until"]) > first(b["since"]) and len(b["since"]) == 10:
                warnings.append(f"{office}: {a['person']} {a['mode']} to {a['until'] or 'now'} and {b['person']} {b['mode']} from {b['since']}")
            if a["until"] and "gap" not in a["source"] and (first(b["since"]) - last(a["until"])).days > 60:
                gaps.append(f"{office}: from {a['until']} to {b['since']}")
    return errors, warnings, gaps


def check_holders(tenures):
    """Errors where the tables disagree with hand/holders.tsv (office, date, person): the one who holds it that day, disputed tenures aside."""
    errors = []
    for r in read(os.path.join(HERE, "hand", "holders.tsv")):
        day = datetime.date.fromisoformat(r["date"])
        held = {t["person"] for t in tenures.values() if t["office"] == r["office"] and t["mode"] != "disputed" and first(t["since"]) <= day <= last(t["until"])}
        if held != {r["person"]}:
            errors.append(f"{r['office']} on {r['date']}: {', '.join(sorted(held)) or 'nobody'}, not {r['person']}")
    return errors


def write(path, columns, rows, check):
    """Write the table, its comment lines kept; tell what changed."""
    comments = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            comments = [line for line in f if line.startswith("#")]
    old = {tuple(r.get(c) or "" for c in columns) for r in read(path)}
    new = {tuple(r[c] for c in columns) for r in rows}
    keys = (0, 1) if columns[1] == "form" else (0,)
    pick = lambda s: {tuple(r[k] for k in keys) for r in s}
    changed = pick(new - old) & pick(old - new)
    print(f"{os.path.relpath(path, ROOT)}: {len(rows)} rows, {len(pick(new) - pick(old))} new, {len(pick(old) - pick(new))} gone, {len(changed)} changed")
    if not check:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as f:
            f.writelines(comments)
            f.write("\t".join(columns) + "\n")
            f.writelines("\t".join(r[c] for c in columns) + "\n" for r in rows)


def tell(clashes, errors, warnings, gaps, holders, verbose):
    """Print what is wrong; the exit status."""
    errors = errors + holders
    for label, lines in (("clash", clashes), ("error", errors), ("warning", warnings), ("gap", gaps if verbose else [])):
        for line in lines:
            print(f"{label}: {line}")
    print(f"{len(clashes)} clashes, {len(errors)} errors, {len(warnings)} warnings, {len(gaps)} gaps of more than 60 days")
    return 1 if errors else 0


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--data")
    ap.add_argument("--lint", action="store_true")
    ap.add_argument("--check", action="store_true")
    ap.add_argument("--verbose", action="store_true")
    a = ap.parse_args()
    out = os.path.join(ROOT, "gazetteers")
    if a.lint:
        made = [{r["id"]: r for r in read(os.path.join(out, t + ".tsv"))} for t in ("people", "offices", "tenures")]
        names = {(r["id"], r["form"]): r for t in ("vi", "en") for r in read(os.path.join(out, "names", t + "-people.tsv"))}
        return tell([], *lint(*made, names), check_holders(made[2]), a.verbose)
    if not a.data:
        ap.error("--data DIR or --lint")
    clashes = []
    by_id, by_form = (lambda r: r["id"]), (lambda r: (r["id"], r["form"]))
    people, offices, tenures = (hand_rows(t, by_id, clashes) for t in ("people", "offices", "tenures"))
    vi, en = hand_rows("names", by_form, clashes), hand_rows("names-en", by_form, clashes)
    derived = derive(a.data, offices)
    for have, more in zip((people, offices, tenures), derived):
        for k, row in more.items():
            have.setdefault(k, row)

    for p in people.values():  # a marriage told once holds for both
        other = people.get(p["spouse"])
        if other and not other["spouse"]:
            other["spouse"] = p["id"]

    for p in people.values():  # Japanese names are written in both orders
        family, _, given = p["name"].partition(" ")
        if p["country"] == "JP" and p["order"] == "fg" and given and " " not in given:
            row = dict(id=p["id"], form=f"{given} {family}", kind="full", flags="", source="derived")
            vi.setdefault((p["id"], row["form"]), row)

    forms = collections.defaultdict(set)  # person -> written forms
    for p in people.values():
        forms[p["id"]] |= {p["name"], p["id"].replace("-", " ")}
    for table in (vi, en):
        for r in table.values():
            if r["kind"] != "short":
                forms[r["id"]].add(r["form"])
    lists = {p: [tokens(f) for f in sorted(fs)] for p, fs in forms.items()}
    lookup = collections.defaultdict(set)
    for p, fs in forms.items():
        for f in fs:
            lookup[f.replace("-", " ").lower()].add(p)
        if people.get(p, {}).get("country") == "JP":
            family, _, given = people[p]["name"].partition(" ")
            lookup[f"{given} {family}".lower()].add(p)
    sources = Sources(a.data)
    for p in people.values():
        if not p["wikidata"]:
            mine = [t for t in tenures.values() if t["person"] == p["id"] and t["office"] in offices]
            q = {i for t in mine for i in sources.ids_of(t, offices[t["office"]]["polity"], lists[p["id"]])}
            p["wikidata"] = q.pop() if len(q) == 1 else ""
    taken = collections.Counter(p["wikidata"] for p in people.values() if p["wikidata"])
    for p in people.values():
        if taken[p["wikidata"]] > 1:
            p["wikidata"] = ""
    seen = news_holders(a.data, lookup, offices, {k: t for k, t in tenures.items() if t["office"] in offices})
    checked, wrong = read_by_hand(tenures)
    if wrong:
        print("\n".join(f"error: {line}" for line in wrong))
        return 1
    confirmed = collections.Counter()
    for t in tenures.values():
        if t["office"] not in offices:
            continue
        second = sources.of(t, offices[t["office"]], lists.get(t["person"], [])) | seen.get(t["id"], set()) | checked[t["id"]]
        base = [s for s in re.split(r"; *", t["source"]) if s and s != "unconfirmed"]
        second -= set(base)
        outside = set(base) - {"hand", "gap"} if base != ["factbook"] else set()
        t["source"] = "; ".join(base + sorted(second) or ["hand"]) + ("" if second or outside else "; unconfirmed")
        heads = ["heads"] if offices[t["office"]]["rank"] in ("1", "2") else []
        for group in ("all", "since 2015" if t["since"] >= "2015" else "before 2015", "now" if not t["until"] else "closed", *heads):
            confirmed[group, "unconfirmed" not in t["source"]] += 1
    for p in people.values():
        mine = [t for t in tenures.values() if t["person"] == p["id"]]
        sure = any("unconfirmed" not in t["source"] for t in mine)
        if mine and p["source"] in ("hand", "hand; unconfirmed"):
            p["source"] = "hand" if sure else "hand; unconfirmed"

    errors, warnings, gaps = lint(people, offices, tenures, {**vi, **en})
    for name, table in (("people", people), ("offices", offices), ("tenures", tenures)):
        write(os.path.join(out, name + ".tsv"), COLUMNS[name], [table[k] for k in sorted(table)], a.check)
    for name, table in (("vi", vi), ("en", en)):
        write(os.path.join(out, "names", name + "-people.tsv"), COLUMNS["names"], [table[k] for k in sorted(table)], a.check)
    for group in ("all", "heads", "since 2015", "before 2015", "now", "closed"):
        n = confirmed[group, True] + confirmed[group, False]
        print(f"confirmed, {group}: {confirmed[group, True]} of {n} ({100 * confirmed[group, True] / max(n, 1):.1f} %)")
    if a.verbose:
        for t in tenures.values():
            if "unconfirmed" in t["source"] and t["since"] >= "2015":
                print("unconfirmed:", t["id"], t["since"], t["until"])
    return tell(clashes, errors, warnings, gaps, check_holders(tenures), a.verbose)


if __name__ == "__main__":
    sys.exit(main())
