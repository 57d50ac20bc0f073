//! The docs of the runtime say of everything public which feature it needs.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use quote::ToTokens as _;
use syn::{Attribute, ImplItem, Item, UseTree, Visibility};

/// The features that an item needs.
type Needed = BTreeSet<String>;

/// An item with what its docs have to say.
struct Found {
    place: String,
    needed: Needed,
    docs: String,
}

/// What of the runtime is walked through.
#[derive(Default)]
struct Runtime {
    /// The names that people see at the root, with what the export needs.
    exported: BTreeMap<String, Needed>,
    found: Vec<Found>,
}

/// The features without which an item isn't there.
fn features(attributes: &[Attribute]) -> Needed {
    let conditions = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"));
    let features = conditions.filter_map(|attribute| {
        let condition: syn::MetaNameValue = attribute.parse_args().ok()?;
        let syn::Expr::Lit(value) = condition.value else {
            return None;
        };
        match value.lit {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        }
    });
    features.collect()
}

/// Whether no docs show it: it is hidden, a test, or there only where something else isn't.
fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.meta.to_token_stream().to_string();
        let text = text.replace(' ', "");
        let hides = ["doc(hidden)", "cfg(test)", "cfg(all(test", "cfg(not("];
        hides.iter().any(|start| text.starts_with(start))
    })
}

fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| {
        let line = attribute.meta.require_name_value().ok()?;
        let syn::Expr::Lit(value) = &line.value else {
            return None;
        };
        match &value.lit {
            syn::Lit::Str(text) if line.path.is_ident("doc") => Some(text.value()),
            _ => None,
        }
    });
    let lines = lines.map(|line| line.trim().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// The file that a module's attribute names.
fn elsewhere(attributes: &[Attribute]) -> Option<String> {
    let mut paths = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("path"));
    match &paths.next()?.meta.require_name_value().ok()?.value {
        syn::Expr::Lit(value) => match &value.lit {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

fn names(tree: &UseTree, found: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => names(&path.tree, found),
        UseTree::Name(name) => found.push(name.ident.to_string()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| names(tree, found)),
        UseTree::Rename(_) | UseTree::Glob(_) => {}
    }
}

impl Runtime {
    fn exports(&mut self, items: &[Item]) {
        for item in items {
            let Item::Use(item) = item else { continue };
            if matches!(item.vis, Visibility::Public(_)) {
                let mut found = Vec::new();
                names(&item.tree, &mut found);
                let needed = features(&item.attrs);
                let found = found.into_iter().map(|name| (name, needed.clone()));
                self.exported.extend(found);
            }
        }
    }

    /// Walks through a file and the files of its modules; `folder` holds these.
    fn file(&mut self, path: &Path, folder: &Path, needed: &Needed) {
        let file = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
        for item in &file.items {
            self.item(item, path, folder, needed);
        }
    }

    fn item(&mut self, item: &Item, path: &Path, folder: &Path, needed: &Needed) {
        let (attributes, public, name) = match item {
            Item::Mod(module) if !is_hidden(&module.attrs) => {
                let needed = needed | &features(&module.attrs);
                return self.module(module, path, folder, &needed);
            }
            Item::Impl(found) if found.trait_.is_none() && !is_hidden(&found.attrs) => {
                return self.methods(found, path, needed);
            }
            Item::Struct(found) => (&found.attrs, &found.vis, &found.ident),
            Item::Enum(found) => (&found.attrs, &found.vis, &found.ident),
            Item::Trait(found) => (&found.attrs, &found.vis, &found.ident),
            Item::Type(found) => (&found.attrs, &found.vis, &found.ident),
            Item::Fn(found) => (&found.attrs, &found.vis, &found.sig.ident),
            _ => return,
        };
        let in_transport = path.ends_with("transport/mod.rs");
        let exported = self.exported.get(&name.to_string()).cloned();
        let exported = exported.or(in_transport.then(Needed::new));
        if let (Some(exported), Visibility::Public(_), false) =
            (exported, public, is_hidden(attributes))
        {
            let needed = &(needed | &features(attributes)) | &exported;
            self.note(path, &name.to_string(), needed, attributes);
        }
    }

    fn module(&mut self, module: &syn::ItemMod, path: &Path, folder: &Path, needed: &Needed) {
        let name = module.ident.to_string();
        if let Some((_, items)) = &module.content {
            for item in items {
                self.item(item, path, folder, needed);
            }
            return;
        }
        let mut below = folder.join(&name);
        let mut files = vec![folder.join(format!("{name}.rs")), below.join("mod.rs")];
        if let Some(elsewhere) = elsewhere(&module.attrs) {
            files = vec![folder.join(elsewhere)];
            below = files[0].parent().unwrap().to_path_buf();
        }
        let file: &PathBuf = files.iter().find(|file| file.exists()).unwrap();
        self.file(file, &below, needed);
    }

    fn methods(&mut self, found: &syn::ItemImpl, path: &Path, needed: &Needed) {
        let syn::Type::Path(ty) = &*found.self_ty else {
            return;
        };
        let ty = ty.path.segments.last().unwrap().ident.to_string();
        let Some(of_type) = self.exported.get(&ty).cloned() else {
            return;
        };
        let needed = needed | &features(&found.attrs);
        for item in &found.items {
            let ImplItem::Fn(method) = item else { continue };
            if matches!(method.vis, Visibility::Public(_)) && !is_hidden(&method.attrs) {
                let needed = &needed | &features(&method.attrs);
                let needed = &needed - &of_type;
                let name = format!("{ty}::{}", method.sig.ident);
                self.note(path, &name, needed, &method.attrs);
            }
        }
    }

    fn note(&mut self, path: &Path, name: &str, mut needed: Needed, attributes: &[Attribute]) {
        // What brings the client needn't name it; a method needs no more than its type.
        if needed.len() > 1 || name.contains("::") {
            needed.remove("client");
        }
        let file = path.file_name().unwrap().to_string_lossy();
        self.found.push(Found {
            place: format!("{file}: {name}"),
            needed,
            docs: docs(attributes),
        });
    }
}

fn sentence(feature: &str) -> String {
    match feature {
        "async" => "Needs the feature `async`, which `hyper` brings.".to_owned(),
        other => format!("Needs the feature `{other}`."),
    }
}

#[test]
fn everything_public_says_which_feature_it_needs() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src");
    let root = source.join("lib.rs");
    let mut runtime = Runtime::default();
    let items = syn::parse_file(&fs::read_to_string(&root).unwrap()).unwrap();
    runtime.exports(&items.items);
    let transports = fs::read_to_string(source.join("transport/mod.rs")).unwrap();
    runtime.exports(&syn::parse_file(&transports).unwrap().items);
    runtime.file(&root, &source, &Needed::new());
    let mut silent = Vec::new();
    for Found {
        place,
        needed,
        docs,
    } in &runtime.found
    {
        // Behind the first sentence, where a reader looks before the rest.
        let first: Vec<&str> = docs.split("\n\n").take(3).collect();
        for feature in needed {
            let sentence = sentence(feature);
            if !first.contains(&sentence.as_str()) {
                silent.push(format!("{place} doesn't say: {sentence}"));
            }
        }
        if needed.is_empty() && docs.contains("Needs the feature") {
            silent.push(format!("{place} needs no feature"));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    // That the walk found what there is.
    let of = |feature: &str| {
        let found = runtime.found.iter();
        found.filter(|found| found.needed.contains(feature)).count()
    };
    let [client, awaited, blocking, official] =
        ["client", "async", "blocking", "aws-config"].map(of);
    assert!(client >= 15 && awaited >= 6 && blocking >= 6 && official >= 2);
}
