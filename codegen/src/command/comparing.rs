//! From two models to what differs: loads, lowers and compares, for whichever command asks.
//!
//! Prints nothing.

use std::path::{Path, PathBuf};

use crate::check::Checked;
use crate::diagnostics::Diagnostics;
use crate::diff::{self, Finding};
use crate::generate::{Prepared, prepare_loaded};
use crate::ir::{Package, Service};
use crate::load::{self, LoadedService};
use crate::lower::{self, Options};

/// A model, and what is chosen of it.
pub(super) struct Half {
    pub(super) path: PathBuf,
    pub(super) options: Options,
}

/// Both sides as they will be written.
pub(super) struct Both {
    pub(super) old: Lowered,
    pub(super) new: Lowered,
}

/// One side.
pub(super) enum Lowered {
    Whole(Box<Prepared>),
    /// It has none of the chosen operations; the rest is as on the other side.
    Nothing(Box<(Service, Package)>),
}

impl Lowered {
    fn side(&self) -> diff::Side<'_> {
        match self {
            Self::Whole(prepared) => diff::Side::new(&prepared.service, &prepared.package),
            Self::Nothing(nothing) => diff::Side::new(&nothing.0, &nothing.1),
        }
    }

    /// The service, if it can be written.
    pub(super) fn prepared(&self) -> Option<&Prepared> {
        match self {
            Self::Whole(prepared) => Some(prepared),
            Self::Nothing(_) => None,
        }
    }

    /// What it is called: `FSx`.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Whole(prepared) => &prepared.service.id,
            Self::Nothing(nothing) => &nothing.0.id,
        }
    }
}

impl Both {
    /// What differs. Strictly, a new member breaks.
    pub(super) fn findings(&self, strict: bool) -> Vec<Finding> {
        diff::compare(&self.old.side(), &self.new.side(), strict)
    }

    /// What no rule tells, though these files are printed otherwise.
    pub(super) fn printed_otherwise(
        &self,
        files: impl IntoIterator<Item = String>,
    ) -> Vec<Finding> {
        diff::printed_otherwise(&self.old.side(), &self.new.side(), files)
    }
}

/// Both sides, as far as each has the chosen operations; `None` when a diagnostic says why not.
pub(super) fn both(old: &Half, new: &Half, diagnostics: &mut Diagnostics) -> Option<Both> {
    let before = load::load(&old.path, &old.options.choices(), diagnostics);
    let after = load::load(&new.path, &new.options.choices(), diagnostics);
    let (before, after) = (before?, after?);
    if diagnostics.has_errors() {
        return None;
    }
    let chosen = [
        here(&before, &after, &old.options, diagnostics),
        here(&after, &before, &new.options, diagnostics),
    ];
    if diagnostics.has_errors() {
        return None;
    }
    let [of_old, of_new] = chosen;
    let before = of_old.map(|options| lowered(before, &options, diagnostics));
    let after = of_new.map(|options| lowered(after, &options, diagnostics));
    match (before, after) {
        (Some(before), Some(after)) => Some(Both {
            old: Lowered::Whole(Box::new(before?)),
            new: Lowered::Whole(Box::new(after?)),
        }),
        (Some(before), None) => {
            let before = before?;
            Some(Both {
                new: nothing(&before.service, &before.package),
                old: Lowered::Whole(Box::new(before)),
            })
        }
        (None, Some(after)) => {
            let after = after?;
            Some(Both {
                old: nothing(&after.service, &after.package),
                new: Lowered::Whole(Box::new(after)),
            })
        }
        (None, None) => None,
    }
}

/// Lowers one side. What is odd about a model is told when it is generated, so here only errors are.
fn lowered(
    loaded: LoadedService,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Prepared> {
    let mut own = Diagnostics::new();
    let prepared = prepare_loaded(loaded, options, &mut own);
    if prepared.is_none() {
        diagnostics.append(own);
    }
    prepared
}

/// The options with the operations that this side has; `None` when it has none of them. One that neither side has is an
/// error.
fn here(
    this: &LoadedService,
    other: &LoadedService,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Options> {
    let Some(wanted) = &options.operations else {
        return Some(options.clone());
    };
    let has = |loaded: &LoadedService, name: &String| {
        let mut operations = loaded.model.operations.iter();
        operations.any(|(known, _)| known == name)
    };
    let nowhere = wanted
        .iter()
        .filter(|name| !has(this, name) && !has(other, name));
    let nowhere: Vec<String> = nowhere.cloned().collect();
    if wanted.is_empty() || !nowhere.is_empty() {
        let asked = Options {
            operations: Some(nowhere),
            ..options.clone()
        };
        lower::selected(&this.model, &asked, diagnostics);
        return None;
    }
    let found: Vec<String> = wanted
        .iter()
        .filter(|name| has(this, name))
        .cloned()
        .collect();
    (!found.is_empty()).then(|| Options {
        operations: Some(found),
        ..options.clone()
    })
}

/// The service without anything in it.
fn nothing(other: &Checked, package: &Package) -> Lowered {
    let service = Service {
        structures: Vec::new(),
        unions: Vec::new(),
        enumerations: Vec::new(),
        exceptions: Vec::new(),
        operations: Vec::new(),
        ..Service::clone(other)
    };
    Lowered::Nothing(Box::new((service, package.clone())))
}

/// The folder of a service in botocore's layout, which names its crate; `None` where folders are named otherwise.
pub(super) fn service_folder(path: &Path) -> Option<String> {
    let place = load::place(path, &mut Diagnostics::new())?;
    place.parent.as_ref()?;
    let source = place.source();
    source.split('/').next().map(str::to_owned)
}

/// What a service among others is called: what its Smithy model says, else its folder.
pub(super) fn service_name(path: &Path) -> String {
    if let Some((name, _)) = load::named(path) {
        return lower::usual_crate_name(&name);
    }
    let place = load::place(path, &mut Diagnostics::new());
    let source = place.map(|place| place.source()).unwrap_or_default();
    source.split('/').next().unwrap_or_default().to_owned()
}
