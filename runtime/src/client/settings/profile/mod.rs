//! The shared configuration and credentials files: which profile is meant, and what it says.
//!
//! Reads files through a function, so that tests make them up. Knows no setting.

mod file;
pub(crate) mod words;

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::sync::Arc;

use file::{Entry, Sections, Value};

use super::Read;
use crate::error::ConfigError;
use crate::shown::Shown;

/// What the two files say, and which profile is meant.
#[derive(Debug)]
pub(crate) struct Profiles {
    pub(crate) name: String,
    /// The program named it, so that it goes before the environment's credentials.
    pub(crate) is_named: bool,
    known: BTreeMap<String, Keys>,
    sessions: BTreeMap<String, Keys>,
    services: BTreeMap<String, Keys>,
}

/// The keys of a section, each with its file.
pub(crate) type Keys = BTreeMap<String, Known>;

/// What a key says, and where.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    value: Value,
    line: usize,
    file: Arc<File>,
}

#[derive(Debug)]
struct File {
    path: String,
    /// It is the credentials file.
    has_credentials: bool,
}

/// A place in a file, for errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    key: String,
    /// The section, as `the profile \`dev\``.
    section: String,
    path: String,
    line: usize,
}

impl Display for Spot {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let (section, path) = (Shown(&self.section), Shown(&self.path));
        let (key, line) = (Shown(&self.key), self.line);
        write!(formatter, "`{key}` of {section} ({path}, line {line})")
    }
}

impl Known {
    /// The text; nothing where it is empty or a block.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            Value::Block(_) => None,
        }
    }

    /// A key of the block that stands here, and its line.
    fn within(&self, key: &str) -> Option<(&str, usize)> {
        match &self.value {
            Value::Block(block) => {
                let (text, line) = block.get(key)?;
                (!text.is_empty()).then_some((text, *line))
            }
            Value::Text(_) => None,
        }
    }

    pub(crate) fn is_in_credentials_file(&self) -> bool {
        self.file.has_credentials
    }

    pub(crate) fn spot(&self, key: &str, section: String) -> Spot {
        Spot {
            key: key.to_owned(),
            section,
            path: self.file.path.clone(),
            line: self.line,
        }
    }
}

/// How a sentence names a profile.
pub(crate) fn called(profile: &str) -> String {
    format!("the profile `{profile}`")
}

impl Profiles {
    /// Reads the files that these variables name, or those in the user's folder; `named` is the profile that the program
    /// wants.
    ///
    /// # Errors
    /// A file can't be read or understood, or there is no such profile.
    pub(crate) fn load(
        variable: &dyn Fn(&str) -> Option<String>,
        named: Option<&str>,
        read: Read<'_>,
    ) -> Result<Self, ConfigError> {
        let config = path("AWS_CONFIG_FILE", "config", variable);
        let credentials = path("AWS_SHARED_CREDENTIALS_FILE", "credentials", variable);
        let mut found = Self {
            name: "default".to_owned(),
            is_named: named.is_some(),
            known: BTreeMap::new(),
            sessions: BTreeMap::new(),
            services: BTreeMap::new(),
        };
        if let Some((path, sections)) = sections(config.as_ref(), read)? {
            found.enter_config(path, sections);
        }
        if let Some((path, sections)) = sections(credentials.as_ref(), read)? {
            found.enter_credentials(path, sections);
        }
        let by_variable = || {
            ["AWS_DEFAULT_PROFILE", "AWS_PROFILE"]
                .into_iter()
                .find_map(|name| variable(name).map(|value| (value, name)))
        };
        let wanted = match named {
            Some(name) => Some((name.to_owned(), "the builder's `profile`")),
            None => by_variable(),
        };
        let Some((name, place)) = wanted else {
            return Ok(found);
        };
        if !found.known.contains_key(&name) {
            return Err(unknown(&name, place, [config, credentials]));
        }
        found.name = name;
        Ok(found)
    }

    fn enter_config(&mut self, path: String, sections: Sections) {
        let file = Arc::new(File {
            path,
            has_credentials: false,
        });
        for (name, section) in sections {
            let keys = keys(section, &file);
            if name == "default" {
                self.known.insert(name, keys);
                continue;
            }
            let kinds = [
                ("profile", &mut self.known),
                ("sso-session", &mut self.sessions),
                ("services", &mut self.services),
            ];
            let kind = kinds.into_iter().find(|(kind, _)| name.starts_with(kind));
            if let Some(((_, list), name)) = kind.zip(words::second_of_two(&name)) {
                list.insert(name, keys);
            }
        }
    }

