//! What a module imports for the names that it says, in a crate and in a file to include.
#![allow(clippy::unwrap_used)]
// A test may stop where it fails.
// The method by itself has one lifetime, where `printed` wants any.
#![allow(clippy::redundant_closure_for_method_calls)]

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Outlook, Output, Reach, Scope};
use crate::emit::layout::{Docs, file};
use crate::emit::markdown::Paths as _;
use crate::ir::samples::{named, package, service};
use crate::ir::{Item, Name, Type};

/// What a module one below the root does, seen by a service whose types have these names, as a text of one line.
fn printed(
    output: Output,
    types: &[&str],
    reach: Reach<'_>,
    act: impl FnOnce(&Scope<'_>) -> TokenStream,
) -> String {
    let (service, package, docs) = (service(), package(), Docs::default());
    let types: BTreeSet<&str> = types.iter().copied().collect();
    let outlook = Outlook {
        service: &service,
        package: &package,
        output,
        docs: &docs,
        types: &types,
    };
    let tokens = act(&Scope::new(outlook, 1, reach));
    let text = file(&docs, [tokens]).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The imports after these names were said.
fn imports(output: Output, types: &[&str], names: &[&'static str]) -> String {
    printed(output, types, Reach::nothing(), |scope| {
        for name in names {
            scope.name(name);
        }
        scope.imports()
    })
}

/// A type alias for each of the names, as code that says them.
fn said(output: Output, types: &[&str], names: &[&'static str]) -> String {
    printed(output, types, Reach::nothing(), |scope| {
        let names = names.iter().map(|name| scope.name(name));
        quote!(#(type T = #names;)*)
    })
}

const EACH_HOME: [&str; 4] = ["Option", "BTreeMap", "Bytes", "Schema"];

#[test]
fn a_name_is_imported_from_where_it_comes() {
    assert_eq!(
        imports(Output::Crate, &[], &EACH_HOME),
        "use std::collections::BTreeMap; use shapesmith_runtime::Bytes; use crate::tables::Schema;"
    );
    assert_eq!(
        imports(Output::Include, &[], &EACH_HOME),
        "use ::std::prelude::v1::*; use ::std::collections::BTreeMap; use ::shapesmith_runtime::Bytes; \
         use super::tables::Schema;"
    );
    let short = "type T = Option; type T = BTreeMap; type T = Bytes; type T = Schema;";
    assert_eq!(said(Output::Crate, &[], &EACH_HOME), short);
}

#[test]
fn a_name_that_a_type_of_the_service_has_is_called_by_its_path() {
    assert_eq!(
        said(Output::Crate, &EACH_HOME, &EACH_HOME),
        "type T = ::std::option::Option; type T = ::std::collections::BTreeMap; \
         type T = shapesmith_runtime::Bytes; type T = tables::Schema;"
    );
    let with_tables = imports(Output::Crate, &EACH_HOME, &EACH_HOME);
    assert_eq!(with_tables, "use crate::tables;");
}

#[test]
fn the_macro_of_the_tables_brings_their_module() {
    let text = printed(Output::Crate, &[], Reach::nothing(), |scope| {
        scope.name("Schema");
        let wire = scope.wire();
        let imports = scope.imports();
        quote!(#imports #wire! {})
    });
    assert_eq!(text, "use crate::tables::{self, Schema}; tables::wire! {}");
}

#[test]
fn what_only_calls_say_is_imported_with_the_client() {
    let both = |output| {
        printed(output, &[], Reach::nothing(), |scope| {
            scope.name("Schema");
            scope.of_calls(|scope| {
                scope.name("Schema");
                scope.name("Operation")
            });
            scope.name("Member");
            scope.imports()
        })
    };
    assert_eq!(
        both(Output::Crate),
        "use crate::tables::{Member, Schema}; #[cfg(feature = \"client\")] use crate::tables::Operation;"
    );
    assert_eq!(
        both(Output::Include),
        "use ::std::prelude::v1::*; use super::tables::{Member, Operation, Schema};"
    );
}

#[test]
fn types_are_imported_unless_they_are_defined_in_the_module() {
    let [here, used, called, both] = ["Here", "Used", "Called", "Both"].map(Name::new);
    let reach = || Reach::Named {
        defined: BTreeSet::from([&here]),
        used: BTreeSet::from([&here, &used, &both]),
        used_in_calls: BTreeSet::from([&here, &called, &both]),
    };
    let text = printed(Output::Crate, &[], reach(), |scope| scope.imports());
    assert_eq!(
        text,
        "use crate::types::{Both, Used}; #[cfg(feature = \"client\")] use crate::types::Called;"
    );
    let text = printed(Output::Crate, &[], reach(), |scope| {
        let names = ["Here", "Used", "Called", "Other"].map(|name| scope.named(&Name::new(name)));
        quote!(#(type T = #names;)*)
    });
    assert_eq!(
        text,
        "type T = Here; type T = Used; type T = Called; type T = crate::types::Other;"
    );
    let all = printed(Output::Crate, &[], Reach::Glob, |scope| scope.imports());
    assert_eq!(all, "use crate::types::*;");
}

#[test]
fn beside_the_glob_of_the_prelude_a_type_of_its_names_is_called_by_its_path() {
    let name = Name::new("Result");
    let reach = || Reach::Named {
        defined: BTreeSet::new(),
        used: BTreeSet::from([&name]),
        used_in_calls: BTreeSet::new(),
    };
    let text = |output| {
        printed(output, &["Result"], reach(), |scope| {
            let (name, imports) = (scope.named(&name), scope.imports());
            quote!(#imports type T = #name;)
        })
    };
    assert_eq!(
        text(Output::Crate),
        "use crate::types::Result; type T = Result;"
    );
    assert_eq!(
        text(Output::Include),
        "use ::std::prelude::v1::*; type T = super::types::Result;"
    );
}

#[test]
fn a_trait_that_a_type_hides_is_brought_for_its_methods_where_the_prelude_is_a_glob() {
    let text = |output, types: &[&str]| {
        printed(output, types, Reach::nothing(), |scope| {
            scope.calls_methods_of("Into");
            scope.imports()
        })
    };
    assert_eq!(
        text(Output::Include, &["Into"]),
        "use ::std::convert::Into as _; use ::std::prelude::v1::*;"
    );
    assert_eq!(text(Output::Include, &[]), "use ::std::prelude::v1::*;");
    assert_eq!(text(Output::Crate, &["Into"]), "");
}

#[test]
fn sparse_elements_and_values_may_be_missing() {
    let text = |sparse| {
        printed(Output::Crate, &[], Reach::Glob, |scope| {
            let list = Type::List {
                element: Box::new(Type::Blob),
                sparse,
            };
            let ty = scope.ty(&Type::Map {
                key: Box::new(named("Kind")),
                value: Box::new(list),
                sparse,
            });
            quote!(type T = #ty;)
        })
    };
    assert_eq!(text(false), "type T = BTreeMap<Kind, Vec<Bytes>>;");
    assert_eq!(
        text(true),
        "type T = BTreeMap<Kind, Option<Vec<Option<Bytes>>>>;"
    );
}

#[test]
fn links_lead_to_the_item_from_wherever_they_stand() {
    let (seen, clone) = (Name::new("Seen"), Name::new("Clone"));
    let link = |output, item: &Item| {
        let mut found = (String::new(), false);
        let reach = Reach::Named {
            defined: BTreeSet::from([&seen, &clone]),
            used: BTreeSet::new(),
            used_in_calls: BTreeSet::new(),
        };
        printed(output, &[], reach, |scope| {
            found = (scope.path(item), scope.by_name(item));
            TokenStream::new()
        });
        found
    };
    let (far, of) = (Name::new("Far"), |name: &str| Name::new(name));
    for (item, of_crate, by_name) in [
        (Item::Type(seen.clone()), "Seen", true),
        (Item::Type(far.clone()), "crate::types::Far", false),
        (Item::Type(clone.clone()), "type@Clone", false),
        (
            Item::Field(seen.clone(), of("type")),
            "field@Seen::type",
            false,
        ),
        (Item::Variant(far, of("A")), "crate::types::Far::A", false),
        (Item::Method(of("list")), "crate::Client::list", false),
    ] {
        let found = link(Output::Crate, &item);
        assert_eq!(found, (of_crate.to_owned(), by_name));
        if item != Item::Type(clone.clone()) {
            let of_file = of_crate.replace("crate::", "super::");
            assert_eq!(link(Output::Include, &item).0, of_file);
        }
    }
}

#[test]
fn types_of_every_kind_hide_names() {
    let service = service();
    let names: BTreeSet<&str> = service.type_names().collect();
    let names: Vec<&str> = names.into_iter().collect();
    assert_eq!(names, ["Either", "Gone", "Kind", "Part", "Request"]);
}
