//! What a stream gives, and what it refuses.

use std::io::{self, Read as _};

use super::ByteStream;
use super::from_reader::CHUNK;

/// All of a stream, while the thread waits.
fn read(stream: ByteStream) -> io::Result<Vec<u8>> {
    let mut whole = Vec::new();
    stream.into_reader().read_to_end(&mut whole)?;
    Ok(whole)
}

#[test]
fn a_reader_is_read_in_pieces_and_only_once() {
    let long = vec![7; CHUNK * 2 + 1];
    let stream = ByteStream::from_reader(io::Cursor::new(long.clone()), None);
    assert!(!stream.is_replayable());
    assert_eq!(read(stream.clone()).unwrap(), long);
    assert_eq!(read(stream).unwrap(), b"");
}

#[test]
fn a_file_is_opened_for_every_reading() {
    let name = format!("shapesmith-stream-{}", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, "hello").unwrap();
    let stream = ByteStream::from_path(&path).unwrap();
    assert_eq!(stream.length(), Some(5));
    for _ in 0..2 {
        assert_eq!(read(stream.opened().unwrap()).unwrap(), b"hello");
    }
    std::fs::remove_file(&path).unwrap();
    assert!(ByteStream::from_path(&path).is_err());
    // That it is gone shows where it is read, as nothing is opened before.
    let error = read(stream.opened().unwrap()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
}

#[test]
fn streams_in_memory_are_compared_and_shown_by_length() {
    assert_eq!(ByteStream::from("a"), ByteStream::from(b"a".to_vec()));
    assert_ne!(ByteStream::from("a"), ByteStream::from("b"));
    let one = ByteStream::from_reader(io::empty(), None);
    assert_eq!(one, one.clone());
    assert_ne!(one, ByteStream::from_reader(io::empty(), None));
    #[cfg(feature = "async")]
    assert_eq!(ByteStream::from("a").watched(|_| {}), ByteStream::from("a"));
    assert_eq!(
        format!("{:?}", ByteStream::from("abc")),
        "ByteStream(3 bytes)"
    );
}

/// How a reader of so many bytes that is said to have so many ends.
fn ended(bytes: usize, said: u64) -> io::Result<usize> {
    let reader = io::repeat(7).take(bytes as u64);
    read(ByteStream::from_reader(reader, Some(said))).map(|whole| whole.len())
}

#[test]
fn a_reader_has_as_many_bytes_as_was_said() {
    let piece = CHUNK as u64;
    for said in [0, 1, 10, piece - 1, piece, piece + 1, 3 * piece] {
        let length = usize::try_from(said).unwrap();
        assert_eq!(ended(length, said).unwrap(), length);
        let error = ended(length + 1, said).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{said}: {error}");
        assert!(error.to_string().contains(&format!("{said} bytes")));
        if said > 0 {
            let error = ended(length - 1, said).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof, "{said}");
        }
    }
}

#[cfg(feature = "async")]
mod driven {
    use std::io::{self, Read};
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::thread::ThreadId;

    use super::super::{Aside, ByteStream};

    /// Gives a byte for every message, and says on which thread.
    struct Slow(Receiver<u8>, Sender<ThreadId>);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let _ = self.1.send(std::thread::current().id());
            let Ok(byte) = self.0.recv() else {
                return Ok(0);
            };
            buffer[0] = byte;
            Ok(1)
        }
    }

    #[tokio::test]
    async fn a_reader_that_lets_its_thread_wait_holds_no_poll_up() {
        let (bytes, taken) = channel();
        let (where_read, threads) = channel();
        let mut stream = ByteStream::from_reader(Slow(taken, where_read), None);
        let nothing = std::future::poll_fn(|context| {
            std::task::Poll::Ready(stream.poll_chunk(context).is_pending())
        });
        assert!(nothing.await);
        bytes.send(7).unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap(), &[7][..]);
        assert_ne!(threads.recv().unwrap(), std::thread::current().id());
        drop(bytes);
        assert!(stream.next().await.is_none());
    }

    #[test]
    fn without_tokio_there_is_a_thread_too() {
        let stream = ByteStream::from_reader(io::repeat(1).take(200_000), None);
        let mut collected = std::pin::pin!(stream.collect());
        let waker = std::task::Waker::noop();
        let mut context = std::task::Context::from_waker(waker);
        loop {
            match collected.as_mut().poll(&mut context) {
                std::task::Poll::Ready(bytes) => break assert_eq!(bytes.unwrap().len(), 200_000),
                std::task::Poll::Pending => std::thread::yield_now(),
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_stands_still_waits_for_a_reader() {
        let stream = ByteStream::from_reader(io::repeat(1).take(1 << 20), None);
        let limit = std::time::Duration::from_secs(1);
        let read = tokio::time::timeout(limit, stream.collect()).await;
        assert_eq!(read.unwrap().unwrap().len(), 1 << 20);
    }

    #[tokio::test]
    async fn a_stream_that_was_begun_in_one_way_is_read_to_its_end_in_the_other() {
        let reader = io::repeat(1).take(1 << 20);
        let mut stream = ByteStream::from_reader(reader, Some(1 << 20));
        let first = stream.next().await.unwrap().unwrap().len();
        let rest = super::read(stream).unwrap().len();
        assert_eq!(first + rest, 1 << 20);
    }

    #[tokio::test]
    async fn a_reader_that_panics_is_an_error() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                panic!("broken on purpose")
            }
        }
        let mut stream = ByteStream::from_reader(Broken, None);
        let error = stream.next().await.unwrap().unwrap_err();
        assert!(error.to_string().contains("panicked"), "{error}");
    }

    #[tokio::test]
    async fn a_work_that_is_given_up_learns_of_it() {
        let (over, ended) = channel();
        let (begun, begins) = channel();
        let work = Aside::start(move |wanted| {
            begun.send(()).unwrap();
            while !wanted.is_over() {
                std::thread::yield_now();
            }
            over.send(()).unwrap();
        });
        begins.recv().unwrap();
        drop(work);
        ended.recv().unwrap();
    }
}
