//! A trie over word symbols: what the lexicon and the name index are looked up in.

use crate::vocabulary::Sym;
use std::collections::HashMap;

/// Values under sequences of symbols. Lookup costs one hash probe a word.
#[derive(Clone, Debug)]
pub(crate) struct Trie<T> {
    edges: HashMap<(u32, Sym), u32>,
    values: Vec<Option<T>>,
}

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Trie {
            edges: HashMap::new(),
            values: vec![None],
        }
    }
}

/// The root of every trie.
pub(crate) const ROOT: u32 = 0;

impl<T> Trie<T> {
    /// The value under `key`, made if absent.
    pub(crate) fn entry(&mut self, key: &[Sym]) -> &mut Option<T> {
        let mut node = ROOT;
        for sym in key {
            node = match self.edges.get(&(node, *sym)) {
                Some(n) => *n,
                None => {
                    let n = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
                    self.values.push(None);
                    self.edges.insert((node, *sym), n);
                    n
                }
            };
        }
        &mut self.values[node as usize]
    }

    /// The node one symbol further.
    pub(crate) fn step(&self, node: u32, sym: Sym) -> Option<u32> {
        if sym == Sym::UNKNOWN {
            return None;
        }
        self.edges.get(&(node, sym)).copied()
    }

    /// The value at a node.
    pub(crate) fn value(&self, node: u32) -> Option<&T> {
        self.values.get(node as usize).and_then(Option::as_ref)
    }
}
