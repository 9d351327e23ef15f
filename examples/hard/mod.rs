//! Texts that nobody writes, each of one pattern without end: reading them must cost no more a byte than other text does.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// What this thread has worked so far: processor time where the system tells it (Linux), so that what else the machine does
/// is not counted; else what a clock says.
#[allow(dead_code)] // Not all who read these texts time them so.
pub(crate) fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|t| t.split(' ').next()?.parse().ok());
    nanos.map_or_else(
        || {
            static START: OnceLock<Instant> = OnceLock::new();
            START.get_or_init(Instant::now).elapsed()
        },
        Duration::from_nanos,
    )
}

/// The name of each pattern, and its text of at least `bytes` bytes.
pub(crate) fn texts(bytes: usize) -> Vec<(&'static str, String)> {
    let repeat = |part: &str| part.repeat(bytes / part.len() + 1);
    let counted = |part: &dyn Fn(usize) -> String| {
        let mut text = String::new();
        let mut n = 0;
        while text.len() < bytes {
            text.push_str(&part(n));
            n += 1;
        }
        text
    };
    // A syllable for each digit, so that each number gives another name.
    let name = |n: usize| -> String {
        let syllables = [
            "Bala", "Kezo", "Dimu", "Foru", "Gasi", "Hepo", "Jano", "Lute", "Mori", "Neva",
        ];
        n.to_string()
            .bytes()
            .filter_map(|d| syllables.get(usize::from(d - b'0')))
            .copied()
            .collect::<Vec<_>>()
            .join("")
    };
    vec![
        (
            "one sentence of plain words",
            repeat("trời mưa gió thổi qua sông "),
        ),
        (
            "one sentence of triggers",
            repeat("gặp hội đàm với điện đàm thăm "),
        ),
        ("triggers and parties", repeat("ông Nam gặp bà Lan và ")),
        (
            "a list without end",
            format!("Ông Nam gặp {}", repeat("ông Minh, ông Phong, bà Hoa, ")),
        ),
        (
            "lists behind colons",
            repeat("gặp lãnh đạo hai nước: (Lào, Thái Lan; "),
        ),
        (
            "countries without end",
            repeat("Việt Nam, Pháp, Đức, Nhật Bản và "),
        ),
        ("and", repeat("và ")),
        ("names", counted(&|n| format!("ông {} ", name(n)))),
        (
            "two-word names",
            counted(&|n| format!("Ông Petro {} nói. ", name(n))),
        ),
        (
            "names that share a part",
            counted(&|n| format!("Ông {} Petrov gặp bà Lan. ", name(n))),
        ),
        ("one name again and again", repeat("Ông Trần Văn Nam. ")),
        (
            "meetings of different people",
            counted(&|n| format!("Ông Petro {} gặp bà Lana {}. ", name(n), name(n + 7))),
        ),
        (
            "visits",
            repeat("Tổng thống Pháp thăm Việt Nam. Thủ tướng Đức điện đàm với Tổng thống Nga. "),
        ),
        (
            "offices and names",
            counted(&|n| format!("Thủ tướng Đức Petro {} nói. ", name(n))),
        ),
        (
            "full and short names",
            repeat("Ông Petro Bala nói. Ông Petro đi. "),
        ),
        (
            "places of one name",
            repeat("ở thành phố San José và Georgia, "),
        ),
        (
            "roles in sentences",
            counted(&|n| format!("Tổng thống Nga gặp Petro {}. ", name(n))),
        ),
        (
            "roles",
            repeat("Thủ tướng Đức, Tổng thống Pháp, Ngoại trưởng Nga, "),
        ),
        ("titles", repeat("Chủ tịch Bộ trưởng Thủ tướng Tổng thống ")),
        ("open brackets", repeat("(")),
        ("brackets", repeat("ông Nam (bà Lan [")),
        ("quotes", repeat("\"ông ' ")),
        ("capitals", repeat("THỦ TƯỚNG ĐỨC GẶP TỔNG THỐNG PHÁP ")),
        (
            "capitals in lines",
            repeat("THỦ TƯỚNG ĐỨC GẶP TỔNG THỐNG PHÁP\n"),
        ),
        ("unknown capitals", counted(&|n| format!("{} ", name(n)))),
        ("dates", repeat("ngày 5/1/2026, ")),
        (
            "dates in sentences",
            repeat("Ngày 5/1 mưa. Cùng ngày, trời tạnh. "),
        ),
        ("time words", repeat("hôm qua sáng nay tuần trước ")),
        ("numbers", repeat("1.2.3/4-5:6 ")),
        ("digits", repeat("1234567890")),
        ("hyphens", repeat("Việt-Nam-")),
        ("letters", repeat("đ")),
        ("full stops", repeat(". ")),
        ("lines", repeat("Ông\n")),
        ("links", repeat("[Đức](http://a ")),
        ("cues", repeat("nếu không muốn từ chối đề nghị có thể ")),
        (
            "links of clauses",
            repeat("sau khi gặp ông Nam, trước khi thăm Đức, "),
        ),
        (
            "pronouns",
            repeat("Ông gặp bà. Hai bên hội đàm. Họ gặp nhau. "),
        ),
        (
            "one journey again and again",
            repeat("Thủ tướng Phạm Minh Chính thăm Pháp. "),
        ),
        (
            "two leaders",
            repeat("Hai nhà lãnh đạo gặp nhau hôm qua tại Hà Nội. "),
        ),
    ]
}
