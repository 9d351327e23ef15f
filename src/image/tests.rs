use super::*;
use crate::builtin;
use crate::pack::{Cell, Pack};
use crate::{Document, Extractor};
use jiff::civil::date;
use std::borrow::Cow;
use std::collections::HashMap;

/// Stale or wrong, an image would be worse than none: it is what building makes of the tables now, byte for byte.
#[test]
fn the_image_is_what_building_makes() {
    let (image, more) = Extractor::builder().image().unwrap();
    assert!(image == builtin::image());
    assert_eq!([builtin::tables(), &more].concat(), builtin::text());
}

#[test]
fn what_is_read_is_what_was_written() {
    let mut from = Reader::new(builtin::image(), builtin::text());
    let extractor = Extractor::read(&mut from).unwrap();
    assert!(from.is_done());
    let mut to = Writer::new(builtin::tables());
    extractor.write(&mut to);
    let (image, more) = to.finish();
    assert!(image == builtin::image());
    assert_eq!([builtin::tables(), &more].concat(), builtin::text());
}

/// The same files as a user's take the way through the tables.
#[test]
fn the_built_in_pack_as_a_users_reads_alike() {
    let files = Pack::builtin().files.into_iter();
    let users = files.fold(Extractor::builder().without_builtin(), |b, (path, text)| {
        b.table(&path, &text)
    });
    let users = users.static_relations(true).build().unwrap();
    let builtin = Extractor::builder().static_relations(true).build().unwrap();
    let texts = [
        include_str!("../../examples/texts/bai-bao.txt"),
        include_str!("../../examples/texts/tin-van.txt"),
    ];
    for text in texts {
        let document = Document::new(text).date(date(2026, 1, 6));
        let found = builtin.extract(&document);
        assert!(!found.relations.is_empty());
        assert_eq!(found, users.extract(&document));
        assert_eq!(builtin.trace(&document), users.trace(&document));
    }
    assert!(builtin.name_forms().eq(users.name_forms()));
    assert_eq!(builtin.rule("noun.title"), users.rule("noun.title"));
    assert_eq!(
        builtin.holder("KR.president", date(2026, 1, 6)),
        users.holder("KR.president", date(2026, 1, 6))
    );
}

/// What a value becomes on its way through an image; `None` where a part of the image is enough to read it.
fn way<T: Stored>(value: &T) -> Option<T> {
    let mut to = Writer::new("the text");
    value.write(&mut to);
    let (image, more) = to.finish();
    let (image, text) = (&*image.leak(), &*["the text", &more].concat().leak());
    for end in 0..image.len() {
        if T::read(&mut Reader::new(&image[..end], text)).is_some() {
            return None;
        }
    }
    let mut from = Reader::new(image, text);
    let value = T::read(&mut from);
    value.filter(|_| from.is_done())
}

#[test]
fn plain_things_come_back() {
    for n in [0, 1, 0x7F, 0x80, 0x3FFF, 0x4000, u64::MAX - 1, u64::MAX] {
        assert_eq!(way(&n), Some(n));
        assert_eq!(way(&n.cast_signed()), Some(n.cast_signed()));
    }
    assert_eq!(way(&Some('đ')), Some(Some('đ')));
    assert_eq!(way(&None::<u8>), Some(None));
    for day in [date(-44, 3, 15), date(2026, 1, 6), jiff::civil::Date::MAX] {
        assert_eq!(way(&day), Some(day));
    }
    let strings = vec![
        "".to_string(),
        "elsewhere".into(),
        "else".into(),
        "elsewhere".into(),
    ];
    assert_eq!(way(&strings), Some(strings));
    let map: HashMap<Box<str>, [u16; 2]> = [("b".into(), [1, 2]), ("a".into(), [3, 400])].into();
    assert_eq!(way(&map), Some(map));
}

#[test]
fn a_number_too_large_for_its_type_is_none() {
    let mut to = Writer::new("");
    70_000u32.write(&mut to);
    let (image, _) = to.finish();
    assert_eq!(u16::read(&mut Reader::new(image.leak(), "")), None);
}

#[test]
fn parts_of_the_text_take_no_room() {
    static TEXT: &str = "the text";
    let mut to = Writer::new(TEXT);
    for part in [&TEXT[4..], &TEXT[..3], "new"] {
        Cow::<str>::Borrowed(part).write(&mut to);
    }
    let (image, more) = to.finish();
    assert_eq!(more, "new");
    let mut from = Reader::new(image.leak(), "the textnew");
    for part in ["text", "the", "new"] {
        assert_eq!(Cell::read(&mut from).as_deref(), Some(part));
    }
}

#[test]
fn rows_come_one_lot_at_a_time() {
    lots::<1>();
    lots::<2>();
    lots::<16>();
}

fn lots<const AT_ONCE: usize>() {
    for length in [0, 1, 15, 16, 17, 40] {
        let own: Vec<(u32, String)> = (0..length).map(|n| (n, format!("row {n}"))).collect();
        let mut to = Writer::new("");
        Rows::<_, AT_ONCE>::from(own.clone()).write(&mut to);
        7u8.write(&mut to);
        let (image, more) = to.finish();
        let mut from = Reader::new(image.leak(), more.leak());
        let mut rows = Rows::<(u32, String), AT_ONCE>::read(&mut from).unwrap();
        // What stands behind them does not wait for them.
        assert_eq!(u8::read(&mut from), Some(7));
        assert_eq!(rows.len(), own.len());
        assert_eq!(rows.get(own.len()), None);
        assert_eq!(rows.get(own.len() / 2), own.get(own.len() / 2));
        assert!(rows.iter().eq(&own));
        rows.made().push((99, "new".into()));
        assert_eq!(rows.len(), own.len() + 1);
        assert_eq!(rows.get(own.len()).map(|r| r.0), Some(99));
        assert_eq!(
            rows.get(0).map(|r| r.0),
            Some(if own.is_empty() { 99 } else { 0 })
        );
    }
}
