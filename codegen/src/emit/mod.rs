//! Prints a service as Rust: `quote!` says what stands there, `layout` how it looks. One file per kind of item.
//!
//! Decides nothing and never changes the case of a name; `lower` has done that.

pub(crate) mod addresses;
mod arguments;
mod calls;
mod client;
mod enumerations;
mod errors;
mod examples;
mod expressions;
mod include;
mod items;
mod layout;
#[cfg(test)]
mod layout_tests;
mod manifest;
pub(crate) mod markdown;
mod operations;
mod page;
mod paginators;
mod readme;
mod roots;
mod rule_set;
pub(crate) mod runtime;
mod scope;
mod settings;
mod structures;
mod tables;
mod traits;
mod trees;
mod types;
mod unions;
mod waiters;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

pub(crate) use include::single_file;
pub(crate) use layout::Unprintable;
use scope::{Outlook, Output, Reach, Scope};

use crate::check::Checked;
use crate::ir::{Operation, Package};

/// The files of a crate, by path.
///
/// # Errors
/// What was printed is no Rust: a mistake of ours.
pub(crate) fn crate_files(
    service: &Checked,
    package: &Package,
) -> Result<BTreeMap<String, String>, Unprintable> {
    let types = service.type_names().collect();
    let docs = layout::Docs::default();
    let outlook = Outlook {
        docs: &docs,
        service,
        package,
        output: Output::Crate,
        types: &types,
    };
    let mut files = Files::new(package, &docs);
    files.add_behind(
        "#",
        "Cargo.toml",
        &format!("\n{}", manifest::cargo_toml(service, package)),
    );
    files.add_behind("#", "src/rustfmt.toml", NO_FORMATTER);
    files.add_markdown(
        "README.md",
        &format!("\n{}", readme::readme(service, package)),
    );
    files.add_rust("src/lib.rs", roots::of_crate(outlook))?;
    let kinds = types::kinds(service, &service.structures);
    let names: Vec<&str> = kinds.iter().map(types::Kind::name).collect();
    files.add_rust("src/types/mod.rs", roots::of_types(outlook, &names))?;
    for kind in &kinds {
        files.add_rust(
            &format!("src/types/{}.rs", kind.name()),
            kind.print(outlook, 2),
        )?;
    }
    if !package.types_only {
        calls(outlook, &mut files)?;
    }
    Ok(files.by_path)
}

/// What a crate with calls has beside its types.
fn calls(outlook: Outlook<'_>, files: &mut Files<'_>) -> Result<(), Unprintable> {
    let service = outlook.service;
    let scope = Scope::new(outlook, 1, Reach::nothing());
    let client = client::client(&scope, service);
    files.add_rust("src/client.rs", [scope.imports(), client])?;
    let scope = Scope::new(outlook, 1, types::of_errors(service));
    let errors = errors::errors(&scope, service);
    files.add_rust("src/error.rs", [scope.imports(), errors])?;
    let root = roots::of_operations(&service.operations);
    files.add_rust("src/operation/mod.rs", root)?;
    let trees = trees::Trees::new(service);
    for operation in &service.operations {
        let scope = Scope::new(outlook, 2, types::of_operation(operation));
        let file = format!("src/operation/{}.rs", operation.module.plain());
        files.add_rust(&file, operation_file(&scope, operation))?;
        if !page::is_empty(operation) {
            let page = page::page(&scope, operation, &trees);
            files.add_markdown(&page::file(operation), &page);
        }
    }
    Ok(())
}

/// Keeps rustfmt away: it lays out some lines in another way than we do.
const NO_FORMATTER: &str =
    "# What is generated has its layout already.\ndisable_all_formatting = true\n";

fn operation_file(scope: &Scope<'_>, operation: &Operation) -> Vec<TokenStream> {
    let mut parts = operations::structures(scope, operation);
    parts.push(operations::calls(scope, operation));
    parts.insert(0, scope.imports());
    parts
}

/// The files so far; each begins with the line that says where it comes from, by which `write` knows ours.
struct Files<'a> {
    package: &'a Package,
    docs: &'a layout::Docs,
    by_path: BTreeMap<String, String>,
}

impl<'a> Files<'a> {
    fn new(package: &'a Package, docs: &'a layout::Docs) -> Self {
        Self {
            package,
            docs,
            by_path: BTreeMap::new(),
        }
    }

    fn add_rust(
        &mut self,
        path: &str,
        parts: impl IntoIterator<Item = TokenStream>,
    ) -> Result<(), Unprintable> {
        let text = layout::file(self.docs, parts)?;
        self.add_behind("//", path, &format!("\n{text}"));
        Ok(())
    }

    fn add_markdown(&mut self, path: &str, text: &str) {
        let text = format!("{}\n{text}", comment(self.package));
        self.by_path.insert(path.to_owned(), text);
    }

    fn add_behind(&mut self, comment: &str, path: &str, text: &str) {
        let text = format!("{comment} {}\n{text}", notice(self.package));
        self.by_path.insert(path.to_owned(), text);
    }
}

/// Where a Markdown file comes from; a folder's name can't end the comment.
fn comment(package: &Package) -> String {
    format!("<!-- {} -->", notice(package).replace('>', "&gt;"))
}

/// Says where a file comes from.
fn notice(package: &Package) -> String {
    format!(
        "@generated by shapesmith from {}; `{}` makes it again.",
        package.source, package.command
    )
}

#[cfg(test)]
mod tests {
    use super::comment;
    use crate::ir::samples::package;

    #[test]
    fn a_folder_does_not_end_the_comment_of_a_markdown_file() {
        let mut package = package();
        "a--><b>/2020".clone_into(&mut package.source);
        let text = comment(&package);
        assert!(text.starts_with("<!-- @generated by shapesmith from a--&gt;<b&gt;/2020; `"));
        assert_eq!(text.find("-->"), Some(text.len() - 3), "{text}");
    }
}
