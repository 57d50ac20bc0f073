//! The bytes of a streaming member: in memory, or read from somewhere while they are wanted.
//!
//! Knows neither protocols nor transports; these hand streams on without reading them.

#[cfg(feature = "async")]
mod body;
#[cfg(feature = "async")]
mod paced;
mod reader;

use std::fmt::{self, Debug, Formatter};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

#[cfg(feature = "client")]
use crate::error::EncodeError;
use crate::lock::lock;

pub use reader::StreamReader;

/// How much is read from a reader at a time.
const CHUNK: usize = 64 << 10;

/// A body of more bytes may take longer than an attempt. While somebody watches it goes out in pieces of this size, so
/// that it shows that it gets on.
#[cfg(any(feature = "async", feature = "blocking"))]
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
    /// Is told whenever a piece is taken.
    #[cfg(feature = "async")]
    moved: Option<Arc<dyn Fn() + Send + Sync>>,
}

#[derive(Clone)]
enum Source {
    Memory(Bytes),
    /// Can be read once.
    Once(Arc<Once>),
    /// Can be opened again for every attempt.
    Again(Arc<Again>),
}

struct Once {
    chunks: Mutex<Option<Box<dyn Chunks>>>,
    length: Option<u64>,
}

struct Again {
    open: Box<dyn Fn() -> io::Result<Box<dyn Chunks>> + Send + Sync>,
    length: u64,
}

/// Gives the bytes piece by piece.
trait Chunks: Send {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>>;
}

/// A reader, whose pieces are there at once.
struct FromReader<R>(R);

impl<R: Read + Send> Chunks for FromReader<R> {
    fn poll_chunk(&mut self, _context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let mut chunk = BytesMut::zeroed(CHUNK);
        loop {
            return Poll::Ready(match self.0.read(&mut chunk) {
                Ok(0) => None,
                Ok(read) => {
                    chunk.truncate(read);
                    Some(Ok(chunk.freeze()))
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => Some(Err(error)),
            });
        }
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
impl<F: FnMut(Option<&Bytes>) -> io::Result<()> + Send> Chunks for Observed<F> {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let chunk = match std::task::ready!(self.stream.poll_chunk(context)) {
            Some(chunk) => Some(chunk?),
            None => None,
        };
        Poll::Ready(match (self.observe)(chunk.as_ref()) {
            Ok(()) => chunk.map(Ok),
            Err(error) => Some(Err(error)),
        })
    }
}

impl ByteStream {
    fn of(source: Source) -> Self {
        Self {
            source,
            #[cfg(feature = "async")]
            moved: None,
        }
    }

    /// A stream of these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self::of(Source::Memory(bytes.into()))
    }

    /// A stream of what a reader gives; the length is sent along if it is known. It can be read once, so that a
    /// request with it is never made again. Reading lets the thread wait, as reading from a file does.
    pub fn from_reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self::once(Box::new(FromReader(reader)), length)
    }

    /// A stream of a file, which is opened anew for every attempt of a request.
    ///
    /// # Errors
    /// There is no such file, or it can't be looked at.
    pub fn from_path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let length = std::fs::metadata(&path)?.len();
        let open = move || -> io::Result<Box<dyn Chunks>> {
            // A file that grows meanwhile must not make the request longer than it says.
            let file = File::open(&path)?.take(length);
            Ok(Box::new(FromReader(file)))
        };
        Ok(Self::of(Source::Again(Arc::new(Again {
            open: Box::new(open),
            length,
        }))))
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

    /// The same stream; `moved` is told whenever a piece of it is taken. Bytes in memory then go out in pieces.
    #[cfg(feature = "async")]
    pub(crate) fn watched(self, moved: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            moved: Some(Arc::new(moved)),
            ..self
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
        match &self.source {
            Source::Again(again) => again.opened().map(Self::of),
            _ => Ok(self.clone()),
        }
    }

