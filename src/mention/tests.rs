//! Whole sentences through the stage: the pack's own lexicon, small tables of the tests' own. A sentence marks the expected
//! mentions itself, `[kind name]`; whatever else the stage finds, or finds otherwise, fails.

use super::{Cues, Mention, NameLists, mentions};
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::pack::FileText;
use crate::text::Text;
use crate::vocabulary::Vocabulary;
use proptest::prelude::*;
use std::sync::LazyLock;

const COUNTRIES: &str = "id\tname
US\tMỹ
CN\tTrung Quốc
KR\tHàn Quốc
JP\tNhật Bản
GB\tAnh
RU\tNga
VN\tViệt Nam
DE\tĐức
";
const CITIES: &str = "id\tcountry\tname\tpopulation
tokyo\tJP\tTokyo\t9000000
vladimir\tRU\tVladimir\t300000
lincoln\tUS\tLincoln\t290000
hue\tVN\tHuế\t400000
cambridge-gb\tGB\tCambridge\t120000
cambridge-us\tUS\tCambridge\t118000
moscow-ru\tRU\tMoscow\t10000000
moscow-us\tUS\tMoscow\t25000
";
const ORGANIZATIONS: &str = "id\tkind\tname
reuters\tmedia\tReuters
eu\tbloc\tLiên minh châu Âu
mofa\tministry\tBộ Ngoại giao Trung Quốc
";
const OCCASIONS: &str = "id\tkind\tname
eu-summit\tsummit\tHội nghị thượng đỉnh Liên minh châu Âu
cop\tconference\tCOP
";
const PEOPLE: &str = "id\tname\tshort
lee\tLee Jae Myung\tLee
lee-2\tLee Hsien Loong\tLee
putin\tVladimir Putin\tPutin
";
const NAMES: &str = "id\tform\tkind\tflags
US\tMỹ\tfull\tambiguous
GB\tAnh\tfull\tambiguous
RU\tNga\tfull\tambiguous
DE\tĐức\tfull\tambiguous
CN\tTrung\tshort\tambiguous
KR\tHàn\tshort\tambiguous
JP\tNhật\tshort\tambiguous
VN\tViệt\tshort\tambiguous
putin\tPutin\tshort\talone
cop\tCOP\tshort\tambiguous
eu\tEU\tabbreviation\t
eu-summit\tEU\tshort\tambiguous
";

struct Pack {
    vocabulary: Vocabulary,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    without_people: Gazetteer,
    cues: Cues,
}

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    let files = [
        ("countries.tsv", FileText::Builtin(COUNTRIES)),
        ("cities.tsv", FileText::Builtin(CITIES)),
        ("organizations.tsv", FileText::Builtin(ORGANIZATIONS)),
        ("occasions.tsv", FileText::Builtin(OCCASIONS)),
        ("people.tsv", FileText::Builtin(PEOPLE)),
        ("names/vi.tsv", FileText::Builtin(NAMES)),
    ];
    let gazetteer = Gazetteer::build(&files, false, &mut vocabulary).unwrap();
    let without_people = Gazetteer::build(&files, true, &mut vocabulary).unwrap();
    let mut lexicon = Lexicon::default();
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/languages/vi/lexicon");
    let mut paths: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let table = std::fs::read_to_string(&path).unwrap();
        lexicon
            .add_table(
                path.to_str().unwrap(),
                FileText::Read(&table),
                &mut vocabulary,
            )
            .unwrap();
    }
    let cues = Cues::new(&lexicon, &mut vocabulary);
    Pack {
        vocabulary,
        lexicon,
        gazetteer,
        without_people,
        cues,
    }
});

fn read(text: &str) -> (Text<'_>, Vec<Mention>) {
    let text = Text::read(text, &PACK.vocabulary, &PACK.lexicon);
    let mut found = Vec::new();
    mentions(
        &text,
        &PACK.cues,
        &PACK.gazetteer,
        &mut NameLists::default(),
        &mut found,
    );
    (text, found)
}

