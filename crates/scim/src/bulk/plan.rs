//! In which order the operations of a Bulk request can be done.

use super::{BulkOperation, Call, Method, Target, references};
use crate::patch::PATCH_URN;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// One step of a Bulk request (RFC 7644 §3.7.1). Whoever takes it resolves the references in its data
/// ([`references::resolve`]) by the ids of what was made so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Do the operation.
    Run {
        /// Its index.
        operation: usize,
        /// A body in the place of its own: without references to what cannot be there yet.
        data: Option<Value>,
    },
    /// Put the references in that [`Step::Run`] left out. If the operation failed, there is nothing to do; if this
    /// fails, so has the operation.
    Link {
        /// The index of the POST.
        operation: usize,
        /// The body of a PATCH on the resource that it made.
        data: Value,
    },
}

/// The client's order, except that what an operation refers to is made before it.
///
/// RFC 7644 §3.7.1: "The service provider MUST try to resolve circular cross-references between resources in a
/// single bulk job". Where two need each other, one is made without the other and linked to it afterwards.
pub(super) fn plan(operations: &[BulkOperation]) -> Vec<Step> {
    let makers = makers(operations);
    let needs: Vec<Vec<usize>> = operations
        .iter()
        .map(|operation| {
            let call = operation.call.as_ref().ok();
            call.map(needs)
                .unwrap_or_default()
                .iter()
                .filter_map(|id| makers.get(id.as_str()).copied())
                .collect()
        })
        .collect();
    let mut planner =
        Planner { operations, needs, states: vec![State::New; operations.len()], steps: Vec::new() };
    for start in 0..operations.len() {
        planner.visit(start);
    }
    planner.steps
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// It waits for what it needs.
    Open,
    Done,
}

struct Planner<'a> {
    operations: &'a [BulkOperation],
    needs: Vec<Vec<usize>>,
    states: Vec<State>,
    steps: Vec<Step>,
}

impl Planner<'_> {
    /// Plans an operation after all that it needs: depth first, on a stack of our own, as a chain of references may
    /// be as long as the request.
    fn visit(&mut self, start: usize) {
        if self.states[start] != State::New {
            return;
        }
        let mut links = Vec::new();
        let mut stack = vec![(start, 0, HashSet::new())];
        self.states[start] = State::Open;
        while let Some((operation, next, unmade)) = stack.last_mut() {
            if let Some(&needed) = self.needs[*operation].get(*next) {
                *next += 1;
                match self.states[needed] {
                    State::New => {
                        self.states[needed] = State::Open;
                        stack.push((needed, 0, HashSet::new()));
                    }
                    // It waits for this one: a circle. This one is made without it.
                    State::Open => {
                        unmade.insert(needed);
                    }
                    State::Done => {}
                }
                continue;
            }
            let (operation, unmade) = (*operation, std::mem::take(unmade));
            stack.pop();
            self.states[operation] = State::Done;
            links.extend(self.run(operation, &unmade));
        }
        self.steps.extend(links);
    }

    /// Plans the operation itself; returns how to complete it later if it must do without something now.
    fn run(&mut self, operation: usize, unmade: &HashSet<usize>) -> Option<Step> {
        let call = self.operations[operation].call.as_ref().ok().filter(|_| !unmade.is_empty());
        let Some(call) = call else {
            self.steps.push(Step::Run { operation, data: None });
            return None;
        };
        let unmade: HashSet<&str> =
            unmade.iter().filter_map(|&index| self.operations[index].bulk_id.as_deref()).collect();
        let mut data = call.data.clone();
        let taken = references::take(&mut data, &|bulk_id| unmade.contains(bulk_id));
        self.steps.push(Step::Run { operation, data: Some(data) });
        let link = json!({ "schemas": [PATCH_URN], "Operations": [{ "op": "add", "value": taken }] });
        Some(Step::Link { operation, data: link })
    }
}

/// The operations that make something, by what they call it.
fn makers(operations: &[BulkOperation]) -> HashMap<&str, usize> {
    let makes =
        |operation: &BulkOperation| matches!(&operation.call, Ok(call) if call.method == Method::Post);
    let made = operations.iter().enumerate().filter(|(_, operation)| makes(operation));
    made.filter_map(|(index, operation)| Some((operation.bulk_id.as_deref()?, index))).collect()
}

/// The `bulkId`s that a call refers to.
fn needs(call: &Call) -> Vec<String> {
    let mut ids = references::of(&call.data);
    if let Some(Target::BulkId(id)) = &call.target {
        ids.push(id.clone());
    }
    ids
}
