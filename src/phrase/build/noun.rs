//! The noun phrase that a match of a noun rule becomes.

use super::{Given, Makes, PhraseRules};
use crate::extraction::{Kind, Words};
use crate::few::Few;
use crate::gazetteer::{DEPUTY, Gender};
use crate::lexicon::{ClassId, EntryId, parts};
use crate::mention::Mention;
use crate::phrase::{Head, Mods, Noun, Title, in_field};
use crate::rule::{Match, Position, RoleId};
use std::iter;

/// What a match is read from.
pub(super) struct Context<'a> {
    pub(super) positions: &'a [Position],
    pub(super) given: &'a Given<'a>,
    pub(super) rules: &'a PhraseRules,
}

impl Context<'_> {
    fn role(&self, m: &Match<'_>, role: Option<RoleId>) -> Option<&Position> {
        self.positions.get(m.get(role?)?.start)
    }

    fn mention(&self, m: &Match<'_>, role: Option<RoleId>) -> Option<usize> {
        let p = self.role(m, role)?;
        self.given.mention(p).map(|(i, _)| i)
    }

    /// The mentions of the rest of a list.
    fn others(&self, m: &Match<'_>) -> impl Iterator<Item = usize> {
        let range = self.rules.roles.others.and_then(|r| m.get(r));
        let positions = range.and_then(|r| self.positions.get(r)).unwrap_or(&[]);
        positions
            .iter()
            .filter_map(|p| self.given.mention(p))
            .map(|(i, _)| i)
    }

    fn attr(&self, e: Option<EntryId>, class: ClassId, key: &str) -> Option<&str> {
        self.cell(e, class, key).map(|v| &**v)
    }

    fn cell(&self, e: Option<EntryId>, class: ClassId, key: &str) -> Option<&Words> {
        self.given.lexicon.sense(e?, class)?.cell(key)
    }

    /// "đặc phái viên của ông A": the office of one who is sent, and the person who sends him.
    fn sent_by(&self, m: &Match<'_>) -> Option<(Title, usize)> {
        let all = &self.positions[m.span.clone()];
        let class = self.rules.classes.title;
        let first = all.first()?;
        self.attr(first.entry, class, "envoy")?;
        let person = all.iter().rev().find_map(|p| self.given.mention(p));
        let (person, _) = person.filter(|(_, m)| m.kind == Kind::Person)?;
        Some((self.title_at(first, class, m.rule), person))
    }

    fn title(&self, m: &Match<'_>, role: Option<RoleId>, class: ClassId) -> Option<Title> {
        Some(self.title_at(self.role(m, role)?, class, m.rule))
    }

    fn title_at(&self, p: &Position, class: ClassId, rule: usize) -> Title {
        let sense = p.entry.and_then(|e| self.given.lexicon.sense(e, class));
        let cell = |key: &str| sense.and_then(|s| s.cell(key));
        let says = |key: &str| cell(key).is_some();
        Title {
            classes: match (cell("office"), cell("field")) {
                (None, _) => Few::None,
                (Some(office), Some(field)) => parts(office).map(|c| in_field(&c, field)).collect(),
                (Some(office), None) => parts(office).collect(),
            },
            polity: cell("polity").cloned(),
            home: self.rules.makes[rule] == Makes::Role && says("home"),
            abroad: says("abroad"),
            posted: says("posted"),
            sent: says("sent"),
            tokens: p.tokens.clone(),
        }
    }

    /// The gender that the words beside the name tell: the honorific or pronoun, else a title ("nữ hoàng").
    fn gender(&self, m: &Match<'_>) -> Option<Gender> {
        let (k, r) = (&self.rules.classes, &self.rules.roles);
        let titles = [r.titles[0], r.titles[1], r.titles[2], r.role, r.spouse];
        let words = [r.honorific, r.pronoun].into_iter().chain(titles);
        let classes = [k.honorific, k.pronoun, k.kin, k.title, k.role];
        let lexicon = self.given.lexicon;
        let told = |e: EntryId| {
            let senses = classes.iter().filter_map(|c| lexicon.sense(e, *c));
            senses
                .filter_map(|s| s.attr("gender"))
                .find_map(|g| match g {
                    "m" => Some(Gender::Male),
                    "f" => Some(Gender::Female),
                    _ => None,
                })
        };
        for role in words {
            let entry = self.role(m, role).and_then(|p| p.entry);
            if let Some(gender) = entry.and_then(told) {
                return Some(gender);
            }
        }
        None
    }

    /// Whether a word before the office says that it is its holder's deputy who is meant.
    fn deputy(&self, m: &Match<'_>) -> bool {
        let first = self.rules.roles.mods.first().copied().flatten();
        let word = self.role(m, first);
        word.is_some_and(|p| {
            self.attr(p.entry, self.rules.classes.modifier, "mod") == Some("deputy")
        })
    }

    fn mods(&self, m: &Match<'_>) -> Mods {
        let mut mods = Mods::default();
        let (r, k) = (&self.rules.roles, &self.rules.classes);
        // A title's own row may say it, where the two words would be read as another.
        let said = r.mods.iter().map(|role| (role, k.modifier));
        // "Ngoại trưởng Mỹ khi đó là ông A".
        let then = r.mods.iter().map(|role| (role, k.then));
        for (role, class) in said.chain(then).chain([(&r.titles[0], k.title)]) {
            let Some(p) = self.role(m, *role) else {
                continue;
            };
            match self.attr(p.entry, class, "mod") {
                Some("former") => mods.former = true,
                Some("new") => mods.new = true,
                Some("acting") => mods.acting = true,
                Some("elect") => mods.elect = true,
                Some("late") => mods.late = true,
                Some("there") => mods.there = true,
                _ => {}
            }
        }
        mods
    }

    /// The phrase of a match; `None` where the match says nothing (a group word that is a common plural).
    pub(super) fn noun(&self, m: &Match<'_>) -> Option<Noun> {
        let r = &self.rules.roles;
        let k = &self.rules.classes;
        let makes = self.rules.makes[m.rule];
        let mut titles: Few<Title> = Few::None;
        // A second title after a comma is the same person's; one that follows at once names whose aide it is.
        let mut first = self.title(m, r.titles[0], k.title);
        // "phó tổng tham mưu trưởng": an office of its own, which nobody holds by being the chief.
        if self.deputy(m)
            && let Some(title) = &mut first
        {
            for class in title.classes.iter_mut() {
                *class = [DEPUTY, &**class].concat().into();
            }
        }
        let between = |a: &Option<Title>, b: &Option<Title>| match (a, b) {
            (Some(a), Some(b)) => self
                .positions
                .iter()
                .any(|p| p.tokens.start >= a.tokens.end && p.tokens.end <= b.tokens.start),
            _ => false,
        };
        let second = self.title(m, r.titles[1], k.title);
        let third = self.title(m, r.titles[2], k.title);
        let aide = second.is_some() && !between(&first, &second);
        titles.extend(first);
        let mut under = Vec::new();
        if let Some(p) = self.role(m, r.titles[0])
            && let Some(whose) = self.cell(p.entry, k.title, "under")
        {
            under.extend(parts(whose));
        }
        if aide {
            under.extend(second.iter().flat_map(|t| t.classes.iter().cloned()));
        } else {
            titles.extend(second);
            titles.extend(third);
        }
        titles.extend(
            self.title(m, r.role, k.role)
                .filter(|t| !t.classes.is_empty()),
        );
        if let (Some(t), true) = (self.title(m, r.role, k.title), titles.is_empty()) {
            titles.push(t);
        }
        let whose = (makes == Makes::Other).then(|| self.sent_by(m)).flatten();
        if let Some((title, _)) = &whose {
            titles.push(title.clone());
        }
        let mut head = match makes {
            Makes::Person => Head::Person,
            Makes::Role if aide => Head::Other,
            Makes::Role => Head::Role,
            Makes::Group => Head::Group,
            Makes::Pair => Head::Pair,
            Makes::Pronoun => Head::Pronoun,
            Makes::Other if whose.is_some() => Head::Role,
            Makes::Other => Head::Other,
        };
        if let Some(sp) = self.title(m, r.spouse, k.role) {
            titles = iter::once(sp).chain(titles.iter().cloned()).collect();
        }
        let members: Vec<usize> = r
            .members
            .iter()
            .filter_map(|x| self.mention(m, *x))
            .chain(self.others(m))
            .collect();
        let number_word = self.role(m, r.number);
        let group_word = self.role(m, r.group);
        let mut number = members.len().try_into().unwrap_or(0);
        let (mut of, mut sides) = (None, None);
        if let Some(p) = group_word {
            number = self
                .attr(p.entry, k.group, "number")
                .and_then(|n| n.parse().ok())
                .unwrap_or(0);
            of = self.cell(p.entry, k.group, "of").cloned();
            sides = self.cell(p.entry, k.group, "sides").cloned();
        }
        if let Some(p) = number_word {
            match self.attr(p.entry, k.plural, "number") {
                Some("each") => return None,
                n => number = n.and_then(|n| n.parse().ok()).unwrap_or(number),
            }
        }
        let of_states =
            head == Head::Group && !titles.is_empty() && of.as_deref() == Some("country");
        if head == Head::Group {
            if let Some(t) = titles.first() {
                of = t.classes.first().cloned();
            }
            if of.is_none() {
                of = Some("party".into());
            }
        }
        let mut first_person = false;
        if makes == Makes::Pronoun {
            let e = self.role(m, r.pronoun)?.entry;
            first_person = self.attr(e, k.pronoun, "person") == Some("1");
            if self.attr(e, k.pronoun, "number") == Some("several") {
                number = 0;
            } else if first_person {
                number = 1;
            }
            let people = self.attr(e, k.pronoun, "number");
            if let Some(two) = people.filter(|p| matches!(*p, "plural" | "any")) {
                head = Head::Group;
                number = if two == "plural" { 2 } else { 0 };
                of = Some("party".into());
            }
        }
        let tokens = crate::rule::tokens_of(self.positions, m.span.clone());
        let mut core = tokens.clone();
        if let Some(h) = self.role(m, r.honorific)
            && h.tokens.start == core.start
        {
            core.start = h.tokens.end;
        }
        if let Some(n) = number_word
            && n.tokens.start == core.start
        {
            core.start = n.tokens.end;
        }
        let titles_are_spouse = titles
            .first()
            .and_then(|t| t.classes.first())
            .is_some_and(|c| matches!(&**c, "spouse" | "first_lady"));
        Some(Noun {
            tokens,
            core,
            head,
            titles,
            polity: self.mention(m, r.polity),
            post: self.mention(m, r.post),
            whose: whose.map(|(_, person)| person),
            under,
            name: if makes == Makes::Other {
                None
            } else {
                self.mention(m, r.name).or_else(|| members.first().copied())
            },
            more: members.get(1..).unwrap_or(&[]).to_vec(),
            mods: self.mods(m),
            gender: self.gender(m),
            number,
            of,
            sides,
            first_person,
            of_states,
            pronoun: makes == Makes::Pronoun,
            companion: self
                .role(m, r.honorific)
                .is_some_and(|p| self.attr(p.entry, k.role, "office") == Some("spouse"))
                || (matches!(makes, Makes::Person | Makes::Role) && titles_are_spouse),
            kin: self.positions.get(m.span.start).is_some_and(|p| {
                let lexicon = self.given.lexicon;
                p.entry.is_some_and(|e| lexicon.is(e, k.relative))
            }),
            trade: self.positions[m.span.clone()]
                .iter()
                .any(|p| self.attr(p.entry, k.profession, "trade").is_some()),
            same_as: None,
            rule: Some(m.rule),
        })
    }
}

/// A mention that no rule joined to anything.
pub(super) fn bare(index: usize, m: &Mention) -> Noun {
    Noun {
        tokens: m.tokens.clone(),
        core: m.tokens.clone(),
        head: match m.kind {
            Kind::Person => Head::Person,
            Kind::Country | Kind::City | Kind::Place => Head::Place,
            Kind::Organization => Head::Organization,
            Kind::Occasion => Head::Occasion,
        },
        titles: Few::None,
        polity: None,
        post: None,
        whose: None,
        under: Vec::new(),
        name: Some(index),
        more: Vec::new(),
        mods: Mods::default(),
        gender: None,
        number: 1,
        of: None,
        sides: None,
        first_person: false,
        of_states: false,
        pronoun: false,
        companion: false,
        kin: false,
        trade: false,
        same_as: None,
        rule: None,
    }
}