    /// What stands there goes before what the other file says of the same profile.
    fn enter_credentials(&mut self, path: String, sections: Sections) {
        let file = Arc::new(File {
            path,
            has_credentials: true,
        });
        for (name, section) in sections {
            let known = self.known.entry(name).or_default();
            known.extend(keys(section, &file));
        }
    }

    pub(crate) fn profile(&self, name: &str) -> Option<&Keys> {
        self.known.get(name)
    }

    pub(crate) fn session(&self, name: &str) -> Option<&Keys> {
        self.sessions.get(name)
    }

    /// What the profile says of a key.
    pub(crate) fn plain(&self, key: &str) -> Option<(String, Spot)> {
        let known = self.known.get(&self.name)?.get(key)?;
        let text = known.text()?.to_owned();
        Some((text, known.spot(key, called(&self.name))))
    }

    /// What the profile says of a key in a block.
    pub(crate) fn within(&self, block: &str, key: &str) -> Option<(String, Spot)> {
        let known = self.known.get(&self.name)?.get(block)?;
        let (text, line) = known.within(key)?;
        let spot = known.spot(key, format!("`{block}` of {}", called(&self.name)));
        Some((text.to_owned(), Spot { line, ..spot }))
    }

    /// What the section of services that the profile names says of one.
    ///
    /// # Errors
    /// There is no such section.
    pub(crate) fn of_service(
        &self,
        service: &str,
        key: &str,
    ) -> Result<Option<(String, Spot)>, ConfigError> {
        let Some((name, named)) = self.plain("services") else {
            return Ok(None);
        };
        let Some(services) = self.services.get(&name) else {
            return Err(ConfigError::new(format!(
                "{named} names the services `{name}`, but there is no section `[services {name}]`"
            )));
        };
        let found = services.get(service).and_then(|known| {
            let (text, line) = known.within(key)?;
            let spot = known.spot(key, format!("`{service}` of the services `{name}`"));
            Some((text.to_owned(), Spot { line, ..spot }))
        });
        Ok(found)
    }
}

fn keys(section: BTreeMap<String, Entry>, file: &Arc<File>) -> Keys {
    let known = section.into_iter().map(|(key, entry)| {
        let Entry { value, line } = entry;
        let file = Arc::clone(file);
        (key, Known { value, line, file })
    });
    known.collect()
}

/// Where a file is.
fn path(name: &str, usual: &str, variable: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let said = variable(name).unwrap_or_else(|| format!("~/.aws/{usual}"));
    expanded(&said, variable)
}

/// The path with the user's folder in the place of `~`; none where nobody knows that folder.
pub(crate) fn expanded(path: &str, variable: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    match path.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '\\']) => {
            let home = variable("HOME").or_else(|| variable("USERPROFILE"))?;
            Some(format!("{home}{rest}"))
        }
        _ => Some(path.to_owned()),
    }
}

/// A file's sections; one that isn't there says nothing.
fn sections(
    path: Option<&String>,
    read: Read<'_>,
) -> Result<Option<(String, Sections)>, ConfigError> {
    let Some(path) = path else {
        return Ok(None);
    };
    let shown = Shown(path);
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) if is_no_file(&error) => return Ok(None),
        Err(error) => {
            return Err(ConfigError::new(format!("{shown} can't be read: {error}")));
        }
    };
    let wrong = |line: usize, why: &str| {
        let why = Shown(why);
        ConfigError::new(format!("{shown}, line {line}: {why}"))
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..good).unwrap_or_default();
        let lines = before.split(|byte| *byte == b'\n').count();
        wrong(lines, "it is no text in UTF-8")
    })?;
    let sections = file::parse(&text).map_err(|found| wrong(found.line, &found.why))?;
    Ok(Some((path.clone(), sections)))
}

fn is_no_file(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory
    )
}

fn unknown(name: &str, place: &str, files: [Option<String>; 2]) -> ConfigError {
    let files: Vec<String> = files.into_iter().flatten().collect();
    let files = if files.is_empty() {
        "there are no files of profiles, as nothing says where the user's folder is".to_owned()
    } else {
        format!("there is none in {}", files.join(" and "))
    };
    let name = Shown(name);
    ConfigError::new(format!("{place} names the profile `{name}`: {files}"))
}

#[cfg(test)]
#[path = "profile_tests.rs"]
mod tests;
