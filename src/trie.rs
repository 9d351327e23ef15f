//! A trie over word symbols: what the lexicon and the name index are looked up in.

use crate::image::{Flat, Plain, Reader, Stored, Writer};
use crate::vocabulary::Sym;
use std::ops::Range;

/// Values under sequences of symbols, each `N` bytes in an image. The first symbol is an index, each further one costs a hash
/// probe or, in an image, a search among those that go on.
#[derive(Clone, Debug)]
pub(crate) struct Trie<T, const N: usize> {
    /// For each symbol the node under the root, 0 if none: most words of a text begin nothing.
    first: Vec<u32>,
    /// Node, symbol and the node they lead to (0: free). The length is a power of two, at most half of it taken.
    edges: Vec<(u32, u32, u32)>,
    taken: usize,
    /// None while the trie stands in an image.
    nodes: Vec<Node<T>>,
    stored: StoredTrie<Option<T>, N>,
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

impl<T, const N: usize> Default for Trie<T, N> {
    fn default() -> Self {
        Trie {
            first: Vec::new(),
            edges: Vec::new(),
            taken: 0,
            nodes: vec![Node::EMPTY],
            stored: StoredTrie::default(),
        }
    }
}

/// The root of every trie.
pub(crate) const ROOT: u32 = 0;

impl<T: Copy, const N: usize> Trie<T, N>
where
    Option<T>: Plain<N>,
{
    /// The value under `key`, made if absent.
    pub(crate) fn entry(&mut self, key: &[Sym]) -> &mut Option<T> {
        self.make();
        let mut node = ROOT;
        for sym in key {
            node = match self.step(node, *sym) {
                Some(n) => n,
                None => self.add(node, *sym),
            };
        }
        &mut self.nodes[node as usize].value
    }

    /// Builds the trie of an image, to change it.
    fn make(&mut self) {
        if !self.nodes.is_empty() {
            return;
        }
        let stored = std::mem::take(&mut self.stored);
        self.nodes.push(Node::EMPTY);
        for node in 0..u32::try_from(stored.values.len()).unwrap_or(u32::MAX) {
            // Level by level they get the numbers that they had.
            for n in stored.after(node) {
                if let Some((sym, _)) = stored.ways.get(n as usize) {
                    self.add(node, Sym::of(sym));
                }
            }
            if let Some(made) = self.nodes.get_mut(node as usize) {
                made.value = stored.values.get(node as usize).flatten();
            }
        }
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
        self.first(sym).is_some()
    }

    #[inline]
    fn first(&self, sym: Sym) -> Option<u32> {
        let n = match self.first.get(sym.index()) {
            Some(n) => *n,
            None => self.stored.first.get(sym.index())?,
        };
        (n != 0).then_some(n)
    }

    /// The node one symbol further.
    #[inline]
    pub(crate) fn step(&self, node: u32, sym: Sym) -> Option<u32> {
        if node == ROOT {
            return self.first(sym);
        }
        let Some(from) = self.nodes.get(node as usize) else {
            return self.stored.step(node, sym);
        };
        if sym == Sym::UNKNOWN || from.leaves & bit(sym) == 0 {
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
    #[inline]
    pub(crate) fn value(&self, node: u32) -> Option<T> {
        match self.nodes.get(node as usize) {
            Some(node) => node.value,
            None => self.stored.values.get(node as usize).flatten(),
        }
    }

    /// Whether a longer key begins with the node's.
    #[inline]
    pub(crate) fn goes_on(&self, node: u32) -> bool {
        match self.nodes.get(node as usize) {
            Some(node) => node.leaves != 0,
            None => !self.stored.after(node).is_empty(),
        }
    }
}

/// A trie as the image has it: the nodes level by level, so that those that a node leads to stand together, by symbol.
#[derive(Clone, Debug)]
struct StoredTrie<V, const N: usize> {
    /// For each symbol the node under the root.
    first: Flat<u32, 4>,
    /// The symbol that leads to each node, and the first of the nodes that it leads to; those end where the next node's begin.
    ways: Flat<(u32, u32), 8>,
    values: Flat<V, N>,
}

impl<V, const N: usize> Default for StoredTrie<V, N> {
    fn default() -> Self {
        StoredTrie {
            first: Flat::default(),
            ways: Flat::default(),
            values: Flat::default(),
        }
    }
}

impl<V: Plain<N>, const N: usize> StoredTrie<V, N> {
    /// The nodes that a node leads to.
    #[inline]
    fn after(&self, node: u32) -> Range<u32> {
        let ways = self.ways.items().get(node as usize..);
        match ways.and_then(|w| w.first_chunk()) {
            Some([own, next]) => first_of(own)..first_of(next),
            None => 0..0,
        }
    }

    #[inline]
    fn step(&self, node: u32, sym: Sym) -> Option<u32> {
        let Range { start, end } = self.after(node);
        let after = self.ways.items().get(start as usize..end as usize)?;
        let of = |way: &[u8; 8]| <(u32, u32)>::of_bytes(way).0;
        let at = match after {
            [] => None,
            [only] => (of(only) == sym.number()).then_some(0),
            _ => after.binary_search_by_key(&sym.number(), of).ok(),
        };
        Some(start + u32::try_from(at?).ok()?)
    }
}

#[inline]
fn first_of(way: &[u8; 8]) -> u32 {
    <(u32, u32)>::of_bytes(way).1
}

impl<T: Copy, const N: usize> Stored for Trie<T, N>
where
    Option<T>: Plain<N>,
{
    fn write(&self, to: &mut Writer) {
        let mut made = self.clone();
        made.make();
        let mut after = vec![Vec::new(); made.nodes.len()];
        let from_root = (0u32..).zip(&made.first).map(|(sym, n)| (ROOT, sym, *n));
        for (from, sym, n) in from_root.chain(made.edges.iter().copied()) {
            if n != 0
                && let Some(after) = after.get_mut(from as usize)
            {
                after.push((sym, n));
            }
        }
        after.iter_mut().for_each(|a| a.sort_unstable());
        // Level by level: the list grows while it is gone through.
        let mut order = vec![(0, ROOT)];
        let mut stored = StoredTrie::default();
        let mut at = 0;
        while let Some((sym, node)) = order.get(at).copied() {
            at += 1;
            let first = u32::try_from(order.len()).unwrap_or(u32::MAX);
            stored.ways.push((sym, first));
            let value = made.nodes.get(node as usize).and_then(|n| n.value);
            stored.values.push(value);
            order.extend(after.get(node as usize).into_iter().flatten());
        }
        let end = u32::try_from(order.len()).unwrap_or(u32::MAX);
        stored.ways.push((0, end));
        let mut first = vec![0; made.first.len()];
        for ((sym, _), n) in order
            .iter()
            .zip(0u32..)
            .skip(1)
            .take(stored.after(ROOT).len())
        {
            if let Some(slot) = first.get_mut(*sym as usize) {
                *slot = n;
            }
        }
        first.into_iter().collect::<Flat<u32, 4>>().write(to);
        stored.ways.write(to);
        stored.values.write(to);
    }

    fn read(from: &mut Reader) -> Option<Self> {
        let stored = StoredTrie {
            first: Stored::read(from)?,
            ways: Stored::read(from)?,
            values: Stored::read(from)?,
        };
        Some(Trie {
            first: Vec::new(),
            edges: Vec::new(),
            taken: 0,
            nodes: Vec::new(),
            stored,
        })
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

    impl Plain<5> for Option<u32> {
        fn to_bytes(self) -> [u8; 5] {
            let [a, b, c, d] = self.unwrap_or(0).to_le_bytes();
            [u8::from(self.is_some()), a, b, c, d]
        }
        fn of_bytes(&[some, a, b, c, d]: &[u8; 5]) -> Self {
            (some != 0).then_some(u32::from_le_bytes([a, b, c, d]))
        }
    }

    proptest! {
        #[test]
        fn is_a_map(keys in prop::collection::vec("[a-e]{1,5}", 0..200)) {
            let mut v = Vocabulary::default();
            let mut trie: Trie<u32, 5> = Trie::default();
            let mut map = HashMap::new();
            for (n, k) in (0..).zip(&keys) {
                let syms: Vec<Sym> = k.chars().map(|c| v.intern(&c.to_string())).collect();
                *trie.entry(&syms) = Some(n);
                map.insert(syms, n);
            }
            let mut to = Writer::new("");
            trie.write(&mut to);
            let (image, _) = to.finish();
            let stored = Trie::read(&mut Reader::new(image.leak(), "")).unwrap();
            let mut again = stored.clone();
            // Made again, it can be changed.
            *again.entry(&[v.intern("f")]) = Some(999);
            let f = v.intern("f");
            prop_assert_eq!(again.step(ROOT, f).and_then(|at| again.value(at)), Some(999));
            for trie in [&trie, &stored, &again] {
                for (k, n) in &map {
                    let node = k.iter().try_fold(ROOT, |at, s| trie.step(at, *s));
                    prop_assert_eq!(node.and_then(|at| trie.value(at)), Some(*n));
                    let node = node.unwrap_or(ROOT);
                    let longer = map.keys().any(|l| l.len() > k.len() && l.starts_with(k));
                    prop_assert_eq!(trie.goes_on(node), longer);
                    prop_assert_eq!(trie.step(node, Sym::UNKNOWN), None);
                    prop_assert!(trie.begins(k[0]));
                }
                prop_assert_eq!(trie.step(ROOT, Sym::UNKNOWN), None);
            }
            prop_assert!(!stored.begins(f));
        }
    }
}
