//! Who is meant: names bound to persons over the whole document, roles to holders, groups and pronouns to antecedents.

mod bare;
mod bind;
mod entities;
mod hint;
mod holders;
mod leader;
mod near;
mod roles;
mod short;
mod state;
mod words;

pub(crate) use bind::{Home, bind, of_class};
pub(crate) use entities::{DocEntities, DocEntity, EntityNo, GivenOffice};
pub(crate) use roles::{COUNTERPART, RoleContext, RoleTable};
pub(crate) use short::CROWD;
pub(crate) use state::{Bond, Series, State, Together};
