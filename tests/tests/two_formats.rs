//! The same service from both formats is the same crate, but for what is listed here: FSx and SQS, in AWS's Smithy models
//! and in botocore's of the same week.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use shapesmith::Service;
use shapesmith_tests::{older, surface};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, File, Item, ItemUse};

/// The version of botocore whose models are of the week of the Smithy models.
const BOTOCORE: &str = "1.37.25";

/// What only one of the formats says; the rest of the code is compared without it.
struct Leveled;

impl VisitMut for Leveled {
    /// Texts aren't compared, nor notes of what is deprecated: the Smithy models here have none.
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        attributes.retain(|attribute| !attribute.path().is_ident("doc"));
        for attribute in attributes {
            if attribute.path().is_ident("deprecated") {
                *attribute = syn::parse_quote!(#[deprecated]);
            }
        }
    }

    /// Botocore lists an operation's errors in the order of the documentation, Smithy by their names.
    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        visit_mut::visit_field_value_mut(self, field);
        let is_list = matches!(&field.member, syn::Member::Named(name) if name == "errors");
        if let Expr::Reference(reference) = &mut field.expr
            && let Expr::Array(array) = &mut *reference.expr
            && is_list
        {
            let mut sorted: Vec<Expr> = array.elems.iter().cloned().collect();
            sorted.sort_by_key(text);
            array.elems = sorted.into_iter().collect();
        }
    }

    /// The status of an error, which botocore says of few; and that a list is flattened, which is left in botocore's SQS
    /// from the days of XML and means nothing in JSON.
    fn visit_expr_array_mut(&mut self, array: &mut syn::ExprArray) {
        visit_mut::visit_expr_array_mut(self, array);
        let only = ["Flag::Status", "Trait::Flattened"];
        let kept = array.elems.iter().filter(|element| {
            let shown = text(element);
            !only.iter().any(|only| shown.starts_with(only))
        });
        array.elems = kept.cloned().collect();
    }

    /// A row without traits.
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        let Expr::MethodCall(call) = &*expression else {
            return;
        };
        if call.method == "with" && call.args.iter().all(|argument| text(argument) == "&[]") {
            *expression = (*call.receiver).clone();
        }
    }
}

fn text(expression: &Expr) -> String {
    let shown = expression.clone();
    let file: File = syn::parse_quote! { const SHOWN: () = #shown; };
    let printed = prettyplease::unparse(&file);
    let value = printed.trim().trim_start_matches("const SHOWN: () =");
    value.trim_end_matches(';').split_whitespace().collect()
}

/// The items by what they look like when they are leveled; which names of the tables a module imports follows from that.
fn items(model: &Path) -> BTreeSet<String> {
    let source = Service::load(model).unwrap().to_source().unwrap();
    let mut file: File = syn::parse_str(&source).unwrap();
    file.attrs.clear();
    Leveled.visit_file_mut(&mut file);
    let printed = prettyplease::unparse(&file);
    let items = surface::items(&printed).into_iter();
    let whole = items.filter(|item| !matches!(item, Item::Mod(_) | Item::Use(ItemUse { .. })));
    whole.map(shown).collect()
}

fn shown(item: Item) -> String {
    prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// What only the Smithy model makes, and only botocore's.
fn compared(service: &str) -> Option<(Vec<String>, Vec<String>)> {
    let botocore = older::models(BOTOCORE)?.join(service);
    let smithy = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/smithy");
    let smithy: PathBuf = smithy.join(format!("{service}.json.gz"));
    let (ours, theirs) = (items(&smithy), items(&botocore));
    let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
        one.difference(other).cloned().collect::<Vec<String>>()
    };
    Some((only(&ours, &theirs), only(&theirs, &ours)))
}

#[test]
fn sqs_is_one_crate_from_both_formats() {
    if let Some((smithy, botocore)) = compared("sqs") {
        assert_eq!((smithy, botocore), (Vec::new(), Vec::new()));
    }
}

/// Smithy's model says of five operations more how their pages follow each other.
#[test]
fn fsx_is_one_crate_from_both_formats_but_for_pages_that_botocore_does_not_know() {
    const PAGED: [&str; 5] = [
        "describe_data_repository_associations",
        "describe_data_repository_tasks",
        "describe_file_caches",
        "describe_file_system_aliases",
        "describe_snapshots",
    ];
    let Some((smithy, botocore)) = compared("fsx") else {
        return;
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &smithy {
        let of = PAGED
            .iter()
            .find(|name| item.to_lowercase().contains(&format!("{name}_pages")));
        let of = of.unwrap_or_else(|| panic!("only from Smithy's model:\n{item}"));
        *counts.entry(of).or_default() += 1;
    }
    // The method beside the call, and its table.
    assert!(
        counts.values().all(|count| *count == 2) && counts.len() == PAGED.len(),
        "{counts:?}"
    );
    // The same methods without pages.
    for item in &botocore {
        assert!(
            PAGED
                .iter()
                .any(|name| item.contains(&format!("fn {name}("))),
            "only from botocore's model:\n{item}"
        );
    }
}
