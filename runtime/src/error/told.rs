//! How errors are shown. The rule for every public error of the runtime and of generated code: its text says all that is
//! known, each cause once, on one line; so its `source` is `None`, and whoever prints the chain prints nothing twice. What a
//! failure was made of is had from `cause`.
//!
//! `Debug` goes through here too, as that is what a program shows whose `main` returns the error.

use crate::shown::Shown;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// The text of an error with those of the errors behind it, each once.
pub(crate) fn whole(error: &(dyn Error + 'static)) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let more = error.to_string();
        if !said.iter().any(|known| known.contains(&more)) {
            said.retain(|known| !more.contains(known.as_str()));
            said.push(more);
        }
        next = error.source();
    }
    Shown(&said.join(": ")).to_string()
}

/// Shows an error with the errors behind it, but for those whose text it says itself.
pub(crate) fn tell(error: &dyn Error, formatter: &mut Formatter<'_>) -> fmt::Result {
    told(&error, error.source(), formatter)
}

/// Shows a text with the errors behind it, but for those that it says itself.
pub(crate) fn told(
    text: &dyn Display,
    mut behind: Option<&(dyn Error + 'static)>,
    formatter: &mut Formatter<'_>,
) -> fmt::Result {
    let mut said = text.to_string();
    formatter.write_str(&said)?;
    while let Some(error) = behind {
        let more = error.to_string();
        if !said.contains(&more) {
            write!(formatter, "\n  caused by: {more}")?;
            said = more;
        }
        behind = error.source();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::fmt::{self, Display, Formatter};

    use crate::error::{CredentialsError, DecodeError, EncodeError, TransportError};

    /// An error with one behind it.
    #[derive(Debug)]
    struct Layer(&'static str, Option<Box<Layer>>);

    impl Display for Layer {
        fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
            formatter.write_str(self.0)
        }
    }

    impl Error for Layer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1
                .as_ref()
                .map(|layer| &**layer as &(dyn Error + 'static))
        }
    }

    fn layers(texts: &[&'static str]) -> Layer {
        let behind = texts.get(1..).filter(|behind| !behind.is_empty());
        Layer(texts[0], behind.map(|behind| Box::new(layers(behind))))
    }

    #[test]
    fn an_error_says_what_is_behind_it_and_its_cause_can_be_had() {
        let error = TransportError::new(layers(&["tcp connect error", "connection refused"]));
        let text = "the service did not answer: tcp connect error: connection refused";
        assert_eq!(error.to_string(), text);
        assert_eq!(format!("{error:?}"), text);
        assert!(error.cause().is::<Layer>());
    }

    #[test]
    fn what_one_layer_says_is_said_once() {
        for texts in [
            &["a: b", "b"][..],
            &["a: b: c", "b: c", "c"],
            &["b", "a: b"],
            &["a", "a", "a"],
        ] {
            let text = TransportError::new(layers(texts)).to_string();
            let longest = texts.iter().max_by_key(|text| text.len()).unwrap();
            assert_eq!(text, format!("the service did not answer: {longest}"));
        }
    }

    /// Walks the chain as a program does that prints it.
    #[test]
    fn no_text_in_a_chain_is_in_what_was_printed_before() {
        let deep = || layers(&["client error", "dns error", "no such host"]);
        let errors: [Box<dyn Error>; 5] = [
            Box::new(TransportError::new(deep()).at_host("a.example")),
            Box::new(TransportError::timed_out(deep())),
            Box::new(CredentialsError::new(deep())),
            Box::new(EncodeError::new("a label is empty")),
            Box::new(DecodeError::at("no number".to_owned(), ".A", 3)),
        ];
        for error in errors {
            let (mut printed, mut next) = (error.to_string(), error.source());
            while let Some(error) = next {
                let more = error.to_string();
                assert!(!printed.contains(&more), "{more} is in {printed}");
                printed.push_str(&more);
                next = error.source();
            }
            assert_eq!(format!("{error:?}"), error.to_string());
        }
    }

    #[test]
    fn a_host_is_named_once() {
        let error = TransportError::new("refused").at_host("a.example");
        assert_eq!(
            error.to_string(),
            "the service did not answer at a.example: refused"
        );
        let error = TransportError::new("no address for a.example").at_host("a.example");
        assert_eq!(
            error.to_string(),
            "the service did not answer: no address for a.example"
        );
    }

    #[test]
    fn a_cause_of_several_lines_stays_on_one() {
        let error = TransportError::new("a\n\u{1b}[31mb");
        let text = "the service did not answer: a\\n\\u{1b}[31mb";
        assert_eq!(error.to_string(), text);
    }
}
