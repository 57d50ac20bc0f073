//! Which members are boxed: those on a cycle of structures and unions that no list or map interrupts.
//!
//! A list or map already is a pointer, so a cycle through one needs no box.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::select::Selection;
use crate::load::model::Structure;

/// Members by shape and name.
type Members<'a> = BTreeSet<(&'a str, &'a str)>;

/// What the cycles of a model ask for.
#[derive(Debug, Default)]
pub(crate) struct Cycles<'a> {
    /// Members that hold a `Box`.
    pub(crate) boxed: Members<'a>,
    /// Required members that only a value without end could fill; they become optional.
    pub(crate) endless: Members<'a>,
}

/// Finds the cycles among the selected shapes.
pub(crate) fn find<'a>(context: &Context<'a>, selection: &Selection<'a>) -> Cycles<'a> {
    let boxed = on_cycles(context, selection, |_, _| true);
    let endless = on_cycles(context, selection, |structure, member| {
        !structure.union && structure.required.iter().any(|required| required == member)
    });
    Cycles { boxed, endless }
}

fn on_cycles<'a>(
    context: &Context<'a>,
    selection: &Selection<'a>,
    keep: impl Fn(&Structure, &str) -> bool,
) -> Members<'a> {
    let mut edges: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for &name in &selection.shapes {
        let Some(structure) = context.structure(name) else {
            continue;
        };
        let members = structure.members.iter().filter(|(member, reference)| {
            context.structure(&reference.shape).is_some() && keep(structure, member)
        });
        edges.insert(
            name,
            members
                .map(|(member, to)| (member.as_str(), to.shape.as_str()))
                .collect(),
        );
    }
    let component = components(&edges);
    let mut found = Members::new();
    for (&from, members) in &edges {
        for &(member, to) in members {
            // Two shapes of one component lie on a common cycle.
            if component.get(from) == component.get(to) {
                found.insert((from, member));
            }
        }
    }
    found
}

/// Tarjan's strongly connected components, with a stack of our own so that no model is too deep.
fn components<'a>(edges: &BTreeMap<&'a str, Vec<(&'a str, &'a str)>>) -> BTreeMap<&'a str, usize> {
    let mut tarjan = Tarjan::default();
    for &start in edges.keys() {
        if !tarjan.index.contains_key(start) {
            tarjan.visit(start, edges);
        }
    }
    tarjan.component
}

#[derive(Default)]
struct Tarjan<'a> {
    index: BTreeMap<&'a str, usize>,
    low: BTreeMap<&'a str, usize>,
    component: BTreeMap<&'a str, usize>,
    stack: Vec<&'a str>,
}

impl<'a> Tarjan<'a> {
    fn visit(&mut self, start: &'a str, edges: &BTreeMap<&'a str, Vec<(&'a str, &'a str)>>) {
        let mut work = vec![(start, 0)];
        self.open(start);
        while let Some((node, next)) = work.pop() {
            if let Some(&(_, to)) = edges.get(node).and_then(|members| members.get(next)) {
                work.push((node, next + 1));
                if !self.index.contains_key(to) {
                    self.open(to);
                    work.push((to, 0));
                } else if !self.component.contains_key(to) {
                    self.lower(node, to);
                }
            } else {
                self.close(node);
                if let Some(&(parent, _)) = work.last() {
                    self.lower(parent, node);
                }
            }
        }
    }

    fn open(&mut self, node: &'a str) {
        let number = self.index.len();
        self.index.insert(node, number);
        self.low.insert(node, number);
        self.stack.push(node);
    }

    fn lower(&mut self, node: &'a str, through: &str) {
        let reached = self.low.get(through).copied().unwrap_or(usize::MAX);
        let low = self.low.entry(node).or_insert(reached);
        *low = reached.min(*low);
    }

    fn close(&mut self, node: &'a str) {
        if self.low.get(node) != self.index.get(node) {
            return;
        }
        let number = self.index.get(node).copied().unwrap_or_default();
        while let Some(member) = self.stack.pop() {
            self.component.insert(member, number);
            if member == node {
                break;
            }
        }
    }
}
