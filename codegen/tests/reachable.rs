//! What a generated client's methods take and give can be named by whoever has the generated crate alone.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, ImplItem, Item, Signature, TraitItem, UseTree, Visibility};

/// What std has, as far as signatures name it.
const OF_STD: [&str; 32] = [
    "Arc",
    "AsRef",
    "BTreeMap",
    "Box",
    "Clone",
    "Context",
    "Debug",
    "Default",
    "Duration",
    "Error",
    "Fn",
    "Formatter",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Item",
    "Iterator",
    "Option",
    "Output",
    "Path",
    "PathBuf",
    "Pin",
    "Poll",
    "RangeInclusive",
    "Read",
    "Result",
    "Self",
    "Send",
    "String",
    "Sync",
    "Vec",
];

/// Of crates that a user of these methods has anyway: http, http-body, bytes, and the official SDK.
const OF_OTHERS: [&str; 13] = [
    "Body",
    "Data",
    "HeaderMap",
    "HeaderName",
    "HeaderValue",
    "HttpClient",
    "Method",
    "Request",
    "Response",
    "SdkConfig",
    "StatusCode",
    "Uri",
    "Bytes",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn parsed(path: &Path) -> Vec<Item> {
    let text = fs::read_to_string(path).unwrap();
    syn::parse_file(&text).unwrap().items
}

/// Every file of the runtime that is no test.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|found| found == "rs")
            && !name.contains("tests")
            && name != "absent.rs"
        {
            found.push(path);
        }
    }
}

/// The names that items of a module make public.
fn published(items: &[Item]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for item in items {
        let (visible, name) = match item {
            Item::Use(found) if is_public(&found.vis) => {
                leaves(&found.tree, &mut names);
                continue;
            }
            Item::Struct(found) => (&found.vis, &found.ident),
            Item::Enum(found) => (&found.vis, &found.ident),
            Item::Trait(found) => (&found.vis, &found.ident),
            Item::Type(found) => (&found.vis, &found.ident),
            _ => continue,
        };
        if is_public(visible) {
            names.insert(name.to_string());
        }
    }
    names
}

fn leaves(tree: &UseTree, names: &mut BTreeSet<String>) {
    let name = match tree {
        UseTree::Path(path) => return leaves(&path.tree, names),
        UseTree::Group(group) => return group.items.iter().for_each(|tree| leaves(tree, names)),
        UseTree::Name(name) => &name.ident,
        UseTree::Rename(name) => &name.rename,
        UseTree::Glob(_) => return,
    };
    names.insert(name.to_string());
}

fn is_public(visible: &Visibility) -> bool {
    matches!(visible, Visibility::Public(_))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    let mut texts = attributes
        .iter()
        .map(|found| found.to_token_stream().to_string());
    texts.any(|text| text.contains("hidden"))
}

/// The types and traits that tokens name; a path of another module is one name.
fn named(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => named(group.stream(), names),
            TokenTree::Ident(ident) => {
                let text = ident.to_string();
                let is_type = text.starts_with(|c: char| c.is_ascii_uppercase());
                let is_constant = text.len() > 1 && text.to_uppercase() == text;
                if is_type && !is_constant {
                    names.insert(text);
                }
            }
            _ => {}
        }
    }
}

/// A public signature, what it is of, and the parameters that it and what is around it have.
type Found = (String, Signature, BTreeSet<String>);

/// The signatures of the types and traits that can be had.
fn signatures(items: &[Item], known: &BTreeSet<String>) -> Vec<Found> {
    let mut found = Vec::new();
    let generics = |generics: &syn::Generics| {
        let parameters = generics.type_params();
        parameters
            .map(|parameter| parameter.ident.to_string())
            .collect::<BTreeSet<_>>()
    };
    for item in items {
        let (of, around, methods): (_, _, Vec<Signature>) = match item {
            Item::Impl(block) if block.trait_.is_none() && !is_hidden(&block.attrs) => {
                let methods = block.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(method) if is_public(&method.vis) && !is_hidden(&method.attrs) => {
                        Some(method.sig.clone())
                    }
                    _ => None,
                });
                let mut of = BTreeSet::new();
                named(block.self_ty.to_token_stream(), &mut of);
                (of, generics(&block.generics), methods.collect())
            }
            Item::Trait(found) if is_public(&found.vis) && !is_hidden(&found.attrs) => {
                let methods = found.items.iter().filter_map(|item| match item {
                    TraitItem::Fn(method) if !is_hidden(&method.attrs) => Some(method.sig.clone()),
                    _ => None,
                });
                let of = BTreeSet::from([found.ident.to_string()]);
                (of, generics(&found.generics), methods.collect())
            }
            _ => continue,
        };
        let Some(of) = of.into_iter().find(|name| known.contains(name)) else {
            continue;
        };
        for method in methods {
            let around = around.iter().cloned().chain(generics(&method.generics));
            let around = around.collect();
            found.push((of.clone(), method, around));
        }
    }
    found
}

#[test]
fn every_type_that_a_signature_names_is_in_the_generated_crate() {
    let (generated, runtime) = (root().join("generated/fsx/src"), root().join("runtime/src"));
    let mut known = published(&parsed(&generated.join("lib.rs")));
    assert!(known.contains("Client"), "{known:?}");
    let modules = [
        ("transport", "transport/mod.rs"),
        ("metrics", "metrics.rs"),
        ("presign", "client/presign/mod.rs"),
    ];
    for (module, file) in modules {
        assert!(known.contains(module), "{module} isn't in {known:?}");
        known.extend(published(&parsed(&runtime.join(file))));
    }
    let others = OF_STD
        .iter()
        .chain(&OF_OTHERS)
        .map(|name| (*name).to_owned());
    let others: BTreeSet<String> = others.collect();
    let mut files = vec![generated.join("client.rs")];
    sources(&runtime, &mut files);
    let (mut looked_at, mut missing) = (0, Vec::new());
    for file in &files {
        for (of, signature, parameters) in signatures(&parsed(file), &known) {
            let mut names = BTreeSet::new();
            named(signature.to_token_stream(), &mut names);
            looked_at += 1;
            let unknown = names.iter().filter(|name| {
                !known.contains(*name) && !others.contains(*name) && !parameters.contains(*name)
            });
            missing.extend(unknown.map(|name| format!("{of}::{} has {name}", signature.ident)));
        }
    }
    assert!(looked_at > 100, "{looked_at}");
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Methods of a generated crate take and give what is among its types, and those of its root.
#[test]
fn every_type_that_an_operation_names_is_in_the_generated_crate() {
    let generated = root().join("generated/fsx/src");
    let mut known = published(&parsed(&generated.join("lib.rs")));
    let mut files = Vec::new();
    for folder in ["types", "operation"] {
        sources(&generated.join(folder), &mut files);
    }
    let items: Vec<Vec<Item>> = files.iter().map(|file| parsed(file)).collect();
    known.extend(items.iter().flat_map(|items| published(items)));
    for items in &items {
        for (of, signature, parameters) in signatures(items, &known) {
            let mut names = BTreeSet::new();
            named(signature.to_token_stream(), &mut names);
            for name in names {
                let there = known.contains(&name) || parameters.contains(&name);
                assert!(
                    there || OF_STD.contains(&&*name),
                    "{of}::{} has {name}",
                    signature.ident
                );
            }
        }
    }
}