    /// Shows all bytes of a stream that can be read again, and leaves them to be sent.
    ///
    /// # Errors
    /// The source fails.
    #[cfg(feature = "client")]
    pub(crate) fn look_through(&self, mut look: impl FnMut(&[u8])) -> Result<(), EncodeError> {
        if let Some(bytes) = self.bytes() {
            look(bytes);
            return Ok(());
        }
        let failed = |error| EncodeError::new(format!("the stream can't be read: {error}"));
        let mut reader = self.opened().map_err(failed)?.into_reader();
        let mut chunk = vec![0; CHUNK];
        loop {
            match reader.read(&mut chunk).map_err(failed)? {
                0 => return Ok(()),
                read => look(chunk.get(..read).unwrap_or_default()),
            }
        }
    }

    /// The next piece; `None` at the end. What was read is gone.
    ///
    /// # Errors
    /// The source fails.
    pub fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        #[cfg(feature = "async")]
        if let Some(moved) = &self.moved {
            let chunk = self.source.poll_chunk(context, LONG);
            if chunk.is_ready() {
                moved();
            }
            return chunk;
        }
        self.source.poll_chunk(context, usize::MAX)
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

impl Source {
    fn once(chunks: Box<dyn Chunks>, length: Option<u64>) -> Self {
        Self::Once(Arc::new(Once {
            chunks: Mutex::new(Some(chunks)),
            length,
        }))
    }

    /// The next piece; of bytes in memory no more than `most`.
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
        most: usize,
    ) -> Poll<Option<io::Result<Bytes>>> {
        match self {
            Self::Memory(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Memory(bytes) => Poll::Ready(Some(Ok(bytes.split_to(bytes.len().min(most))))),
            Self::Once(once) => {
                let mut chunks = lock(&once.chunks);
                let Some(open) = chunks.as_mut() else {
                    return Poll::Ready(None);
                };
                let chunk = open.poll_chunk(context);
                if matches!(chunk, Poll::Ready(None | Some(Err(_)))) {
                    *chunks = None;
                }
                chunk
            }
            Self::Again(again) => match again.opened() {
                Ok(opened) => {
                    *self = opened;
                    self.poll_chunk(context, most)
                }
                Err(error) => Poll::Ready(Some(Err(error))),
            },
        }
    }
}

impl Again {
    /// The same bytes for one reading.
    fn opened(&self) -> io::Result<Source> {
        Ok(Source::once((self.open)()?, Some(self.length)))
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
mod tests {
    use std::io::Read as _;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::{ByteStream, CHUNK};

    fn collected(stream: ByteStream) -> Vec<u8> {
        let future = pin!(stream.collect());
        match future.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(bytes)) => bytes.to_vec(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_reader_is_read_in_pieces_and_only_once() {
        let long = vec![7; CHUNK * 2 + 1];
        let stream = ByteStream::from_reader(std::io::Cursor::new(long.clone()), None);
        assert!(!stream.is_replayable());
        assert_eq!(collected(stream.clone()), long);
        assert_eq!(collected(stream), b"");
    }

    #[test]
    fn a_file_is_opened_for_every_reading() {
        let name = format!("shapesmith-stream-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, "hello").unwrap();
        let stream = ByteStream::from_path(&path).unwrap();
        assert_eq!(stream.length(), Some(5));
        for _ in 0..2 {
            let mut text = String::new();
            let mut reader = stream.opened().unwrap().into_reader();
            reader.read_to_string(&mut text).unwrap();
            assert_eq!(text, "hello");
        }
        std::fs::remove_file(&path).unwrap();
        assert!(ByteStream::from_path(&path).is_err());
    }

    #[test]
    fn streams_in_memory_are_compared_and_shown_by_length() {
        assert_eq!(ByteStream::from("a"), ByteStream::from(b"a".to_vec()));
        assert_ne!(ByteStream::from("a"), ByteStream::from("b"));
        let one = ByteStream::from_reader(std::io::empty(), None);
        assert_eq!(one, one.clone());
        assert_ne!(one, ByteStream::from_reader(std::io::empty(), None));
        #[cfg(feature = "async")]
        assert_eq!(ByteStream::from("a").watched(|| {}), ByteStream::from("a"));
        assert_eq!(
            format!("{:?}", ByteStream::from("abc")),
            "ByteStream(3 bytes)"
        );
    }
}
