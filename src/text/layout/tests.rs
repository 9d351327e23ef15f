use super::BlockKind::{self, *};
use crate::text::tests::read;

fn kinds(text: &str) -> Vec<BlockKind> {
    read(text).0.into_iter().map(|(k, _)| k).collect()
}

const BODY: &str = "Sáng nay, Chủ tịch thành phố đã tiếp đoàn doanh nghiệp nước bạn đang ở thăm. Hai bên trao đổi nhiều việc.";

#[test]
fn headline_before_text() {
    assert_eq!(
        kinds(&format!(
            "Chủ tịch thành phố tiếp đoàn doanh nghiệp\n\n{BODY}"
        )),
        [Headline, Paragraph]
    );
    // With a stop, only where it is short; a sentence alone is none.
    assert_eq!(
        kinds(&format!(
            "Chủ tịch thành phố tiếp đoàn doanh nghiệp.\n{BODY}"
        )),
        [Headline, Paragraph]
    );
    assert_eq!(kinds(&format!("{BODY}\n{BODY}")), [Paragraph, Paragraph]);
    assert_eq!(
        kinds("Chủ tịch thành phố tiếp đoàn doanh nghiệp"),
        [Paragraph]
    );
}

#[test]
fn a_rubric_is_no_headline() {
    assert_eq!(
        kinds(&format!("Thế giới\nÔng Minh thăm bà Lan ở Huế\n{BODY}")),
        [Teaser, Headline, Paragraph]
    );
}

#[test]
fn credits_make_captions() {
    for caption in [
        "Chủ tịch và đoàn khách tại buổi tiếp - Ảnh: REUTERS",
        "Chủ tịch và đoàn khách tại buổi tiếp ngày 22.10 ẢNH: AFP",
        "Chủ tịch và đoàn khách tại buổi tiếp. (Ảnh: Văn A/Báo B)",
        "Chủ tịch và đoàn khách tại buổi tiếp. Ảnh: Bộ Ngoại giao.",
        "Ảnh: Chủ tịch N.V.An (trái) và đoàn khách tại buổi tiếp hôm qua ở thành phố. (Ảnh TASS)",
        "Ảnh minh họa",
        "Photo : Hãng tin News",
    ] {
        assert_eq!(
            kinds(&format!(
                "Tiếp đoàn doanh nghiệp nước bạn\n{BODY}\n{caption}\n{BODY}"
            )),
            [Headline, Paragraph, Caption, Paragraph],
            "{caption}"
        );
    }
    // The word alone makes none.
    assert_eq!(
        kinds(&format!(
            "{BODY}\nẢnh chụp màn hình cho thấy hai ông bắt tay nhau rất lâu."
        )),
        [Paragraph, Paragraph]
    );
}

#[test]
fn a_credit_line_makes_the_line_before_its_caption() {
    assert_eq!(
        kinds(&format!(
            "{BODY}\nĐoàn khách tại buổi tiếp.\nẢnh: Reuters.\n{BODY}"
        )),
        [Paragraph, Caption, Caption, Paragraph]
    );
}

#[test]
fn a_caption_in_a_paragraph_is_cut_out() {
    let (blocks, _) = read(&format!(
        "{BODY} Đoàn khách tại buổi tiếp. Ảnh: AFP. {BODY}"
    ));
    assert_eq!(
        blocks,
        [
            (Paragraph, BODY.to_owned()),
            (Caption, "Đoàn khách tại buổi tiếp. Ảnh: AFP.".to_owned()),
            (Paragraph, BODY.to_owned()),
        ]
    );
    let (blocks, _) = read(
        "Đoàn khách hôm 22.10 ẢNH: REUTERS Ông Minh nói rằng hai bên sẽ còn gặp nhau nhiều lần nữa trong năm",
    );
    assert_eq!(
        blocks[0],
        (Caption, "Đoàn khách hôm 22.10 ẢNH: REUTERS".to_owned())
    );
    assert_eq!(blocks[1].0, Paragraph);
}

#[test]
fn a_short_line_alone_between_paragraphs_is_no_text() {
    assert_eq!(
        kinds(&format!(
            "{BODY}\n{BODY}\nBà Lan và đoàn khách ở Huế\n{BODY}"
        )),
        [Paragraph, Paragraph, Caption, Paragraph]
    );
}

#[test]
fn bylines() {
    for byline in [
        "Nguyễn Minh Hằng",
        "Theo Reuters",
        "Minh An (Theo Reuters, AFP)",
        "Minh An (theo BBC / Reuters)",
        "(TTXVN/Vietnam+)",
        "Minh An/VOV.VN (tổng hợp)",
        "Minh An (t / h)",
        "Minh An ẢNH: REUTERS",
    ] {
        assert_eq!(
            kinds(&format!("{BODY}\n{byline}")),
            [Paragraph, Byline],
            "{byline}"
        );
    }
    for text in [
        "Theo kế hoạch, ông sẽ về nước.",
        "Hàn Quốc và Nhật Bản",
        "Ông Minh đi.",
    ] {
        assert_eq!(
            kinds(&format!("{BODY}\n{text}")),
            [Paragraph, Paragraph],
            "{text}"
        );
    }
}

