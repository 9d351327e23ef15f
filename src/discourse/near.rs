//! The rows that a full name comes near to which no row bears: with another name in its middle, or with a slip of the pen.

use super::bind::fits_class;
use super::hint::Hint;
use super::words::words_of;
use crate::extraction::Kind;
use crate::gazetteer::{EntityIx, Gazetteer};
use crate::mention::Mention;
use crate::text::Text;
use crate::text::fold::fold_word;

/// A name of fewer letters may be another one where one letter differs.
const LONG_ENOUGH: usize = 8;

/// The persons whom a name may mean that no row bears. Linear in the rows that have held what the phrase calls them.
pub(super) fn near_rows(
    text: &Text<'_>,
    m: &Mention,
    hint: &Hint<'_>,
    gazetteer: &Gazetteer,
) -> Vec<EntityIx> {
    let rows = without_middle(text, m, gazetteer);
    match rows.is_empty() {
        true => misspelt(text, m, hint, gazetteer),
        false => rows,
    }
}

/// The persons whose name it is with one more in its middle ("Sergei Kuzhugetovich Shoigu", "John F. Kelly"), and who are known by its
/// last word.
fn without_middle(text: &Text<'_>, m: &Mention, gazetteer: &Gazetteer) -> Vec<EntityIx> {
    let mut words = words_of(text, &m.tokens);
    let three = [words.next(), words.next(), words.next(), words.next()];
    let [Some(first), Some(_), Some(last), None] = three else {
        return Vec::new();
    };
    let ends = [text.tokens[first], text.tokens[last]];
    let forms = |at: usize| {
        let mut found = Vec::new();
        gazetteer.names_at(&ends, at, &mut found);
        let whole = found.into_iter().filter(|f| f.end == ends.len());
        whole.map(|f| gazetteer.name(f.name).entity)
    };
    let known: Vec<EntityIx> = forms(1).collect();
    let person = |c: &EntityIx| gazetteer.entity(*c).kind == Kind::Person && known.contains(c);
    forms(0).filter(person).collect()
}

/// Of those who have held the office that the phrase tells, in the state that it names, who are called so but for a slip: "Tổng thống Mỹ
/// Donad Trump".
fn misspelt(text: &Text<'_>, m: &Mention, hint: &Hint<'_>, gazetteer: &Gazetteer) -> Vec<EntityIx> {
    let Some(polity) = hint.polity.filter(|_| !hint.classes.is_empty()) else {
        return Vec::new();
    };
    let name = letters(text.slice(m.tokens.clone()));
    if name.len() < LONG_ENOUGH {
        return Vec::new();
    }
    let offices = gazetteer.offices_of(polity).iter().filter(|o| {
        let office = gazetteer.office(**o);
        hint.classes.iter().any(|c| fits_class(c, office))
    });
    let tenures = offices.flat_map(|o| gazetteer.tenures_of_office(*o));
    let mut people: Vec<EntityIx> = tenures.map(|t| gazetteer.tenure(*t).person).collect();
    people.sort_unstable();
    people.dedup();
    people.retain(|p| {
        let mut forms = gazetteer.names_of(*p);
        forms.any(|f| f.words > 1 && one_slip(&name, &letters(&f.form)))
    });
    people
}

/// The letters of a name, small.
fn letters(name: &str) -> Vec<char> {
    let mut folded = String::with_capacity(name.len());
    fold_word(name, &mut folded);
    folded.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Whether one name is the other with one letter more, less, or another one, or with two that follow each other the wrong way round.
fn one_slip(a: &[char], b: &[char]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev());
    let same = same.take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - same], &b[..b.len() - same]) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([x, y], [v, w]) => x == w && y == v,
        _ => false,
    }
}
