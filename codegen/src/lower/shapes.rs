//! Third pass: structures, unions, enums and exceptions, put together from names, types, traits and texts.

use std::collections::BTreeSet;

use super::arguments::argument;
use super::context::Context;
use super::customizations::Customizations;
use super::docs::{self, Links, Place};
use super::types::Types;
use super::{sentences, traits};
use crate::ir::{self, Name};
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
        let mut ordered: Vec<(&Name, &String)> =
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
                            let exception = variant(context, wire, lowered, exception);
                            refuse_taken(context, &service.exceptions, &exception);
                            service.exceptions.push(exception);
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
        name: &Name,
        shape: &Shape,
        structure: &model::Structure,
    ) -> ir::Structure {
        let members = structure.members.iter();
        let members: Vec<ir::Member> = members
            .map(|(member, reference)| self.member(context, wire, structure, member, reference))
            .collect();
        ir::Structure {
            shape: wire.to_owned(),
            name: name.clone(),
            documentation: self.text(context, wire, shape),
            deprecated: docs::deprecation(shape.deprecated.as_ref()),
            constructor: constructor(&members),
            members,
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
        let name = self.types.names.of_member(wire, member);
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
        let ty = self.types.of(context, reference);
        let on_the_wire = traits::wire_name(context, structure, member, reference);
        let place = Place {
            path: &path,
            shape: wire,
        };
        ir::Member {
            modelled: member.to_owned(),
            documentation: docs::of_member(&self.links, context, place, reference, &on_the_wire),
            wire: on_the_wire,
            deprecated: docs::deprecation(reference.deprecated.as_ref()),
            argument: argument(&ty),
            ty,
            presence: self
                .types
                .presence(context, wire, member, reference, required),
            required,
            // `new` makes the structure, so a setter can't have the name.
            setter: name.plain() != "new" && self.types.selection.sent.contains(wire),
            traits,
            name,
        }
    }

    fn union(
        &self,
        context: &mut Context<'_>,
        wire: &str,
        name: &Name,
        shape: &Shape,
        structure: &model::Structure,
    ) -> ir::Union {
        let mut arms = Vec::new();
        for (member, reference) in &structure.members {
            let path = format!("$.shapes.{wire}.members.{member}");
            let on_the_wire = traits::wire_name(context, structure, member, reference);
            let place = Place {
                path: &path,
                shape: wire,
            };
            arms.push(ir::Arm {
                modelled: member.clone(),
                documentation: docs::of_member(
                    &self.links,
                    context,
                    place,
                    reference,
                    &on_the_wire,
                ),
                wire: on_the_wire,
                name: self.types.names.of_member(wire, member),
                deprecated: docs::deprecation(reference.deprecated.as_ref()),
                ty: self.types.of(context, reference),
                boxed: self.types.cycles.boxed.contains(&(wire, member.as_str())),
                traits: traits::of_member(context, &path, member, reference, structure),
            });
        }
        ir::Union {
            shape: wire.to_owned(),
            name: name.clone(),
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
        name: &Name,
        shape: &Shape,
        values: &[String],
    ) -> ir::Enumeration {
        let path = format!("$.shapes.{wire}");
        let mut variants: Vec<ir::Variant> = Vec::new();
        // In an order that the model doesn't decide.
        for value in values.iter().collect::<BTreeSet<_>>() {
            let place = Place {
                path: &path,
                shape: wire,
            };
            let prose = docs::of_value(context, wire, value);
            let text = self.links.text(context, place, &prose);
            variants.push(ir::Variant {
                wire: value.clone(),
                name: self.types.names.of_value(wire, value),
                documentation: if text.is_empty() {
                    sentences::on_the_wire(value)
                } else {
                    text
                },
            });
        }
        ir::Enumeration {
            shape: wire.to_owned(),
            name: name.clone(),
            documentation: self.text(context, wire, shape),
            deprecated: docs::deprecation(shape.deprecated.as_ref()),
            sorted: variants.len() >= SORTED_FROM,
            variants,
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
}

/// What `new` takes, in the order of the modelled names.
fn constructor(members: &[ir::Member]) -> Vec<usize> {
    let required = members.iter().enumerate().filter(|(_, one)| one.required);
    let mut required: Vec<(&str, usize)> = required
        .map(|(index, member)| (member.modelled.as_str(), index))
        .collect();
    required.sort_unstable();
    required.into_iter().map(|(_, index)| index).collect()
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

fn variant(
    context: &Context<'_>,
    shape: &str,
    structure: ir::Structure,
    exception: &model::Exception,
) -> ir::Exception {
    let name = if TAKEN.contains(&structure.name.plain()) {
        Name::new(&format!("{}_", structure.name.plain()))
    } else {
        structure.name.clone()
    };
    let code = exception.code.clone().unwrap_or_else(|| shape.to_owned());
    let mut sentence = structure.documentation.first_sentence();
    // A text that only refers to another place says nothing here.
    if sentence.is_empty() || structure.documentation == sentences::reference(context, shape) {
        sentence = sentences::on_the_wire(&code);
    }
    let variant = ir::ErrorVariant {
        name,
        documentation: sentence,
        code,
        status: exception.http_status_code,
        server: exception.fault || exception.sender_fault == Some(false),
        retryable: exception.retryable.is_some(),
        throttling: exception.retryable == Some(true),
    };
    ir::Exception { structure, variant }
}

/// Two errors whose variants have one name: only names that the overlay gives can do that.
fn refuse_taken(context: &mut Context<'_>, others: &[ir::Exception], exception: &ir::Exception) {
    let name = &exception.variant.name;
    let other = others.iter().find(|other| other.variant.name == *name);
    let Some(other) = other else { return };
    let (one, shape) = (&other.structure.shape, &exception.structure.shape);
    let message = format!(
        "errors `{one}` and `{shape}` are both the variant `{}`",
        name.plain()
    );
    let hint = format!("rename one in overlay.toml: [shapes.{shape}] rename = \"…\"");
    context.error(
        "name-clash",
        &format!("$.shapes.{shape}"),
        message,
        Some(hint),
    );
}
