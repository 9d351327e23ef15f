//! A trie over word symbols: what the lexicon and the name index are looked up in.

use crate::image::{Reader, Stored, Writer};
use crate::vocabulary::Sym;

/// Values under sequences of symbols. The first symbol is an index, each further one costs a hash probe.
#[derive(Clone, Debug)]
pub(crate) struct Trie<T> {
    /// For each symbol the node under the root, 0 if none: most words of a text begin nothing.
    first: Vec<u32>,
    /// Node, symbol and the node they lead to (0: free). The length is a power of two, at most half of it taken.
    edges: Vec<(u32, u32, u32)>,
    taken: usize,
    nodes: Vec<Node<T>>,
}

#[derive(Clone, Debug)]
struct Node<T> {
    value: Option<T>,
    /// The symbols of the edges that leave it, each as one of 64 bits: most words of a text go on nothing, which this tells
    /// without a look at the edges.
    leaves: u64,
}

impl<T> Node<T> {
    const EMPTY: Node<T> = Node {
        value: None,
        leaves: 0,
    };
}

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Trie {
            first: Vec::new(),
            edges: Vec::new(),
            taken: 0,
            nodes: vec![Node::EMPTY],
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
            node = match self.step(node, *sym) {
                Some(n) => n,
                None => self.add(node, *sym),
            };
        }
        &mut self.nodes[node as usize].value
    }

    fn add(&mut self, node: u32, sym: Sym) -> u32 {
        let n = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node::EMPTY);
        if let Some(from) = self.nodes.get_mut(node as usize) {
            from.leaves |= bit(sym);
        }
        if node == ROOT {
            let at = sym.index();
            if self.first.len() <= at {
                self.first.resize(at + 1, 0);
            }
            if let Some(slot) = self.first.get_mut(at) {
                *slot = n;
            }
            return n;
        }
        if self.edges.len() < 2 * (self.taken + 1) {
            let old = std::mem::take(&mut self.edges);
            self.edges = vec![(0, 0, 0); (old.len() * 2).max(256)];
            for edge in old.into_iter().filter(|e| e.2 != 0) {
                self.place(edge);
            }
        }
        self.taken += 1;
        self.place((node, sym.number(), n));
        n
    }

    fn place(&mut self, edge: (u32, u32, u32)) {
        let mask = self.edges.len().wrapping_sub(1);
        let mut at = hash(edge.0, edge.1) & mask;
        while let Some(slot) = self.edges.get_mut(at) {
            if slot.2 == 0 {
                *slot = edge;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// Whether any key begins with a symbol.
    #[inline]
    pub(crate) fn begins(&self, sym: Sym) -> bool {
        self.first.get(sym.index()).is_some_and(|n| *n != 0)
    }

    /// The node one symbol further.
    pub(crate) fn step(&self, node: u32, sym: Sym) -> Option<u32> {
        if node == ROOT {
            return self.first.get(sym.index()).copied().filter(|n| *n != 0);
        }
        let node_leaves = self.nodes.get(node as usize).map_or(0, |n| n.leaves);
        if sym == Sym::UNKNOWN || node_leaves & bit(sym) == 0 {
            return None;
        }
        let mask = self.edges.len().wrapping_sub(1);
        let mut at = hash(node, sym.number()) & mask;
        while let Some((from, s, to)) = self.edges.get(at) {
            if *to == 0 {
                return None;
            }
            if *from == node && *s == sym.number() {
                return Some(*to);
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// The value at a node.
    pub(crate) fn value(&self, node: u32) -> Option<&T> {
        self.nodes.get(node as usize).and_then(|n| n.value.as_ref())
    }

    /// Whether a longer key begins with the node's.
    pub(crate) fn goes_on(&self, node: u32) -> bool {
        self.nodes.get(node as usize).is_some_and(|n| n.leaves != 0)
    }
}

/// The nodes in the order in which they were made: a node stands after the one that leads to it.
impl<T: Stored> Stored for Trie<T> {
    fn write(&self, to: &mut Writer) {
        let mut ways = vec![(0, 0); self.nodes.len()];
        let from_root = (0u32..).zip(&self.first).map(|(sym, n)| (ROOT, sym, *n));
        for (from, sym, n) in from_root.chain(self.edges.iter().copied()) {
            if n != 0
                && let Some(way) = ways.get_mut(n as usize)
            {
                *way = (from, sym);
            }
        }
        self.nodes.len().write(to);
        self.taken.write(to);
        self.first.len().write(to);
        for (n, (node, (from, sym))) in (0u32..).zip(self.nodes.iter().zip(ways)) {
            if n != ROOT {
                // Most often the node before.
                (n - from).write(to);
                sym.write(to);
            }
            node.value.write(to);
        }
    }

    fn read(from: &mut Reader) -> Option<Self> {
        let (nodes, taken) = (usize::read(from)?, usize::read(from)?);
        let symbols = usize::read(from)?;
        let mut trie = Trie {
            first: vec![0; symbols],
            edges: vec![(0, 0, 0); (2 * taken).next_power_of_two().max(256)],
            taken: 0,
            nodes: Vec::with_capacity(nodes),
        };
        for n in 0..u32::try_from(nodes).ok()? {
            if n == ROOT {
                trie.nodes.push(Node::EMPTY);
            } else {
                let parent = n.checked_sub(u32::read(from)?)?;
                trie.add(parent, Sym::read(from)?);
            }
            let value = Option::read(from)?;
            trie.nodes.last_mut()?.value = value;
        }
        Some(trie)
    }
}

const fn bit(sym: Sym) -> u64 {
    1 << (sym.number().wrapping_mul(0x9E37_79B9) >> 26)
}

fn hash(node: u32, sym: u32) -> usize {
    let key = u64::from(node) << 32 | u64::from(sym);
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn is_a_map(keys in prop::collection::vec("[a-e]{1,5}", 0..200)) {
            let mut v = Vocabulary::default();
            let mut trie = Trie::default();
            let mut map = HashMap::new();
            for (n, k) in keys.iter().enumerate() {
                let syms: Vec<Sym> = k.chars().map(|c| v.intern(&c.to_string())).collect();
                *trie.entry(&syms) = Some(n);
                map.insert(syms, n);
            }
            for (k, n) in &map {
                let node = k.iter().try_fold(ROOT, |at, s| trie.step(at, *s));
                prop_assert_eq!(node.and_then(|at| trie.value(at)), Some(n));
            }
            prop_assert_eq!(trie.step(ROOT, Sym::UNKNOWN), None);
        }
    }
}