/// The text with its mentions marked; nested ones inside their outer one.
fn marked(raw: &str, text: &Text<'_>, found: &[Mention]) -> String {
    let mut edges: Vec<(usize, bool, usize, String)> = Vec::new();
    for (n, m) in found.iter().enumerate() {
        let span = text.span(m.tokens.clone());
        edges.push((span.start, true, n, format!("[{} ", m.kind.as_str())));
        edges.push((span.end, false, found.len() - n, "]".into()));
    }
    edges.sort();
    let mut out = String::new();
    let mut at = 0;
    for (pos, _, _, mark) in edges {
        out.push_str(&raw[at..pos]);
        out.push_str(&mark);
        at = pos;
    }
    out.push_str(&raw[at..]);
    out
}

#[track_caller]
fn check(expected: &str) {
    let mut raw = String::new();
    let mut rest = expected;
    while let Some(open) = rest.find('[') {
        raw.push_str(&rest[..open].replace(']', ""));
        let kind = rest[open..].find(' ').unwrap();
        rest = &rest[open + kind + 1..];
    }
    raw.push_str(&rest.replace(']', ""));
    let (text, found) = read(&raw);
    assert_eq!(marked(&raw, &text, &found), expected);
}

#[test]
fn title_country_name() {
    check("Tổng thống [country Hàn Quốc] [person Lee Jae Myung] sẽ thăm [city Tokyo].");
    check("Ngoại trưởng [country Đức] [person Klaus Brandt] gặp bà [person Brandt].");
    check("Tổng thống [country Nga] [person Vladimir Putin] tiếp Thị trưởng [city Tokyo].");
}

#[test]
fn short_countries_in_pairs_only() {
    check("Quan hệ [country Mỹ] - [country Trung] đang xấu đi.");
    check("Hợp tác [country Hàn]-[country Nhật]-[country Mỹ] được nhắc tới.");
    check("Trung đã tới bến xe từ sớm.");
}

#[test]
fn given_names_and_idioms_are_no_countries() {
    check("Ông dạy tiếng Anh cho chị [person Nga] từ năm ngoái.");
    check("Ca sĩ [person Đức Phúc] hát ở [city Huế].");
    check("Cuốn sách nổi tiếng [country Nhật Bản] vừa ra mắt.");
    check("Phi công [country Nga] đã hạ cánh.");
}

#[test]
fn names_of_many_peoples() {
    check("Thứ trưởng [person Ri Yong - ho] và ông [person al-Sharaa] vắng mặt.");
    check("Ông [person V.Putin] và Thủ tướng [person Ke-vin Rát] hội đàm.");
    check("Thái tử [person Mohammed bin Rashid] tiếp ông [person Đoàn Đăng Khoát].");
    check("Bà [person Ursula von der Leyen] lên tiếng.");
}

#[test]
fn one_word_names_lean_on_the_document() {
    check("Bà [person Aiko Tanaka] từ chức. Theo luật sư, [person Tanaka] sẽ về quê.");
    check("Ông [person Trần Văn Bảy] bị bắt. Sau đó [person Bảy] khai nhận.");
    check("Ông [person Lincoln] tới dự.");
}

#[test]
fn behind_a_unit_stands_its_name_or_its_head() {
    check("Chủ tịch UBND xã [person Đặng Văn Lượng] vắng mặt.");
    check("Chủ tịch UBND xã [place Tân Khê] [person Đặng Văn Lượng] vắng mặt.");
    check("Bí thư Huyện ủy Tân Khê [person Đặng Văn Lượng] vắng mặt.");
    check("Trưởng thôn [person Mai Văn Đoan] vắng mặt, trưởng thôn [place Tân Khê] cũng vậy.");
    check("Ông [person Mai Văn Đoan], Trưởng Công an xã [place Lê Minh Ân], vắng mặt.");
    check("Trưởng Công an xã [place Lê Minh Ân], huyện [place Tân Khê], vắng mặt.");
    check("Phường [place Lê Minh Ân] yên tĩnh. Trưởng Công an phường [place Lê Minh Ân] vắng mặt.");
}

