//! Locking what a panic elsewhere can't leave half changed.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks it, whatever became of who held it last.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
