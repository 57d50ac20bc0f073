//! Third pass: structures, unions, enums and exceptions, put together from names, types, traits and texts.

use super::context::Context;
use super::customizations::Customizations;
use super::docs::{self, Links, Place};
use super::traits;
use super::types::Types;
use crate::ir;
use crate::load::model::{self, Kind, Reference, Shape};

/// From this many values on, an enum is looked up by binary search.
const SORTED_FROM: usize = 100;

/// What the pass needs of those before it.
pub(crate) struct Shapes<'a> {
    pub(crate) types: Types<'a>,
    pub(crate) links: Links<'a>,
    pub(crate) customizations: Customizations,
}

impl Shapes<'_> {
    /// Adds every selected type to the service, in the order of the Rust names.
    pub(crate) fn fill(&self, context: &mut Context<'_>, service: &mut ir::Service) {
        let names = &self.types.names.types;
        let mut ordered: Vec<(&String, &String)> =
            names.iter().map(|(shape, name)| (name, shape)).collect();
        ordered.sort();
        for (name, wire) in ordered {
            let Some(shape) = context.shape(wire) else {
                continue;
            };
            match &shape.kind {
                Kind::String(values) => service
                    .enumerations
                    .push(self.enumeration(context, wire, name, shape, values)),
                Kind::Structure(structure) if structure.union => {
                    service
                        .unions
                        .push(self.union(context, wire, name, shape, structure));
                }
                Kind::Structure(structure) => {
                    let lowered = self.structure(context, wire, name, shape, structure);
                    match &structure.exception {
                        Some(exception) => {
                            service.exceptions.push(variant(wire, lowered, exception));
                        }
                        None => service.structures.push(lowered),
                    }
                }
                _ => {}
            }
        }
    }

    fn structure(
        &self,
        context: &mut Context<'_>,
        wire: &str,
        name: &str,
        shape: &Shape,
        structure: &model::Structure,
    ) -> ir::Structure {
        let members = structure.members.iter();
        ir::Structure {
            shape: wire.to_owned(),
            name: name.to_owned(),
            documentation: self.text(context, wire, shape),
            deprecated: docs::deprecation(shape.deprecated.as_ref()),
            members: members
                .map(|(member, reference)| self.member(context, wire, structure, member, reference))
                .collect(),
            traits: traits::of_structure(shape, structure),
            sent: self.types.selection.sent.contains(wire),
        }
    }

    fn member(
        &self,
        context: &mut Context<'_>,
        wire: &str,
        structure: &model::Structure,
        member: &str,
        reference: &Reference,
    ) -> ir::Member {
        let path = format!("$.shapes.{wire}.members.{member}");
        let required = self.types.required(wire, structure, member, reference);
        let name = self.member_name(wire, member);
        let mut traits = traits::of_member(context, &path, member, reference, structure);
        if self.types.keeps_empty(context, wire, member, reference) {
            traits.insert(0, ir::Trait::KeepEmpty);
        }
        if self.types.is_filled_in(wire, reference) {
            traits.insert(0, ir::Trait::IdempotencyToken);
        }
        if self.types.selection.inputs.contains(wire)
            && self.customizations.is_last_segment(&reference.shape)
        {
            traits.push(ir::Trait::LastSegment);
        }
        ir::Member {
            modelled: member.to_owned(),
            wire: traits::wire_name(context, structure, member, reference),
            documentation: self.member_text(context, wire, &path, reference),
            deprecated: docs::deprecation(reference.deprecated.as_ref()),
            ty: self.types.of(context, reference),
            presence: self
                .types
                .presence(context, wire, member, reference, required),
            required,
            // `new` makes the structure, so a setter can't have the name.
            setter: name != "new" && self.types.selection.sent.contains(wire),
            traits,
            name,
        }
    }

    fn union(
        &self,
        context: &mut Context<'_>,
        wire: &str,
        name: &str,
        shape: &Shape,
        structure: &model::Structure,
    ) -> ir::Union {
        let mut arms = Vec::new();
        for (member, reference) in &structure.members {
            let path = format!("$.shapes.{wire}.members.{member}");
            arms.push(ir::Arm {
                modelled: member.clone(),
                wire: traits::wire_name(context, structure, member, reference),
                name: self.member_name(wire, member),
                documentation: self.member_text(context, wire, &path, reference),
                deprecated: docs::deprecation(reference.deprecated.as_ref()),
                ty: self.types.of(context, reference),
                boxed: self.types.cycles.boxed.contains(&(wire, member.as_str())),
                traits: traits::of_member(context, &path, member, reference, structure),
            });
        }
        ir::Union {
            shape: wire.to_owned(),
            name: name.to_owned(),
            documentation: self.text(context, wire, shape),
            deprecated: docs::deprecation(shape.deprecated.as_ref()),
            arms,
            traits: traits::of_structure(shape, structure),
        }
    }

    fn enumeration(
        &self,
        context: &mut Context<'_>,
        wire: &str,
        name: &str,
        shape: &Shape,
        values: &[String],
    ) -> ir::Enumeration {
        let path = format!("$.shapes.{wire}");
        let mut variants: Vec<ir::Variant> = Vec::new();
        for value in values {
            let key = (wire.to_owned(), value.clone());
            let prose = model::Documentation::Markdown(docs::of_value(context, wire, value));
            variants.push(ir::Variant {
                wire: value.clone(),
                name: self
                    .types
                    .names
                    .values
                    .get(&key)
                    .cloned()
                    .unwrap_or_default(),
                documentation: self.links.text(
                    context,
                    Place {
                        path: &path,
                        shape: wire,
                    },
                    &prose,
                ),
            });
        }
        let sorted = variants.len() >= SORTED_FROM;
        if sorted {
            variants.sort_by(|left, right| left.wire.cmp(&right.wire));
        }
        ir::Enumeration {
            name: name.to_owned(),
            documentation: self.text(context, wire, shape),
            deprecated: docs::deprecation(shape.deprecated.as_ref()),
            variants,
            sorted,
            key: self.types.selection.keys.contains(wire),
        }
    }

    /// What is said of a whole shape.
    fn text(&self, context: &mut Context<'_>, wire: &str, shape: &Shape) -> ir::Documentation {
        let path = format!("$.shapes.{wire}");
        let place = Place {
            path: &path,
            shape: wire,
        };
        self.links
            .text_or_reference(context, place, &shape.documentation, wire)
    }

    fn member_text(
        &self,
        context: &mut Context<'_>,
        wire: &str,
        path: &str,
        reference: &Reference,
    ) -> ir::Documentation {
        let place = Place { path, shape: wire };
        docs::of_member(&self.links, context, place, reference)
    }

    fn member_name(&self, shape: &str, member: &str) -> String {
        self.types
            .names
            .members
            .get(&(shape.to_owned(), member.to_owned()))
            .cloned()
            .unwrap_or_default()
    }
}

/// The names that the error enum gives to what isn't modelled.
const TAKEN: [&str; 6] = [
    "Credentials",
    "Decode",
    "Encode",
    "Timeout",
    "Transport",
    "Unrecognized",
];

fn variant(shape: &str, structure: ir::Structure, exception: &model::Exception) -> ir::Exception {
    let taken = TAKEN.contains(&structure.name.as_str());
    let name = if taken {
        format!("{}_", structure.name)
    } else {
        structure.name.clone()
    };
    let variant = ir::ErrorVariant {
        name,
        documentation: docs::first_sentence(&structure),
        code: exception.code.clone().unwrap_or_else(|| shape.to_owned()),
        status: exception.http_status_code,
        server: exception.fault || exception.sender_fault == Some(false),
        retryable: exception.retryable.is_some(),
        throttling: exception.retryable == Some(true),
    };
    ir::Exception { structure, variant }
}