#[test]
fn names_of_odd_syllables() {
    check("Hôm ấy, [person Giàng A Súa] gặp [person Mùa A Chống]. Sau đó [person Súa] im lặng.");
    check("Đại biểu [person Phan Trung Quốc] vắng mặt.");
    check("Vụ trưởng Vụ Pháp chế [person Lê Đại Khoa] vắng mặt.");
}

#[test]
fn another_bearer_of_a_name_is_not_the_one_known() {
    check("Ông [person David Moss] vắng mặt. Sau đó tàu David Ross rời cảng.");
    check("Ông [person David Moss] từ chức. Câu lạc bộ cho biết [person Moss] sẽ về quê.");
}

#[test]
fn organizations_and_what_is_in_them() {
    check("Theo [organization Bộ Ngoại giao [country Trung Quốc]], cuộc gặp bị hủy.");
    check("[organization Liên minh châu Âu] phản đối, [organization Reuters] đưa tin.");
    check("Công ty sản xuất thép [organization Kurosaki] phá sản.");
}

#[test]
fn gatherings_with_their_edition() {
    check(
        "Bà dự [occasion Hội nghị thượng đỉnh [organization Liên minh châu Âu] lần thứ 12] ở [city Huế].",
    );
    check(
        "Sau [occasion [organization EU] 2025] là [occasion COP30], [occasion COP 31] và [occasion COP-32].",
    );
    check("Khi [organization EU] 27 nước đã ký, hôm 26/10 [organization EU] họp.");
    check(
        "Bên lề [occasion Diễn đàn Kinh tế [country Việt Nam] - [country Hàn Quốc] 2025], họ gặp nhau.",
    );
    check("Bà dự [occasion khóa họp lần thứ 9 của [organization Liên minh châu Âu]].");
    check("Ông tới [occasion Hội nghị Bộ trưởng Năng lượng [organization EU] 2025].");
}

#[test]
fn a_gathering_of_a_row_keeps_its_id_with_an_edition_inside() {
    let (_, found) = read("Ông dự Hội nghị thượng đỉnh lần thứ 12 Liên minh châu Âu.");
    let ids = |m: &Mention| -> Vec<String> {
        let id = |e: &crate::gazetteer::EntityIx| PACK.gazetteer.entity(*e).id.to_string();
        m.candidates.iter().map(id).collect()
    };
    assert_eq!(found[0].kind, crate::extraction::Kind::Occasion);
    assert_eq!(ids(&found[0]), ["eu-summit"]);
}

#[test]
fn what_two_hold_is_no_named_gathering() {
    check("Hội nghị thượng đỉnh [country Mỹ] - [country Nga] đã kết thúc.");
    check("Thượng đỉnh [person Vladimir Putin] - [person Lee Jae Myung] bị hoãn.");
    check("Hội nghị thượng đỉnh khép lại. Ông phát biểu tại hội nghị ở [city Huế].");
    check("Cuộc đối thoại [country Mỹ] - [country Trung] bế tắc.");
}

#[test]
fn places_by_their_nouns() {
    check("Ông sinh ở xã [place Gò Nổi], gần cầu [place Vĩnh Tuy].");
    check("Họ gặp nhau tại bang [place Wakanda].");
}

#[test]
fn ordinary_words_behind_nouns_are_no_names() {
    check("Hiệu trưởng Trường Y dược tặng Bệnh viện Nhi đồng một xe cứu thương.");
    check("Tàu sân bay USS Margaret Boone cập cảng. Đoàn công tác T.Ư đã tới.");
}

