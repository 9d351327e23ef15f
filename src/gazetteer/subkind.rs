//! The subkinds of rows that reading asks for, as the column `kind` of the gazetteers has them.

/// A body that makes or sells something.
pub(crate) const COMPANY: &str = "company";
/// A sports club.
pub(crate) const CLUB: &str = "club";
/// A paper, a station, an agency of news.
pub(crate) const PRESS: &str = "media";
/// States that act as one: the EU, NATO.
pub(crate) const UNION: &str = "bloc";
/// A chamber, an agency, a federation, an association.
pub(crate) const AGENCY: &str = "agency";
/// A part of the world, or of a country that no border of its own makes.
pub(crate) const REGION: &str = "region";
/// A house of a head of state.
pub(crate) const PALACE: &str = "palace";
/// Any other house.
pub(crate) const BUILDING: &str = "building";
/// A base of armed forces.
pub(crate) const BASE: &str = "base";
/// A unit of the first level of a country.
pub(crate) const PROVINCE: &str = "province";
