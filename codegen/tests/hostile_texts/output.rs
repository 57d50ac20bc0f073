//! What is generated, taken apart: the code without its docs, the docs as Markdown, and the files beside them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Generated files.
pub struct Output {
    files: BTreeMap<String, String>,
    /// The code of each Rust file, without docs, notes of deprecation and imports.
    pub code: BTreeMap<String, String>,
    docs: Vec<String>,
}

impl Output {
    pub fn of_crate(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        collect(folder, folder, &mut files);
        Self::new(files)
    }

    pub fn of_source(source: String) -> Self {
        Self::new([("source.rs".to_owned(), source)].into())
    }

    fn new(files: BTreeMap<String, String>) -> Self {
        let mut output = Self {
            code: BTreeMap::new(),
            docs: Vec::new(),
            files,
        };
        let rust = output.files.iter().filter(|(name, _)| {
            Path::new(name)
                .extension()
                .is_some_and(|found| found == "rs")
        });
        for (name, text) in rust {
            let parsed = syn::parse_file(text);
            assert!(parsed.is_ok(), "{name}: {:?}", parsed.err());
            let tokens: TokenStream = text.parse().unwrap();
            let mut parts = Parts {
                files: &output.files,
                code: String::new(),
                docs: &mut output.docs,
            };
            parts.read(tokens);
            output.code.insert(name.clone(), parts.code);
        }
        output
    }

    /// Fails when some text is more than that.
    pub fn check(&self, place: &str) {
        for (name, text) in &self.files {
            let hidden = text.chars().find(|c| *c != '\n' && is_hidden(*c));
            assert_eq!(hidden, None, "{place}: {name}");
        }
        for (name, code) in &self.code {
            let mut words = code.split(' ');
            assert!(!words.any(|word| word == "evil"), "{place}: {name}");
        }
        for docs in &self.docs {
            check_docs(place, docs);
        }
        if let Some(manifest) = self.files.get("Cargo.toml") {
            let manifest: toml::Table = toml::from_str(manifest).unwrap();
            let dependencies = manifest["dependencies"].as_table().unwrap();
            assert_eq!(dependencies.len(), 1, "{place}: {manifest:?}");
            assert_eq!(manifest.len(), 3, "{place}: {manifest:?}");
        }
        if let Some(readme) = self.files.get("README.md") {
            check_readme(place, readme);
        }
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// Control characters, and those that show nothing or turn the text around.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Tells docs from code. In macros too a doc comment is `#[doc = "…"]`.
struct Parts<'a> {
    files: &'a BTreeMap<String, String>,
    code: String,
    docs: &'a mut Vec<String>,
}

impl Parts<'_> {
    fn read(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        let mut docs = String::new();
        while let Some(token) = tokens.next() {
            match &token {
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    let inner = tokens.next_if(|next| next.to_string() == "!").is_some();
                    let attribute = match tokens.next() {
                        Some(TokenTree::Group(attribute)) => attribute.stream(),
                        other => other.into_iter().collect(),
                    };
                    let text = attribute.to_string();
                    if text.starts_with("doc =") {
                        docs.push_str(&self.doc(attribute));
                        docs.push('\n');
                    } else if text.starts_with("deprecated =") {
                        // Rustdoc reads a note as Markdown of its own.
                        let note = attribute.into_iter().skip(2).collect();
                        let note: syn::LitStr = syn::parse2(note).unwrap();
                        self.docs.push(note.value());
                    } else if !text.starts_with("deprecated") {
                        self.code.push_str(if inner { "\n#! " } else { "\n# " });
                        self.code.push_str(&text);
                    }
                    continue;
                }
                TokenTree::Ident(word) if word == "use" => {
                    tokens.by_ref().find(|token| token.to_string() == ";");
                    continue;
                }
                TokenTree::Group(group) => {
                    self.code.push_str(match group.delimiter() {
                        Delimiter::Brace => "{\n",
                        _ => "( ",
                    });
                    self.read(group.stream());
                    self.code.push_str(") ");
                }
                // What stands in a literal is no code, so no word of it stands alone.
                TokenTree::Literal(literal) => {
                    self.code.push_str(&literal.to_string().replace(' ', "·"));
                    self.code.push(' ');
                }
                other => self.code.push_str(&format!("{other} ")),
            }
            // What the docs before it belong to has begun.
            self.docs
                .extend((!docs.is_empty()).then(|| std::mem::take(&mut docs)));
        }
        self.docs.extend((!docs.is_empty()).then_some(docs));
    }

    /// The text of a doc attribute, or the file that it takes in.
    fn doc(&self, attribute: TokenStream) -> String {
        let value = attribute.into_iter().skip(2);
        let value: TokenStream = value.collect();
        if let Ok(text) = syn::parse2::<syn::LitStr>(value.clone()) {
            return text.value();
        }
        let included: syn::Macro = syn::parse2(value).unwrap();
        let path: syn::LitStr = included.parse_body().unwrap();
        let path = path.value();
        self.files[path.trim_start_matches("../")].clone()
    }
}

/// As rustdoc reads it.
fn parser(markdown: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    Parser::new_ext(markdown, options)
}

/// The line that our own examples begin with, and that no text can hold.
const EXAMPLE: &str = "# async fn example() ->";

fn check_docs(place: &str, docs: &str) {
    // A doc comment's lines have a space before them, as rustdoc knows.
    let lines: Vec<&str> = docs
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let docs = lines.join("\n");
    let mut in_example = false;
    for event in parser(&docs) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info,
                    CodeBlockKind::Indented => "an indented block",
                };
                in_example = info == "no_run";
                assert!(in_example || info == "text", "{place}: {info} in\n{docs}");
            }
            Event::Text(code) if std::mem::take(&mut in_example) => {
                assert!(code.starts_with(EXAMPLE), "{place}: {code} in\n{docs}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let safe = !dest_url.contains("javascript") && &*dest_url != "evil";
                assert!(safe, "{place}: {dest_url} in\n{docs}");
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                assert_eq!(&*dest_url, "none", "{place}: an image in\n{docs}");
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let ours = html.starts_with("<!-- @generated by shapesmith from ");
                assert!(ours, "{place}: HTML in\n{docs}");
            }
            _ => {}
        }
    }
}

/// A README has one heading, our table and our example, whatever the service is called.
fn check_readme(place: &str, readme: &str) {
    let mut counts = [0; 3];
    for event in parser(readme) {
        match event {
            Event::End(TagEnd::Heading(_)) => counts[0] += 1,
            Event::End(TagEnd::CodeBlock) => counts[1] += 1,
            Event::End(TagEnd::Table) => counts[2] += 1,
            Event::Html(html) | Event::InlineHtml(html) => {
                assert!(html.starts_with("<!-- @generated"), "{place}: {readme}");
            }
            _ => {}
        }
    }
    let known = [[1, 1, 1], [1, 0, 1], [1, 0, 0]];
    assert!(known.contains(&counts), "{place}: {readme}");
}
