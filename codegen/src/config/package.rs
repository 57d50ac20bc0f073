//! `[package]` and `[crate.package]`: what a crate's manifest says of it.
//!
//! Refuses what cargo or a registry would refuse later. Prints nothing.

use serde::de::{Deserialize, Deserializer, Error};
use toml::Value;

use super::mistake::OURS;
use crate::diagnostics::did_you_mean;
use crate::ir::{Feature, OLDEST_RUST, Publication, Publish};

/// Either of the two tables.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct PackageTable {
    #[serde(deserialize_with = "version")]
    version: Option<String>,
    #[serde(deserialize_with = "rust_version")]
    rust_version: Option<String>,
    #[serde(deserialize_with = "text")]
    description: Option<String>,
    #[serde(deserialize_with = "license")]
    license: Option<String>,
    /// Seen from the crate, as `readme` is.
    #[serde(deserialize_with = "text")]
    license_file: Option<String>,
    #[serde(deserialize_with = "address")]
    repository: Option<String>,
    #[serde(deserialize_with = "address")]
    homepage: Option<String>,
    #[serde(deserialize_with = "address")]
    documentation: Option<String>,
    #[serde(deserialize_with = "text")]
    readme: Option<String>,
    #[serde(deserialize_with = "texts")]
    authors: Option<Vec<String>>,
    #[serde(deserialize_with = "keywords")]
    keywords: Option<Vec<String>>,
    #[serde(deserialize_with = "categories")]
    categories: Option<Vec<String>>,
    #[serde(deserialize_with = "texts")]
    include: Option<Vec<String>>,
    #[serde(deserialize_with = "texts")]
    exclude: Option<Vec<String>>,
    #[serde(deserialize_with = "publish")]
    publish: Option<Publish>,
    #[serde(deserialize_with = "features")]
    default_features: Option<Vec<Feature>>,
}

impl PackageTable {
    /// What a crate says of itself, and where it says nothing, what all say.
    pub(super) fn or(self, all: &Self) -> Self {
        let all = all.clone();
        Self {
            version: self.version.or(all.version),
            rust_version: self.rust_version.or(all.rust_version),
            description: self.description.or(all.description),
            license: self.license.or(all.license),
            license_file: self.license_file.or(all.license_file),
            repository: self.repository.or(all.repository),
            homepage: self.homepage.or(all.homepage),
            documentation: self.documentation.or(all.documentation),
            readme: self.readme.or(all.readme),
            authors: self.authors.or(all.authors),
            keywords: self.keywords.or(all.keywords),
            categories: self.categories.or(all.categories),
            include: self.include.or(all.include),
            exclude: self.exclude.or(all.exclude),
            publish: self.publish.or(all.publish),
            default_features: self.default_features.or(all.default_features),
        }
    }

    pub(crate) fn into_publication(self) -> Publication {
        Publication {
            version: self.version,
            rust_version: self.rust_version,
            description: self.description,
            license: self.license,
            license_file: self.license_file,
            repository: self.repository,
            homepage: self.homepage,
            documentation: self.documentation,
            readme: self.readme,
            authors: self.authors,
            keywords: self.keywords,
            categories: self.categories,
            include: self.include,
            exclude: self.exclude,
            publish: self.publish,
            default_features: self.default_features,
        }
    }
}

/// A mistake: what is wrong, and what to do.
fn wrong<E: Error>(message: impl std::fmt::Display, hint: &str) -> E {
    E::custom(format!("{OURS}{message}; {hint}"))
}

fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    match semver::Version::parse(&text) {
        Ok(_) => Ok(Some(text)),
        Err(error) => Err(wrong(
            format!("`{text}` is no version: {error}"),
            "write three numbers, as `1.2.0`",
        )),
    }
}

