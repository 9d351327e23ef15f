//! A trie over word symbols: what the lexicon and the name index are looked up in.

use crate::image::{Flat, Plain, Reader, Stored, Writer};
use crate::vocabulary::Sym;
use std::ops::Range;

/// Values under sequences of symbols, each twelve bytes in an image. The first symbol is an index, each further one costs a hash
/// probe or, in an image, a search among those that go on.
#[derive(Clone, Debug)]
pub(crate) struct Trie<T> {
    /// For each symbol the node under the root, 0 if none: most words of a text begin nothing.
    first: Vec<u32>,
    /// Node, symbol and the node they lead to (0: free). The length is a power of two, at most half of it taken.
    edges: Vec<(u32, u32, u32)>,
    taken: usize,
    /// None while the trie stands in an image.
    nodes: Vec<Node<T>>,
    stored: StoredTrie,
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
            stored: StoredTrie::default(),
        }
    }
}

/// The root of every trie.
pub(crate) const ROOT: u32 = 0;

impl<T: Copy> Trie<T>
where
    Option<T>: Plain<12>,
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
        // The last only says where those before it end.
        let nodes = stored.nodes.len().saturating_sub(1);
        for node in 0..u32::try_from(nodes).unwrap_or(u32::MAX) {
            // Level by level they get the numbers that they had.
            for n in stored.after(node) {
                self.add(node, Sym::of(stored.node(n).sym));
            }
            if let Some(made) = self.nodes.get_mut(node as usize) {
                made.value = Plain::of_bytes(&stored.node(node).value);
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

    /// Whether a symbol may lead on from a node: tells most that do not.
    #[inline]
    pub(crate) fn may_lead(&self, node: u32, sym: Sym) -> bool {
        match self.stored.nodes.get(node as usize) {
            Some(n) => StoredNode::of_bytes(n).leaves & short_bit(sym) != 0,
            None => {
                let made = self.nodes.get(node as usize);
                made.is_some_and(|n| n.leaves & bit(sym) != 0)
            }
        }
    }

    /// The node under the root.
    #[inline]
    pub(crate) fn first(&self, sym: Sym) -> Option<u32> {
        let n = match self.stored.first.get(sym.index()) {
            Some(n) => u32::from_le_bytes(*n),
            None => *self.first.get(sym.index())?,
        };
        (n != 0).then_some(n)
    }

    /// The node one symbol further.
    #[inline]
    pub(crate) fn step(&self, node: u32, sym: Sym) -> Option<u32> {
        if node == ROOT {
            return self.first(sym);
        }
        if let Some(from) = self.stored.nodes.get(node as usize) {
            return self.stored.step(node, from, sym);
        }
        let from = self.nodes.get(node as usize)?;
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
        match self.stored.nodes.get(node as usize) {
            Some(node) => Plain::of_bytes(&StoredNode::of_bytes(node).value),
            None => self.nodes.get(node as usize)?.value,
        }
    }

    /// Whether a longer key begins with the node's.
    #[inline]
    pub(crate) fn goes_on(&self, node: u32) -> bool {
        match self.nodes.get(node as usize) {
            Some(node) => node.leaves != 0,
            None => self.stored.node(node).leaves != 0,
        }
    }
}

/// A trie as the image has it.
#[derive(Clone, Copy, Debug, Default)]
struct StoredTrie {
    /// For each symbol the node under the root.
    first: &'static [[u8; 4]],
    /// [`StoredNode`]s, level by level, so that those that a node leads to stand together, by symbol; and one more, where the
    /// last ones end.
    nodes: &'static [[u8; 24]],
}

#[derive(Clone, Copy)]
struct StoredNode {
    value: [u8; 12],
    /// As [`Node::leaves`], in 32 bits.
    leaves: u32,
    /// The symbol that leads here.
    sym: u32,
    /// The first of the nodes that it leads to; they end where the next node's begin.
    first: u32,
}

impl Plain<24> for StoredNode {
    fn to_bytes(self) -> [u8; 24] {
        let mut bytes = [0; 24];
        let numbers = [self.leaves, self.sym, self.first].map(u32::to_le_bytes);
        let all = self.value.into_iter().chain(numbers.into_iter().flatten());
        bytes.iter_mut().zip(all).for_each(|(to, b)| *to = b);
        bytes
    }

    #[inline]
    fn of_bytes(bytes: &[u8; 24]) -> Self {
        match bytes.as_chunks().0 {
            [a, b, c, leaves, sym, first] => StoredNode {
                value: three(*a, *b, *c),
                leaves: u32::from_le_bytes(*leaves),
                sym: u32::from_le_bytes(*sym),
                first: u32::from_le_bytes(*first),
            },
            _ => StoredNode::NONE,
        }
    }
}

#[inline]
fn three([a, b, c, d]: [u8; 4], [e, f, g, h]: [u8; 4], [i, j, k, l]: [u8; 4]) -> [u8; 12] {
    [a, b, c, d, e, f, g, h, i, j, k, l]
}

impl StoredNode {
    const NONE: StoredNode = StoredNode {
        value: [0; 12],
        leaves: 0,
        sym: 0,
        first: 0,
    };
}

impl StoredTrie {
    #[inline]
    fn node(&self, node: u32) -> StoredNode {
        let node = self.nodes.get(node as usize);
        node.map_or(StoredNode::NONE, StoredNode::of_bytes)
    }

    /// The nodes that a node leads to.
    fn after(&self, node: u32) -> Range<u32> {
        self.node(node).first..self.node(node + 1).first
    }

    /// The node that a symbol leads to from one.
    #[inline]
    fn step(&self, node: u32, from: &[u8; 24], sym: Sym) -> Option<u32> {
        let from = StoredNode::of_bytes(from);
        if from.leaves & short_bit(sym) == 0 {
            return None;
        }
        let start = from.first as usize;
        let after = self.nodes.get(start..self.node(node + 1).first as usize)?;
        let of = |node: &[u8; 24]| StoredNode::of_bytes(node).sym;
        let at = after.binary_search_by_key(&sym.number(), of).ok()?;
        u32::try_from(start + at).ok()
    }
}

impl<T: Copy> Stored for Trie<T>
where
    Option<T>: Plain<12>,
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
        let mut nodes = Flat::default();
        let mut at = 0;
        while let Some((sym, node)) = order.get(at).copied() {
            at += 1;
            let after = after.get(node as usize).into_iter().flatten();
            let bits = after.clone().map(|(sym, _)| short_bit(Sym::of(*sym)));
            nodes.push(StoredNode {
                value: made.value(node).to_bytes(),
                leaves: bits.fold(0, |all, bit| all | bit),
                sym,
                first: u32::try_from(order.len()).unwrap_or(u32::MAX),
            });
            order.extend(after);
        }
        nodes.push(StoredNode {
            first: u32::try_from(order.len()).unwrap_or(u32::MAX),
            ..StoredNode::NONE
        });
        let mut first = vec![0; made.first.len()];
        let under_root = order.iter().zip(0u32..).skip(1);
        for ((sym, _), n) in under_root.take(after.first().map_or(0, Vec::len)) {
            if let Some(slot) = first.get_mut(*sym as usize) {
                *slot = n;
            }
        }
        first.into_iter().collect::<Flat<u32, 4>>().write(to);
        nodes.write(to);
    }

    fn read(from: &mut Reader) -> Option<Self> {
        let stored = StoredTrie {
            first: Flat::<u32, 4>::read(from)?.stored(),
            nodes: Flat::<StoredNode, 24>::read(from)?.stored(),
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

/// As [`bit`] for a node of an image.
const fn short_bit(sym: Sym) -> u32 {
    1 << (sym.number().wrapping_mul(0x9E37_79B9) >> 27)
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

    impl Plain<12> for Option<u32> {
        fn to_bytes(self) -> [u8; 12] {
            let some = [u8::from(self.is_some()), 0, 0, 0];
            three(some, self.unwrap_or(0).to_le_bytes(), [0; 4])
        }
        fn of_bytes(bytes: &[u8; 12]) -> Self {
            let [some, n, _] = *bytes.as_chunks().0 else {
                return None;
            };
            (some[0] != 0).then_some(u32::from_le_bytes(n))
        }
    }

    proptest! {
        #[test]
        fn is_a_map(keys in prop::collection::vec("[a-e]{1,5}", 0..200)) {
            let mut v = Vocabulary::default();
            let mut trie: Trie<u32> = Trie::default();
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
                    for n in 1..k.len() {
                        let node = k[..n].iter().try_fold(ROOT, |at, s| trie.step(at, *s));
                        prop_assert!(trie.may_lead(node.unwrap(), k[n]));
                    }
                    prop_assert!(trie.first(k[0]).is_some());
                }
                prop_assert_eq!(trie.step(ROOT, Sym::UNKNOWN), None);
            }
            prop_assert!(stored.first(f).is_none());
        }
    }
}