#[test]
fn lists_of_headlines() {
    let list = "Bà Lan thăm Huế\nGiá gạo tăng mạnh trong tuần\nĐội bóng quận gặp khách";
    assert_eq!(
        kinds(&format!("{BODY}\n{list}")),
        [Paragraph, Teaser, Teaser, Teaser]
    );
    assert_eq!(
        kinds(&format!(
            "{BODY}\nXem thêm: Giá gạo tăng mạnh trong tuần\n{BODY}"
        )),
        [Paragraph, Teaser, Paragraph]
    );
    let two = "Bà Lan thăm Huế\nGiá gạo tăng mạnh trong tuần";
    assert_eq!(
        kinds(&format!("{BODY}\n{two}")),
        [Paragraph, Paragraph, Paragraph]
    );
    assert_eq!(
        kinds(&format!("{BODY}\nTIN LIÊN QUAN\n{two}\n{BODY}")),
        [Paragraph, Noise, Teaser, Teaser, Paragraph]
    );
}

#[test]
fn links_and_pictures() {
    let (blocks, sentences) = read(&format!(
        "{BODY}\n![Bà Lan ở Huế](https://a.vn/b-600x432.jpg)\n{BODY}\n[Giá gạo tăng](https://a.vn/c)"
    ));
    assert_eq!(
        blocks.iter().map(|b| b.0).collect::<Vec<_>>(),
        [Paragraph, Caption, Paragraph, Teaser]
    );
    assert_eq!(blocks[1].1, "Bà Lan ở Huế");
    assert!(sentences.iter().all(|s| !s.contains("http")));
    // A link within a sentence does not break it.
    let (_, sentences) = read("Theo [Báo Mới](https://a.vn), bà Lan đã về.");
    assert_eq!(sentences, ["Theo [Báo Mới](https://a.vn), bà Lan đã về."]);
}

#[test]
fn noise() {
    for noise in [
        "Video đang HOT",
        "/.",
        "23:58:56 11/02/2025",
        "Chia sẻ",
        "https://a.vn/b",
    ] {
        let kinds = kinds(&format!("{BODY}\n{noise}\n{BODY}"));
        assert!(
            kinds == [Paragraph, Noise, Paragraph] || kinds == [Paragraph, Paragraph],
            "{noise} {kinds:?}"
        );
    }
    assert_eq!(
        kinds("Chia sẻ kinh nghiệm là việc hai bên rất quan tâm."),
        [Paragraph]
    );
}

#[test]
fn what_readers_write_under_a_text_is_no_part_of_it() {
    let text = "Ông Minh sáng nay tiếp bà Lan tại Huế và bàn về cầu mới.\n\nÝ kiến bạn đọc (2)\n\nHai ông bà gặp nhau là phải.\n\nTrả lời ngay";
    assert_eq!(
        kinds(text),
        [
            BlockKind::Paragraph,
            BlockKind::Noise,
            BlockKind::Noise,
            BlockKind::Noise
        ]
    );
    // A button among the text heads nothing, nor does a heading over the text itself.
    for text in [
        "Ông Minh sáng nay tiếp bà Lan tại Huế và bàn về cầu mới.\n\nBình luận\n\nHai ông bà gặp nhau hai giờ.",
        "Ý kiến bạn đọc\n\nÔng Minh sáng nay tiếp bà Lan tại Huế và bàn về cầu mới.\n\nHai ông bà gặp nhau hai giờ.",
    ] {
        let paragraphs = kinds(text)
            .iter()
            .filter(|k| **k == BlockKind::Paragraph)
            .count();
        assert_eq!(paragraphs, 2, "{text}");
    }
}

#[test]
fn a_button_above_the_text_heads_no_comments() {
    let lead =
        "Ông Minh sáng nay tiếp bà Lan tại Huế và bàn về cầu mới qua sông, theo tin của văn phòng.";
    let tail = [
        "Hai ông bà gặp nhau hai giờ.",
        "Trước đó một ngày, ông Minh đến Đà Nẵng và dự lễ khai giảng của một trường nghề lớn trong vùng.",
        "Bà Lan về nước vào cuối tuần, sau khi thăm thêm hai khu công nghiệp ở ngoại ô thành phố.",
    ];
    let texts = |lines: &[&str]| {
        let all = kinds(&lines.join("\n\n"));
        all.iter().filter(|k| **k == Paragraph).count()
    };
    // The text goes on, with a byline or without.
    let [first, second, third] = tail;
    assert_eq!(texts(&[lead, "Bình luận (12)", first, second, third]), 4);
    assert_eq!(
        texts(&[lead, "Bình luận (12)", "Lê Mai", second, third, "Trần Quân"]),
        3
    );
    assert_eq!(texts(&[lead, "Bình luận (12)", second, third]), 3);
    // Nobody says more about it than it says; those who do have names, times or buttons.
    assert_eq!(texts(&[lead, "Bình luận (12)", first]), 1);
    assert_eq!(texts(&[lead, second, third, "Bình luận (2)", second]), 3);
    for signs in [
        "Lê Mai",
        "2 giờ trước",
        "Thích (4) - Trả lời",
        "20/1/2026 10:25",
    ] {
        for heading in ["Bình luận (2)", "Bình luận"] {
            assert_eq!(
                texts(&[lead, heading, second, signs, third, signs]),
                1,
                "{heading} {signs}"
            );
        }
    }
    // The button above and the heading below.
    assert_eq!(
        texts(&[
            lead,
            "Bình luận (2)",
            second,
            third,
            "Bình luận (2)",
            second,
            first
        ]),
        3
    );
}
