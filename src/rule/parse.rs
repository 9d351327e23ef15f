//! Text of a pattern -> [`ast`](super::ast).

use super::ast::{Fault, Node, Test, What};

/// Longest pattern, in bytes: far beyond what anyone can read.
const MAX_LENGTH: usize = 4096;
/// Deepest nesting of brackets and `!`; keeps recursion bounded.
const MAX_DEPTH: u32 = 40;
/// Largest number in `{m,n}`.
const MAX_REPEAT: u32 = 50;
/// Largest gap.
const MAX_GAP: u32 = 50;

/// Reads a pattern.
///
/// # Errors
/// The first fault, with the byte of the pattern it stands at.
pub(super) fn parse(pattern: &str) -> Result<Node, Fault> {
    if pattern.len() > MAX_LENGTH {
        return Err(Fault::new(
            0,
            format!("the pattern is longer than {MAX_LENGTH} bytes"),
        ));
    }
    let mut parser = Parser {
        text: pattern,
        at: 0,
        depth: 0,
    };
    let node = parser.either()?;
    match parser.peek() {
        None => Ok(node),
        Some(')') => Err(Fault::new(parser.at, "this bracket closes nothing")),
        Some(c) => Err(Fault::new(parser.at, format!("unexpected `{c}`"))),
    }
}

struct Parser<'p> {
    text: &'p str,
    at: usize,
    depth: u32,
}

impl<'p> Parser<'p> {
    fn rest(&self) -> &'p str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next character that is no white space.
    fn peek(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().chars().next()
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    /// The name of a kind or role.
    fn word(&mut self) -> &'p str {
        self.name("_-")
    }