#[test]
fn bylines_and_credits() {
    check("Mỹ phẩm tăng giá\nGiá bán lẻ tăng từ tháng trước.\n[person Thu Hằng]");
    check("Buổi lễ sáng nay. Ảnh: [person VIỆT DŨNG]");
}

#[test]
fn lines_of_capitals_take_the_documents_names() {
    check("THỦ TƯỚNG [person TANAKA] GẶP BÁO GIỚI\nThủ tướng [person Aiko Tanaka] trả lời.");
}

#[test]
fn candidates_stay_and_the_documents_person_goes_first() {
    let (_, found) = read("Tổng thống Lee Jae Myung tới Tokyo. Ông Lee ở lại ba ngày.");
    let last = found.last().unwrap();
    let ids: Vec<&str> = last
        .candidates
        .iter()
        .map(|e| &*PACK.gazetteer.entity(*e).id)
        .collect();
    assert_eq!(ids, ["lee", "lee-2"]);
}

#[test]
fn cities_of_the_countries_named_go_first() {
    let first = |raw: &str| {
        let (_, found) = read(raw);
        let m = found.last().unwrap();
        PACK.gazetteer.entity(m.candidates[0]).id.to_string()
    };
    assert_eq!(first("Ông học ở Cambridge."), "cambridge-gb");
    assert_eq!(first("Ông sang Mỹ học ở Cambridge."), "cambridge-us");
    assert_eq!(first("Ông từ Mỹ bay tới Moscow."), "moscow-ru");
}

#[test]
fn shapes_suffice_without_rows_of_people() {
    let raw = "Tổng thống Hàn Quốc Lee Jae Myung gặp ông Vladimir Putin. Ông Lee cảm ơn.";
    let text = Text::read(raw, &PACK.vocabulary, &PACK.lexicon);
    let mut found = Vec::new();
    mentions(
        &text,
        &PACK.cues,
        &PACK.without_people,
        &mut NameLists::default(),
        &mut found,
    );
    assert_eq!(
        marked(raw, &text, &found),
        "Tổng thống [country Hàn Quốc] [person Lee Jae Myung] gặp ông [person Vladimir Putin]. Ông [person Lee] cảm ơn."
    );
}

proptest! {
    /// Whatever the words: in order, within the text, never crossing, and `inside` tells the smallest outer one.
    #[test]
    fn mentions_nest(words in prop::collection::vec(
        prop::sample::select(vec![
            "Tổng thống", "ông", "Anh", "Mỹ", "Trung", "-", "Lee", "Jae", "Myung", "Bộ", "Ngoại giao", "Trung Quốc",
            "Vladimir", "Putin", "V.", "al-", "tại", "Tokyo", "(", ")", "\"", ",", ".", "\n", "ẢNH", ":", "và", "Đức",
            "Phúc", "bin", "B", "12", "tuổi", "Hội nghị", "lần thứ", "2025", "EU", "COP30", "U23", "Liên minh châu Âu", "tiếng", "'", "…",
        ]), 0..40), gaps in prop::collection::vec(any::<bool>(), 40)) {
        let mut raw = String::new();
        for (w, gap) in words.iter().zip(gaps) {
            raw.push_str(w);
            if gap {
                raw.push(' ');
            }
        }
        let (text, found) = read(&raw);
        for (n, m) in found.iter().enumerate() {
            prop_assert!(m.tokens.start < m.tokens.end && m.tokens.end <= text.tokens.len());
            let outer = found[..n].iter().rposition(|o| o.tokens.end >= m.tokens.end);
            prop_assert_eq!(m.inside, outer);
            for o in &found[..n] {
                prop_assert!(o.tokens.start <= m.tokens.start);
                prop_assert!(o.tokens.end <= m.tokens.start || o.tokens.end >= m.tokens.end);
                prop_assert!(o.tokens != m.tokens);
            }
        }
    }

    /// Any text at all is read.
    #[test]
    fn reads_anything(raw in any::<String>()) {
        read(&raw);
    }
}
