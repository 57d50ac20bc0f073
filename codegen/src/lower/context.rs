//! What every pass looks up: the model by name, the user's choices, and the sink for problems.
//!
//! Holds no decisions; a pass returns its own.

use std::collections::BTreeMap;

use super::options::Options;
use crate::diagnostics::Diagnostics;
use crate::load::model::{Entries, Kind, Model, Operation, Shape, Structure};

/// The inputs of the passes.
pub(crate) struct Context<'a> {
    pub(crate) model: &'a Model,
    pub(crate) options: &'a Options,
    shapes: BTreeMap<&'a str, &'a Shape>,
    pub(crate) diagnostics: &'a mut Diagnostics,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        model: &'a Model,
        options: &'a Options,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let shapes = model
            .shapes
            .iter()
            .map(|(name, shape)| (name.as_str(), shape))
            .collect();
        Self {
            model,
            options,
            shapes,
            diagnostics,
        }
    }

    /// Takes these shapes for those of the model that have their names.
    pub(crate) fn replace(&mut self, shapes: &'a Entries<Shape>) {
        let replaced = shapes.iter().map(|(name, shape)| (name.as_str(), shape));
        self.shapes.extend(replaced);
    }

    /// The shape of this name; `load` has refused models that name one they lack.
    pub(crate) fn shape(&self, name: &str) -> Option<&'a Shape> {
        self.shapes.get(name).copied()
    }

    /// The shape's structure, if it is one (a union and an exception are too).
    pub(crate) fn structure(&self, name: &str) -> Option<&'a Structure> {
        match &self.shape(name)?.kind {
            Kind::Structure(structure) => Some(structure),
            _ => None,
        }
    }

    pub(crate) fn error(
        &mut self,
        code: &'static str,
        path: &str,
        message: String,
        hint: Option<String>,
    ) {
        let diagnostic = self.diagnostics.error(
            code,
            self.model.file_of(path),
            self.model.path_of(path),
            message,
        );
        if let Some(hint) = hint {
            diagnostic.with_hint(hint);
        }
    }

    /// An error of the overlay's.
    pub(crate) fn error_in_overlay(
        &mut self,
        code: &'static str,
        path: &str,
        message: String,
        hint: String,
    ) {
        let file = &self.model.overlay.file;
        self.diagnostics
            .error(code, file, path, message)
            .with_hint(hint);
    }

    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        path: &str,
        message: String,
        hint: Option<String>,
    ) {
        let diagnostic = self.diagnostics.warning(
            code,
            self.model.file_of(path),
            self.model.path_of(path),
            message,
        );
        if let Some(hint) = hint {
            diagnostic.with_hint(hint);
        }
    }

    pub(crate) fn note(&mut self, code: &'static str, path: &str, message: String) {
        self.diagnostics.note(
            code,
            self.model.file_of(path),
            self.model.path_of(path),
            message,
        );
    }
}

/// The operations of a model that are kept, in the order of their names.
pub(crate) type Kept<'a> = Vec<&'a (String, Operation)>;
