//! The bytes of a streaming member: in memory, or read from somewhere while they are wanted.
//!
//! Knows neither protocols nor transports; these hand streams on without reading them.

#[cfg(feature = "async")]
mod aside;
#[cfg(feature = "async")]
mod body;
mod from_reader;
#[cfg(feature = "client")]
mod layers;
#[cfg(any(
    feature = "checksum",
    all(feature = "metrics", any(feature = "async", feature = "blocking"))
))]
mod observed;
#[cfg(feature = "async")]
mod paced;
mod reader;
mod source;
mod taking;

use std::fmt::{self, Debug, Formatter};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;

#[cfg(feature = "async")]
pub(crate) use aside::Aside;
use from_reader::{FileToRead, FromReader};
pub use reader::StreamReader;
use source::{Again, Chunks, Source};

/// A body of more bytes may take longer than an attempt. While somebody watches it goes out in pieces of this size, so
/// that it shows that it gets on.
pub(crate) const LONG: usize = 256 << 10;

/// The bytes of a streaming member.
///
/// Text and bytes turn into one; [`from_path`](Self::from_path) and [`from_reader`](Self::from_reader) make one that is
/// never whole in memory. A clone shares what is left to be read.
///
/// ```
/// use shapesmith_runtime::ByteStream;
///
/// let stream = ByteStream::from("hello");
/// assert_eq!(stream.length(), Some(5));
/// assert_eq!(stream.bytes().map(|bytes| &**bytes), Some(&b"hello"[..]));
/// ```
#[derive(Clone)]
pub struct ByteStream {
    source: Source,
    /// Is told of every piece that is taken, and of what went wrong.
    watch: Option<Arc<Watch>>,
}

/// Told of every piece of a stream that is taken: `None` is one, or the end.
type Watch = dyn Fn(Option<&io::Error>) + Send + Sync;

impl ByteStream {
    fn of(source: Source) -> Self {
        Self {
            source,
            watch: None,
        }
    }

    /// A stream of these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self::of(Source::Memory(bytes.into()))
    }

    /// A stream of what a reader gives; the length is sent along if it is known, and a reader that turns out to have more
    /// or less ends the call. It can be read once, so that a request with it is never made again.
    ///
    /// Reading may let its thread wait: an async call reads on threads that tokio has for such work, a piece at a time.
    pub fn from_reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self::once(Box::new(FromReader::new(reader, length)), length)
    }

    /// A stream of a file, which is opened anew for every attempt of a request, and once before them where the request
    /// says a hash of it. It is read as [`from_reader`](Self::from_reader) says.
    ///
    /// # Errors
    /// There is no such file, or it can't be looked at.
    pub fn from_path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let length = std::fs::metadata(&path)?.len();
        let open = move || -> io::Result<Box<dyn Chunks>> {
            // A file that grows meanwhile must not make the request longer than it says.
            let file = FileToRead::new(path.clone()).take(length);
            Ok(Box::new(FromReader::new(file, Some(length))))
        };
        Ok(Self::of(Source::Again(Arc::new(Again {
            open: Box::new(open),
            length,
        }))))
    }

    /// A stream that is opened in this way.
    #[cfg(all(test, feature = "async"))]
    pub(crate) fn reopened<R: Read + Send + 'static>(
        length: u64,
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        let open = move || -> io::Result<Box<dyn Chunks>> {
            Ok(Box::new(FromReader::new(open()?, Some(length))))
        };
        Self::of(Source::Again(Arc::new(Again {
            open: Box::new(open),
            length,
        })))
    }

    fn once(chunks: Box<dyn Chunks>, length: Option<u64>) -> Self {
        Self::of(Source::once(chunks, length))
    }

    /// How many bytes there are in all, where that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.source {
            Source::Memory(bytes) => u64::try_from(bytes.len()).ok(),
            Source::Once(once) => once.length,
            Source::Again(again) => Some(again.length),
        }
    }

    /// The bytes, if they are in memory.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Memory(bytes) => Some(bytes),
            Source::Once(_) | Source::Again(_) => None,
        }
    }

    /// Whether there is nothing in it, for sure.
    pub fn is_empty(&self) -> bool {
        self.bytes().is_some_and(Bytes::is_empty)
    }

    /// Whether it can be sent a second time.
    pub fn is_replayable(&self) -> bool {
        !matches!(self.source, Source::Once(_))
    }

    /// The same bytes for one reading: what can be opened again is opened.
    #[cfg(any(feature = "client", test))]
    pub(crate) fn opened(&self) -> io::Result<Self> {
        Ok(Self {
            source: self.source.opened()?,
            ..self.clone()
        })
    }
}

#[cfg(not(feature = "async"))]
#[doc(hidden)]
impl ByteStream {
    /// Is there for rustc to find, and to say what has to be turned on.
    pub fn from_body<T>(_body: T) -> Self
    where
        crate::features::ThisProgram<T>: crate::features::Awaits,
    {
        Self::default()
    }
}

impl Default for ByteStream {
    /// Nothing.
    fn default() -> Self {
        Self::new(Bytes::new())
    }
}

impl PartialEq for ByteStream {
    /// Bytes in memory are compared; other streams are equal only to their clones.
    fn eq(&self, other: &Self) -> bool {
        match (&self.source, &other.source) {
            (Source::Memory(one), Source::Memory(other)) => one == other,
            (Source::Once(one), Source::Once(other)) => Arc::ptr_eq(one, other),
            (Source::Again(one), Source::Again(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Debug for ByteStream {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(formatter, "ByteStream({length} bytes)"),
            None => formatter.write_str("ByteStream"),
        }
    }
}

macro_rules! from {
    ($($type:ty),*) => {$(
        impl From<$type> for ByteStream {
            fn from(bytes: $type) -> Self {
                Self::new(bytes)
            }
        }
    )*};
}

from!(Bytes, Vec<u8>, String, &'static str, &'static [u8]);

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