    /// Letters, digits and the given marks.
    fn name(&mut self, marks: &str) -> &'p str {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || marks.contains(c)))
            .unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or("")
    }

    fn number(&mut self, most: u32) -> Result<u32, Fault> {
        let start = self.at;
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        self.at += end;
        match rest.get(..end).unwrap_or("").parse::<u32>() {
            _ if end == 0 => Err(Fault::new(start, "a number is missing here")),
            Ok(n) if n <= most => Ok(n),
            _ => Err(Fault::new(start, format!("the number is above {most}"))),
        }
    }

    fn node(&self, from: usize, what: What) -> Node {
        Node {
            at: from..self.at,
            what,
        }
    }

    fn either(&mut self) -> Result<Node, Fault> {
        self.peek();
        let from = self.at;
        let mut branches = vec![self.sequence()?];
        while self.take('|') {
            branches.push(self.sequence()?);
        }
        Ok(match branches.pop() {
            Some(only) if branches.is_empty() => only,
            Some(last) => {
                branches.push(last);
                self.node(from, What::Either(branches))
            }
            None => self.node(from, What::Sequence(Vec::new())),
        })
    }

    fn sequence(&mut self) -> Result<Node, Fault> {
        self.peek();
        let from = self.at;
        let mut items = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            items.push(self.item()?);
        }
        match items.pop() {
            None => Err(Fault::new(from, "nothing stands here").help(
                "a pattern, a bracket and each side of `|` need something in them; `X?` makes X optional",
            )),
            Some(only) if items.is_empty() => Ok(only),
            Some(last) => {
                items.push(last);
                let to = items.last().map_or(from, |n| n.at.end);
                Ok(Node {
                    at: from..to,
                    what: What::Sequence(items),
                })
            }
        }
    }

    fn item(&mut self) -> Result<Node, Fault> {
        self.peek();
        let from = self.at;
        if self
            .rest()
            .starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        {
            let name = self.word();
            if self.peek() == Some('=') {
                if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
                    return Err(Fault::new(
                        from,
                        format!("the role `{name}` begins with no lower-case letter"),
                    )
                    .help("roles are lower case, kinds begin with a capital"));
                }
                self.at += 1;
                self.peek();
                if let Some(inner) = self.role_in_role() {
                    return Err(inner);
                }
                let of = self.repeated()?;
                let name = name.to_string();
                return Ok(self.node(
                    from,
                    What::Role {
                        name,
                        of: Box::new(of),
                    },
                ));
            }
            self.at = from;
        }
        self.repeated()
    }

    /// `a=b=X` reads as a slip of the pen.
    fn role_in_role(&mut self) -> Option<Fault> {
        let from = self.at;
        let doubled = !self.word().is_empty() && self.peek() == Some('=');
        self.at = from;
        doubled.then(|| {
            Fault::new(from, "a role follows a role").help("write `a=(b=X)` if both are meant")
        })
    }

    fn repeated(&mut self) -> Result<Node, Fault> {
        self.peek();
        let from = self.at;
        let mut node = self.both()?;
        let mut repeats = false;
        while let Some(c) = self.peek() {
            let sign = self.at;
            let (min, max) = match c {
                '?' => (0, Some(1)),
                '*' => (0, None),
                '+' => (1, None),
                '{' => {
                    self.at += 1;
                    let bounds = self.bounds()?;
                    if !self.take('}') {
                        return Err(Fault::new(sign, "this `{` is not closed"));
                    }
                    self.at -= 1;
                    bounds
                }
                _ => break,
            };
            self.at += 1;
            if matches!(node.what, What::Start | What::End | What::Gap(_)) {
                return Err(Fault::new(
                    sign,
                    format!("`{c}` has nothing to repeat: gaps, `^` and `$` are not repeated"),
                ));
            }
            if repeats {
                return Err(Fault::new(sign, "a repeat follows a repeat")
                    .help("put the first in brackets if both are meant"));
            }
            repeats = true;
            node = self.node(
                from,
                What::Repeat {
                    of: Box::new(node),
                    min,
                    max,
                },
            );
        }
        Ok(node)
    }

    fn bounds(&mut self) -> Result<(u32, Option<u32>), Fault> {
        self.peek();
        let from = self.at;
        let min = self.number(MAX_REPEAT)?;
        if !self.take(',') {
            if min == 0 {
                return Err(Fault::new(from, "a repeat of nothing"));
            }
            return Ok((min, Some(min)));
        }
        if self.peek() == Some('}') {
            return Ok((min, None));
        }
        let max = self.number(MAX_REPEAT)?;
        if max < min || max == 0 {
            return Err(Fault::new(
                from,
                "the second number of a repeat is below the first",
            ));
        }
        Ok((min, Some(max)))
    }

    fn both(&mut self) -> Result<Node, Fault> {
        self.peek();
        let from = self.at;
        let first = self.single()?;
        if self.peek() != Some('&') {
            return Ok(first);
        }
        let mut all = vec![first];
        while self.take('&') {
            all.push(self.single()?);
        }
        Ok(self.node(from, What::Both(all)))
    }

    fn single(&mut self) -> Result<Node, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::new(
                self.at,
                format!("nested deeper than {MAX_DEPTH}"),
            ));
        }
        let node = self.single_inner();
        self.depth -= 1;
        node
    }

    fn single_inner(&mut self) -> Result<Node, Fault> {
        let c = self.peek();
        let from = self.at;
        match c {
            None => Err(Fault::new(from, "the pattern ends where an item should be")),
            Some('!') => {
                self.at += 1;
                let of = Box::new(self.single()?);
                Ok(self.node(from, What::Not(of)))
            }
            Some('(') => {
                self.at += 1;
                let mut inner = self.either()?;
                if !self.take(')') {
                    return Err(Fault::new(from, "this bracket is not closed"));
                }
                inner.at = from..self.at;
                Ok(inner)
            }
            Some('<') => self.class(from),
            Some('"') => self.literal(from),
            Some('~') => {
                self.at += 1;
                let n = self.number(MAX_GAP)?;
                if n == 0 {
                    return Err(Fault::new(from, "a gap of nothing"));
                }
                Ok(self.node(from, What::Gap(n)))
            }
            Some('^') => {
                self.at += 1;
                Ok(self.node(from, What::Start))
            }
            Some('$') => {
                self.at += 1;
                Ok(self.node(from, What::End))
            }
            Some(c) if c.is_ascii_alphabetic() => {
                let name = self.word().to_string();
                if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
                    return Err(Fault::new(
                        from,
                        format!("`{name}` is neither a kind nor a role"),
                    )
                    .help(format!(
                        "a lexicon class is written <{name}>, a word \"{name}\", a role {name}=…, and kinds begin with a capital"
                    )));
                }
                Ok(self.node(from, What::Kind(name)))
            }
            Some(c @ ('?' | '*' | '+' | '{')) => {
                Err(Fault::new(from, format!("`{c}` has nothing to repeat")))
            }
            Some(c) => Err(Fault::new(from, format!("unexpected `{c}`")).help(
                "words, marks and numbers are written in double quotes: \"of\", \",\", \"2\"",
            )),
        }
    }

    fn class(&mut self, from: usize) -> Result<Node, Fault> {
        self.at += 1;
        self.peek();
        let name = self.name("_-.").to_string();
        if name.is_empty() {
            return Err(Fault::new(self.at, "a class name is missing after `<`"));
        }
        let mut tests = Vec::new();
        loop {
            match self.peek() {
                Some('>') => {
                    self.at += 1;
                    break;
                }
                None => return Err(Fault::new(from, "this `<` is not closed")),
                Some(_) => {}
            }
            let start = self.at;
            let key = self.name("_-.").to_string();
            if key.is_empty() {
                return Err(Fault::new(start, "an attribute or `>` should stand here"));
            }
            let mut values = Vec::new();
            if self.take('=') {
                loop {
                    self.peek();
                    let begin = self.at;
                    let rest = self.rest();
                    // Values are those of the lexicon and need not be ASCII.
                    let end = rest
                        .find(|c: char| c.is_whitespace() || matches!(c, '>' | '|' | '<' | '='))
                        .unwrap_or(rest.len());
                    self.at += end;
                    let value = rest.get(..end).unwrap_or("");
                    if value.is_empty() {
                        return Err(Fault::new(begin, format!("`{key}=` has no value")));
                    }
                    values.push(value.to_string());
                    if !self.take('|') {
                        break;
                    }
                }
            }
            tests.push(Test { key, values });
        }
        Ok(self.node(from, What::Class { name, tests }))
    }

    fn literal(&mut self, from: usize) -> Result<Node, Fault> {
        self.at += 1;
        let rest = self.rest();
        // The quote itself is the literal `"""`: a mark is a word like any other.
        let (text, length) = if rest.starts_with("\"\"") {
            ("\"", 2)
        } else {
            match rest.find('"') {
                Some(end) => (rest.get(..end).unwrap_or(""), end + 1),
                None => return Err(Fault::new(from, "this quote is not closed")),
            }
        };
        self.at += length;
        if text.trim().is_empty() {
            return Err(Fault::new(from, "an empty word"));
        }
        Ok(self.node(from, What::Literal(text.trim().to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(pattern: &str) -> (usize, String) {
        let f = parse(pattern).expect_err(pattern);
        (f.at, f.message)
    }

    #[test]
    fn faults_point_at_their_place() {
        assert_eq!(
            fault("a=Person (<x>"),
            (9, "this bracket is not closed".into())
        );
        assert_eq!(fault("Person)"), (6, "this bracket closes nothing".into()));
        assert_eq!(fault("Person <x"), (7, "this `<` is not closed".into()));
        assert_eq!(fault("\"abc"), (0, "this quote is not closed".into()));
        assert_eq!(fault("Person{2"), (6, "this `{` is not closed".into()));
        assert_eq!(fault("Person{3,2}").0, 7);
        assert_eq!(fault("Person{999}").0, 7);
        assert_eq!(fault("(Person|)").0, 8);
        assert_eq!(fault("").0, 0);
        assert_eq!(fault("()").0, 1);
        assert_eq!(fault("+ Person").0, 0);
        assert_eq!(fault("~3+ Person").0, 2);
        assert_eq!(fault("Person ~0 Person").0, 7);
        assert_eq!(fault("Person ~ Person").0, 8);
        assert_eq!(fault("Person %").0, 7);
        assert_eq!(fault("A=Person").0, 0);
        assert_eq!(fault("a=b=Person").0, 2);
        assert_eq!(fault("person").1, "`person` is neither a kind nor a role");
        assert_eq!(fault("<x k=>").1, "`k=` has no value");
        assert_eq!(fault("\" \"").1, "an empty word");
        assert_eq!(fault("X??").0, 2);
        assert!(fault(&"(".repeat(3000)).1.contains("nested deeper"));
        assert!(fault(&"!".repeat(3000)).1.contains("nested deeper"));
        assert!(fault(&"X ".repeat(3000)).1.contains("longer than"));
    }

    #[test]
    fn binding_strength() {
        // `&` binds before postfix signs, those before `=`, that before `|`.
        let node = parse("a=X&Y+|Z").expect("valid");
        let What::Either(branches) = node.what else {
            panic!("not an alternative")
        };
        let What::Role { of, .. } = &branches[0].what else {
            panic!("not a role")
        };
        let What::Repeat { of, min: 1, .. } = &of.what else {
            panic!("not a repeat")
        };
        assert!(matches!(of.what, What::Both(_)));
    }
}
