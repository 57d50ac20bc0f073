//! Small values of the intermediate representation, for tests: a whole service of a few items that is right.

use super::{
    Argument, Arm, Documentation, Enumeration, ErrorVariant, Exception, Expression, Feature,
    Member, Name, NeededFeature, Operation, OperationError, Package, Paginator, Payload, Presence,
    Protocol, Publication, Service, Structure, Type, Union, Variant, Waiter,
};

pub(crate) fn documentation() -> Documentation {
    Documentation::default()
}

pub(crate) fn named(name: &str) -> Type {
    Type::Named(Name::new(name))
}

pub(crate) fn member(name: &str, ty: Type) -> Member {
    Member {
        modelled: name.to_owned(),
        wire: name.to_owned(),
        name: Name::new(name),
        documentation: documentation(),
        deprecated: None,
        ty,
        presence: Presence::Optional,
        argument: Argument::Plain,
        required: false,
        setter: true,
        traits: Vec::new(),
    }
}

pub(crate) fn structure(name: &str, members: Vec<Member>) -> Structure {
    Structure {
        shape: name.to_owned(),
        name: Name::new(name),
        documentation: documentation(),
        deprecated: None,
        members,
        constructor: Vec::new(),
        traits: Vec::new(),
        sent: true,
    }
}

pub(crate) fn arm(name: &str, ty: Type) -> Arm {
    Arm {
        modelled: name.to_owned(),
        wire: name.to_owned(),
        name: Name::new(name),
        documentation: documentation(),
        deprecated: None,
        ty,
        boxed: false,
        traits: Vec::new(),
    }
}

pub(crate) fn union(arms: Vec<Arm>) -> Union {
    Union {
        shape: "Either".to_owned(),
        name: Name::new("Either"),
        documentation: documentation(),
        deprecated: None,
        arms,
        traits: Vec::new(),
    }
}

pub(crate) fn enumeration(variants: &[&str]) -> Enumeration {
    let variants = variants.iter().map(|name| Variant {
        wire: (*name).to_owned(),
        name: Name::new(name),
        documentation: documentation(),
    });
    Enumeration {
        shape: "Kind".to_owned(),
        name: Name::new("Kind"),
        documentation: documentation(),
        deprecated: None,
        variants: variants.collect(),
        sorted: false,
        key: false,
    }
}

pub(crate) fn exception(variant: &str) -> Exception {
    Exception {
        structure: structure("Gone", Vec::new()),
        variant: ErrorVariant {
            documentation: documentation(),
            name: Name::new(variant),
            code: "Gone".to_owned(),
            status: None,
            server: false,
            retryable: false,
            throttling: false,
        },
    }
}

pub(crate) fn payload(name: &str) -> Payload {
    Payload {
        shape: name.to_owned(),
        name: Name::new(name),
    }
}

pub(crate) fn error(variant: &str, ty: &str) -> OperationError {
    OperationError {
        variant: Name::new(variant),
        ty: Name::new(ty),
    }
}

pub(crate) fn operation() -> Operation {
    Operation {
        wire: "List".to_owned(),
        name: Name::new("list"),
        module: Name::new("list"),
        title: "List".to_owned(),
        documentation: documentation(),
        deprecated: None,
        input: Some(payload("Request")),
        output: None,
        errors: vec![error("Gone", "Gone")],
        method: "POST".to_owned(),
        uri: "/".to_owned(),
        traits: Vec::new(),
        examples: Vec::new(),
        paginator: Some(Paginator {
            method: Name::new("list_pages"),
            documentation: documentation(),
            tokens: vec![(0, Expression::Path(Vec::new()))],
            more: None,
        }),
        waiters: vec![Waiter {
            name: "Listed".to_owned(),
            method: Name::new("wait_until_listed"),
            documentation: documentation(),
            delay: 1,
            attempts: 1,
            acceptors: Vec::new(),
        }],
        structures: vec![structure("Request", vec![member("token", named("Kind"))])],
    }
}

/// An operation that has nothing in common with the first.
pub(crate) fn another() -> Operation {
    Operation {
        name: Name::new("call"),
        module: Name::new("call"),
        paginator: None,
        waiters: Vec::new(),
        structures: Vec::new(),
        ..operation()
    }
}

pub(crate) fn service() -> Service {
    let kinds = Type::List {
        element: Box::new(named("Kind")),
        sparse: false,
    };
    Service {
        title: "Tiny".to_owned(),
        id: "Tiny".to_owned(),
        api_version: "2020-01-01".to_owned(),
        endpoint_prefix: "tiny".to_owned(),
        api_key: None,
        signing_name: "tiny".to_owned(),
        auth: Vec::new(),
        signature_version: "v4".to_owned(),
        target_prefix: None,
        protocol: Protocol::RestJson1,
        xml_namespace: None,
        query_compatible: false,
        rules: super::Rules::Shared("REGIONAL"),
        rules_per_call: false,
        settings: Vec::new(),
        discovery: None,
        documentation: documentation(),
        structures: vec![structure("Part", vec![member("kinds", kinds)])],
        unions: vec![union(vec![arm("Part", named("Part"))])],
        enumerations: vec![enumeration(&["A", "B"])],
        exceptions: vec![exception("Gone")],
        operations: vec![operation()],
    }
}

/// A crate of calls over the runtime of its own name.
pub(crate) fn package() -> Package {
    Package {
        crate_name: "tiny".to_owned(),
        source: "tiny/2020-01-01".to_owned(),
        command: "shapesmith generate".to_owned(),
        runtime_path: None,
        runtime: "::shapesmith_runtime".to_owned(),
        runtime_renamed: None,
        manifest: None,
        publication: Publication::default(),
        default_features: vec![Feature::Hyper],
        types_only: false,
        needed_features: vec![NeededFeature {
            feature: "client",
            needed_by: "every call of Tiny".to_owned(),
        }],
        offers_sigv4a: false,
    }
}
