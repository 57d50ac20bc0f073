//! The bytes of a streaming member: in memory, or read from somewhere while they are wanted.
//!
//! Knows neither protocols nor transports; these hand streams on without reading them.

#[cfg(feature = "async")]
mod aside;
#[cfg(feature = "async")]
mod body;
mod from_reader;
#[cfg(feature = "async")]
mod paced;
mod reader;
mod source;

use std::fmt::{self, Debug, Formatter};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

#[cfg(feature = "client")]
use crate::error::EncodeError;

#[cfg(feature = "async")]
pub(crate) use aside::Aside;
use from_reader::{FileToRead, FromReader};
pub use reader::StreamReader;
use source::{Again, Chunks, Piece, Source};

/// A body of more bytes may take longer than an attempt. While somebody watches it goes out in pieces of this size, so
/// that it shows that it gets on.
pub(crate) const LONG: usize = 256 << 10;

/// Room that is made at once for as many bytes as somebody says will come.
const MOST_RESERVED: usize = 4 << 20;

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

/// A stream as the source of another.
#[cfg(feature = "client")]
struct Inner(ByteStream);

#[cfg(feature = "client")]
impl Chunks for Inner {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        self.0.poll_chunk(context)
    }

    fn read_chunk(&mut self) -> Piece {
        self.0.read_chunk()
    }
}

/// A stream that somebody looks at while it is read.
#[cfg(any(
    feature = "checksum",
    all(feature = "metrics", any(feature = "async", feature = "blocking"))
))]
struct Observed<F> {
    stream: ByteStream,
    observe: F,
}

#[cfg(any(
    feature = "checksum",
    all(feature = "metrics", any(feature = "async", feature = "blocking"))
))]
impl<F: FnMut(Option<&Bytes>) -> io::Result<()> + Send> Observed<F> {
    fn shown(&mut self, piece: Piece) -> Piece {
        let chunk = match piece {
            Some(Ok(chunk)) => Some(chunk),
            Some(Err(error)) => return Some(Err(error)),
            None => None,
        };
        match (self.observe)(chunk.as_ref()) {
            Ok(()) => chunk.map(Ok),
            Err(error) => Some(Err(error)),
        }
    }
}

#[cfg(any(
    feature = "checksum",
    all(feature = "metrics", any(feature = "async", feature = "blocking"))
))]
impl<F: FnMut(Option<&Bytes>) -> io::Result<()> + Send> Chunks for Observed<F> {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        let piece = std::task::ready!(self.stream.poll_chunk(context));
        Poll::Ready(self.shown(piece))
    }

    fn read_chunk(&mut self) -> Piece {
        let piece = self.stream.read_chunk();
        self.shown(piece)
    }
}

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

    /// The same stream, each piece shown to `observe`, then `None` at the end; it can end the stream with an error.
    #[cfg(any(
        feature = "checksum",
        all(feature = "metrics", any(feature = "async", feature = "blocking"))
    ))]
    pub(crate) fn observed(
        self,
        observe: impl FnMut(Option<&Bytes>) -> io::Result<()> + Send + 'static,
    ) -> Self {
        let length = self.length();
        let observed = Observed {
            stream: self,
            observe,
        };
        Self::once(Box::new(observed), length)
    }

    /// The same stream; `watch` is told of every piece of it that is taken, and of the error that ends it. Bytes in memory
    /// then go out in pieces.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn watched(
        self,
        watch: impl Fn(Option<&io::Error>) + Send + Sync + 'static,
    ) -> Self {
        Self {
            watch: Some(Arc::new(watch)),
            ..self
        }
    }

    /// The same stream, said to be of this length.
    ///
    /// # Errors
    /// It is known to be of another.
    #[cfg(feature = "client")]
    pub(crate) fn of_length(self, length: u64) -> Result<Self, EncodeError> {
        match self.length() {
            Some(known) if known == length => Ok(self),
            Some(known) => Err(EncodeError::new(format!(
                "the stream has {known} bytes, and the length that is sent along is {length}"
            ))),
            None => Ok(Self::once(Box::new(Inner(self)), Some(length))),
        }
    }

    /// The same stream; it ends with an error when a piece takes longer than that. Bytes in memory are there.
    #[cfg(feature = "async")]
    pub(crate) fn paced(self, limit: std::time::Duration) -> Self {
        if self.bytes().is_some() {
            return self;
        }
        let length = self.length();
        Self::once(Box::new(paced::Paced::new(self, limit)), length)
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
    #[cfg_attr(not(feature = "client"), allow(dead_code))]
    pub(crate) fn opened(&self) -> io::Result<Self> {
        Ok(Self {
            source: self.source.opened()?,
            ..self.clone()
        })
    }

    /// Shows all bytes of a stream that can be read again, while the thread waits, and leaves them to be sent; ends early
    /// when `look` says so.
    ///
    /// # Errors
    /// The source fails.
    #[cfg(feature = "client")]
    pub(crate) fn look_through(&self, mut look: impl FnMut(&[u8]) -> bool) -> io::Result<()> {
        let mut stream = self.opened()?;
        while let Some(piece) = stream.read_chunk() {
            if !look(&piece?) {
                break;
            }
        }
        Ok(())
    }

    /// The next piece; `None` at the end. What was read is gone.
    ///
    /// # Errors
    /// The source fails.
    pub fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let most = self.most();
        let piece = std::task::ready!(self.source.poll_chunk(context, most));
        self.tell(&piece);
        Poll::Ready(piece)
    }

    /// The next piece, while the thread waits.
    pub(crate) fn read_chunk(&mut self) -> Piece {
        let most = self.most();
        let piece = self.source.read_chunk(most);
        self.tell(&piece);
        piece
    }

    /// How much of bytes in memory is given at a time.
    fn most(&self) -> usize {
        if self.watch.is_some() {
            LONG
        } else {
            usize::MAX
        }
    }

    /// Tells whoever watches.
    fn tell(&self, piece: &Piece) {
        if let Some(watch) = &self.watch {
            watch(piece.as_ref().and_then(|piece| piece.as_ref().err()));
        }
    }

    /// The next piece; `None` at the end. What was read is gone.
    ///
    /// # Errors
    /// The source fails.
    pub async fn next(&mut self) -> Option<io::Result<Bytes>> {
        std::future::poll_fn(|context| self.poll_chunk(context)).await
    }

    /// All that is left, in memory.
    ///
    /// # Errors
    /// The source fails.
    pub async fn collect(mut self) -> io::Result<Bytes> {
        let length = self
            .length()
            .and_then(|length| usize::try_from(length).ok());
        let Some(first) = self.next().await.transpose()? else {
            return Ok(Bytes::new());
        };
        let Some(second) = self.next().await.transpose()? else {
            return Ok(first);
        };
        let mut whole = BytesMut::with_capacity(length.unwrap_or_default().min(MOST_RESERVED));
        whole.extend_from_slice(&first);
        whole.extend_from_slice(&second);
        while let Some(chunk) = self.next().await.transpose()? {
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }

    /// Reads it while the thread waits. What an async client received can't be read so.
    pub fn into_reader(self) -> StreamReader {
        StreamReader::new(self)
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
#[path = "stream/stream_tests.rs"]
mod tests;