fn rust_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let numbers: Result<Vec<u64>, _> = text.split('.').map(str::parse).collect();
    match numbers {
        Ok(numbers) if numbers.len() > 3 || text.contains('+') => {}
        Ok(numbers) if numbers < [OLDEST_RUST.0, OLDEST_RUST.1].to_vec() => {
            return Err(wrong(
                format!("a generated crate can't be built with Rust {text}"),
                &format!("give {}.{} or a newer one", OLDEST_RUST.0, OLDEST_RUST.1),
            ));
        }
        Ok(_) => return Ok(Some(text)),
        Err(_) => {}
    }
    Err(wrong(
        format!("`{text}` is no version of Rust"),
        "write it as `1.85`",
    ))
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() {
        return Err(wrong("the text is empty", "write it, or take the line out"));
    }
    Ok(Some(text))
}

fn license<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || " .-+()".contains(c);
    if text.trim().is_empty() || !text.chars().all(plain) {
        return Err(wrong(
            format!("`{text}` is no licence as registries name them"),
            "write its SPDX name, as `MIT OR Apache-2.0`, or the file's name as `license-file`",
        ));
    }
    Ok(Some(text))
}

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let rest = text.strip_prefix("https://");
    let rest = rest.or_else(|| text.strip_prefix("http://"));
    let odd = |c: char| c.is_whitespace() || c.is_control();
    if rest.is_none_or(|rest| rest.is_empty() || rest.contains(odd)) {
        return Err(wrong(
            format!("`{text}` is no address of a page"),
            "begin it with `https://`",
        ));
    }
    Ok(Some(text))
}

fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    if texts.iter().any(|text| text.trim().is_empty()) {
        return Err(wrong(
            "one of the texts is empty",
            "write it, or take it out",
        ));
    }
    Ok(Some(texts))
}

/// As many keywords or categories as registries take.
const MOST: usize = 5;

fn few<E: Error>(texts: &[String], what: &str) -> Result<(), E> {
    if texts.len() > MOST {
        let message = format!("there are {} {what}, registries take {MOST}", texts.len());
        return Err(wrong(message, "keep the best"));
    }
    Ok(())
}

fn keywords<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let keywords = Vec::<String>::deserialize(deserializer)?;
    few(&keywords, "keywords")?;
    let fits = |word: &String| {
        word.len() <= 20
            && word.starts_with(|c: char| c.is_ascii_alphanumeric())
            && word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_-+".contains(c))
    };
    match keywords.iter().find(|word| !fits(word)) {
        None => Ok(Some(keywords)),
        Some(word) => Err(wrong(
            format!("`{word}` is no keyword that registries take"),
            "use up to 20 letters, digits, `_`, `-` and `+`, the first a letter or a digit",
        )),
    }
}

fn categories<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let categories = Vec::<String>::deserialize(deserializer)?;
    few(&categories, "categories")?;
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let fits = |category: &&String| !category.split("::").all(is_part);
    match categories.iter().find(fits) {
        None => Ok(Some(categories)),
        Some(category) => Err(wrong(
            format!("`{category}` is no category of registries"),
            "write it as they do, as `api-bindings` or `web-programming::http-client`",
        )),
    }
}

fn publish<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Publish>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let registries = value.as_array().and_then(|registries| {
        let names = registries.iter().map(|name| name.as_str());
        names.map(|name| name.map(str::to_owned)).collect()
    });
    match (value.as_bool(), registries) {
        (Some(false), _) => Ok(Some(Publish::Nowhere)),
        (Some(true), _) => Ok(Some(Publish::Anywhere)),
        (None, Some(registries)) => Ok(Some(Publish::Registries(registries))),
        (None, None) => Err(wrong(
            "this doesn't say where the crate may be published",
            "write `true`, `false`, or a list of registries, as `[\"ours\"]`",
        )),
    }
}

fn features<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Feature>>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    let features = names.iter().map(|name| feature(name));
    features.collect::<Result<_, _>>().map(Some)
}

fn feature<E: Error>(name: &str) -> Result<Feature, E> {
    let found = Feature::ALL.into_iter().find(|found| found.name() == name);
    found.ok_or_else(|| {
        let known = || Feature::ALL.iter().map(|feature| feature.name());
        let hint = match did_you_mean(name, known()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("there are `{}`", known().collect::<Vec<_>>().join("`, `")),
        };
        wrong(
            format!("`{name}` is no feature of a generated crate"),
            &hint,
        )
    })
}

#[cfg(test)]
#[path = "package_tests.rs"]
mod tests;
