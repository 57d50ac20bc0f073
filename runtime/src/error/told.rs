//! How an error is shown to the person who runs the program: what `Display` says, and what is behind it.
//!
//! `Debug` goes through here, as that is what a program shows whose `main` returns the error.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

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

    #[test]
    fn an_error_of_main_reads_like_its_text_with_what_is_behind_it() {
        let refused = Layer("connection refused", None);
        let tcp = Layer("tcp connect error", Some(Box::new(refused)));
        let error = TransportError::new(Layer("client error (Connect)", Some(Box::new(tcp))));
        assert_eq!(
            format!("{error:?}"),
            "the service did not answer: client error (Connect)\n  caused by: tcp connect error\n  \
             caused by: connection refused"
        );
        assert!(format!("{error:?}").starts_with(&error.to_string()));
    }

    #[test]
    fn what_a_text_says_already_is_not_said_again() {
        let error = CredentialsError::new("the vault is closed");
        assert_eq!(format!("{error:?}"), error.to_string());
        let error = EncodeError::new("a label is empty");
        assert_eq!(format!("{error:?}"), error.to_string());
        let error = DecodeError::at("no number".to_owned(), ".A", 3);
        assert_eq!(format!("{error:?}"), error.to_string());
    }
}
