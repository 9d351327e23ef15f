//! Who held which office on a day, where the tables must not be wrong; and what names can mean.

#![allow(clippy::unwrap_used)] // Helpers of tests fail by it, as tests do.

use hoidam::{Extractor, Kind};
use jiff::civil::Date;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builder().build().unwrap());

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The best holder's id, `+` and the mode where it is not held in full.
fn holder(office: &str, date: &str) -> String {
    match EXTRACTOR.holder(office, day(date)).first() {
        None => "nobody".to_string(),
        Some(h) if h.mode.is_empty() => h.person.clone(),
        Some(h) => format!("{}+{}", h.person, h.mode),
    }
}

#[track_caller]
fn held(office: &str, list: &[(&str, &str)]) {
    let wrong: Vec<String> = list
        .iter()
        .map(|(date, person)| (date, person, holder(office, date)))
        .filter(|(_, person, found)| found != *person)
        .map(|(date, person, found)| format!("{office} on {date}: {found}, not {person}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn president_of_south_korea() {
    held(
        "Tổng thống Hàn Quốc",
        &[
            ("2024-12-01", "yoon-suk-yeol"),
            ("2024-12-20", "han-duck-soo+acting"),
            ("2025-03-01", "choi-sang-mok+acting"),
            ("2025-06-05", "lee-jae-myung"),
        ],
    );
}

#[test]
fn prime_minister_of_japan() {
    held(
        "Thủ tướng Nhật Bản",
        &[
            ("2020-12-01", "suga-yoshihide"),
            ("2025-10-20", "ishiba-shigeru"),
            ("2025-10-22", "takaichi-sanae"),
        ],
    );
}

#[test]
fn president_of_the_united_states() {
    held(
        "Tổng thống Mỹ",
        &[("2025-01-19", "joe-biden"), ("2025-01-21", "donald-trump")],
    );
}

#[test]
fn top_offices_of_vietnam() {
    held(
        "Tổng Bí thư",
        &[
            ("2024-05-01", "nguyen-phu-trong"),
            ("2024-08-04", "to-lam"),
            ("2024-10-22", "to-lam"),
            ("2026-04-08", "to-lam"),
        ],
    );
    held(
        "Chủ tịch nước",
        &[
            ("2024-05-01", "vo-thi-anh-xuan+acting"),
            ("2024-08-04", "to-lam"),
            ("2024-10-22", "luong-cuong"),
            ("2026-04-08", "to-lam"),
        ],
    );
    held(
        "Thủ tướng Chính phủ",
        &[
            ("2024-05-01", "pham-minh-chinh"),
            ("2024-08-04", "pham-minh-chinh"),
            ("2024-10-22", "pham-minh-chinh"),
            ("2026-04-08", "le-minh-hung"),
        ],
    );
    held(
        "Chủ tịch Quốc hội",
        &[
            ("2024-05-01", "vuong-dinh-hue"),
            ("2024-08-04", "tran-thanh-man"),
            ("2024-10-22", "tran-thanh-man"),
            ("2026-04-08", "tran-thanh-man"),
        ],
    );
}

#[test]
fn prime_ministers_who_change_often() {
    held(
        "Thủ tướng Thái Lan",
        &[
            ("2022-06-01", "prayut-chan-ocha"),
            ("2022-09-01", "prawit-wongsuwan+acting"),
            ("2023-05-01", "prayut-chan-ocha"),
            ("2023-09-01", "srettha-thavisin"),
            ("2024-09-01", "paetongtarn-shinawatra"),
            ("2025-08-01", "phumtham-wechayachai+acting"),
            ("2025-10-01", "anutin-charnvirakul"),
        ],
    );
    held(
        "Thủ tướng Pháp",
        &[
            ("2022-01-15", "jean-castex"),
            ("2023-01-15", "elisabeth-borne"),
            ("2024-03-01", "gabriel-attal"),
            ("2024-11-01", "michel-barnier"),
            ("2025-02-01", "francois-bayrou"),
            ("2025-09-15", "sebastien-lecornu"),
        ],
    );
    held(
        "Thủ tướng Anh",
        &[
            ("2022-06-01", "boris-johnson"),
            ("2022-10-01", "liz-truss"),
            ("2022-10-26", "rishi-sunak"),
            ("2024-07-04", "rishi-sunak"),
            ("2024-07-06", "keir-starmer"),
            ("2025-12-01", "keir-starmer"),
        ],
    );
}

#[test]
fn chancellors_pope_and_secretary_general() {
    held(
        "Thủ tướng Đức",
        &[
            ("2021-12-07", "angela-merkel"),
            ("2021-12-09", "olaf-scholz"),
            ("2025-05-07", "friedrich-merz"),
        ],
    );
    held(
        "Giáo hoàng",
        &[
            ("2013-01-01", "benedict-xvi"),
            ("2025-04-20", "pope-francis"),
            ("2025-04-30", "nobody"),
            ("2025-05-09", "leo-xiv"),
        ],
    );
    held(
        "Tổng Thư ký Liên hợp quốc",
        &[
            ("2016-12-31", "ban-ki-moon"),
            ("2017-01-01", "antonio-guterres"),
        ],
    );
}

#[test]
fn changes_of_2026() {
    held(
        "Thủ tướng Anh",
        &[
            ("2026-07-01", "keir-starmer"),
            ("2026-07-21", "andy-burnham"),
        ],
    );
    held(
        "Thủ tướng Hungary",
        &[
            ("2026-05-01", "viktor-orban"),
            ("2026-05-10", "peter-magyar"),
        ],
    );
    held("Tổng thống Peru", &[("2026-07-29", "keiko-fujimori")]);
}

#[test]
fn offices_by_id_by_role_and_bare() {
    held("KR.president", &[("2025-06-05", "lee-jae-myung")]);
    held("nhà lãnh đạo Triều Tiên", &[("2025-06-05", "kim-jong-un")]);
    held("nhà lãnh đạo Đức", &[("2025-06-05", "friedrich-merz")]);
    held("mâm xôi", &[("2025-06-05", "nobody")]);
    held("", &[("2025-06-05", "nobody")]);
}

#[test]
fn after_the_tables_day_an_open_tenure_is_assumed() {
    let as_of = EXTRACTOR.gazetteer_as_of().unwrap();
    let before = EXTRACTOR.holder("Tổng thống Hàn Quốc", as_of);
    assert!(!before[0].assumed);
    let after = EXTRACTOR.holder("Tổng thống Hàn Quốc", as_of.tomorrow().unwrap());
    assert!(after[0].assumed);
    assert!(after[0].row.starts_with("gazetteers/tenures.tsv:"));
}

#[test]
fn a_new_holder_is_one_line() {
    let own = "id\tperson\toffice\tsince\nX/1\tto-lam\tJP.prime_minister\t2030-01-01\n";
    let x = Extractor::builder()
        .table("gazetteers/tenures-own.tsv", own)
        .build()
        .unwrap();
    let found = x.holder("Thủ tướng Nhật Bản", day("2030-02-01"));
    assert_eq!(found[0].person, "to-lam");
    assert_eq!(found[0].row, "gazetteers/tenures-own.tsv:2");
}

#[test]
fn initials_before_a_family_name() {
    let ids = |name: &str| -> Vec<String> {
        let found = EXTRACTOR.lookup(name, None);
        found.into_iter().map(|m| m.id).collect()
    };
    assert_eq!(ids("V.Putin"), ["vladimir-putin"]);
    assert_eq!(ids("D. J. Trump"), ["donald-trump"]);
    assert!(ids("Q.Putin").is_empty());
    assert!(ids("V.").is_empty());
}

#[test]
fn names_and_what_they_can_mean() {
    let ids = |name: &str| -> Vec<String> {
        let found = EXTRACTOR.lookup(name, Some(day("2025-11-01")));
        found.into_iter().map(|m| m.id).collect()
    };
    assert_eq!(ids("Takaichi Sanae"), ["takaichi-sanae"]);
    assert_eq!(ids("Sanae Takaichi"), ["takaichi-sanae"]);
    assert_eq!(ids("tập cận bình"), ["xi-jinping"]);
    assert!(ids("Washington").len() > 1);
    assert!(ids("Ấm Chén Bát").is_empty());
    // Who holds an office that day goes first among those of one family name.
    assert_eq!(ids("Lee")[0], "lee-jae-myung");
    let england = EXTRACTOR.lookup("Anh", None);
    assert_eq!(
        (england[0].kind, england[0].ambiguous),
        (Kind::Country, true)
    );
    assert_eq!(england[0].form_kind, "full");
}

#[test]
fn without_a_day_all_offices_are_told() {
    let all = EXTRACTOR.lookup("Tô Lâm", None);
    let classes: Vec<&str> = all[0].offices.iter().map(|h| h.class.as_str()).collect();
    assert!(classes.contains(&"public_security_minister") && classes.contains(&"party_leader"));
    let since: Vec<_> = all[0].offices.iter().map(|h| h.since.clone()).collect();
    assert!(since.windows(2).all(|w| w[0] >= w[1]), "{since:?}");
}
