//! What a string of a model has to look like, by what it becomes: a part of a host, a header's name, an XML element.
//!
//! Only what is checked nowhere else has a grammar. A text for people, and data that is escaped where it lands, may be
//! anything; ARCHITECTURE.md says of each string of the format which it is.

use super::cursor::{Cursor, Object};
use super::identifier::is_identifier;

/// The longest of these in any model has 134 characters.
const LONGEST: usize = 255;

/// A form that a string has to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grammar {
    /// A member's or a parameter's name.
    Member,
    /// A word that stands in a header, a path or a signature's scope: nothing in it separates or encodes.
    Word,
    /// A service's name for people and programs, as `Cost Explorer`.
    ServiceId,
    /// How requests are signed, as `aws.auth#sigv4`.
    AuthScheme,
    /// The first labels of a host's name.
    Host,
    /// What goes before a host's name, with `{labels}` of the input.
    HostPrefix,
    /// Path and fixed query, with `{labels}` of the input.
    Uri,
    /// A header's name.
    Header,
    /// The beginning of the names of headers, or nothing.
    HeaderPrefix,
    /// A query parameter's name: whatever it is, it is encoded.
    Parameter,
    /// The name of an XML element or attribute.
    XmlName,
    /// The prefix of an XML namespace.
    XmlPrefix,
    /// The URI of an XML namespace.
    Namespace,
    /// What a body is, as `image/png`.
    MediaType,
}

impl Grammar {
    /// What a string becomes, as a message says it.
    fn what(self) -> &'static str {
        match self {
            Self::Member => "the name of a member",
            Self::Word => "a word of a request",
            Self::ServiceId => "the identifier of a service",
            Self::AuthScheme => "the name of a way to sign",
            Self::Host => "a part of a host's name",
            Self::HostPrefix => "the beginning of a host's name",
            Self::Uri => "the path of a request",
            Self::Header => "the name of a header",
            Self::HeaderPrefix => "the beginning of a header's name",
            Self::Parameter => "the name of a query parameter",
            Self::XmlName => "the name of an XML element",
            Self::XmlPrefix => "the prefix of an XML namespace",
            Self::Namespace => "the URI of an XML namespace",
            Self::MediaType => "the media type of a body",
        }
    }

    /// What is allowed.
    fn allowed(self) -> &'static str {
        match self {
            Self::Member => "letters, digits and `_`, no digit first",
            Self::Word => "letters, digits, `.`, `_` and `-`, no dot or `-` first",
            Self::ServiceId => {
                "words of letters and digits, a letter first, with one space between them"
            }
            Self::AuthScheme => "a namespace, `#` and a name, as `aws.auth#sigv4`",
            Self::Host => {
                "letters, digits and `-`, up to 63 between two dots, and no `-` next to a dot or at an end"
            }
            Self::HostPrefix => {
                "letters, digits, `-`, dots and `{labels}`, up to 63 between two dots, and no dot first or beside another"
            }
            Self::Uri => {
                "it starts with `/`, labels stand in the path as `{Name}` or `{Name+}`, and all else is as it may stand in a URI"
            }
            Self::Header => "letters, digits and the signs of a token: !#$%&'*+-.^_`|~",
            Self::HeaderPrefix => {
                "nothing, or letters, digits and the signs of a token: !#$%&'*+-.^_`|~"
            }
            Self::Parameter => "any characters, one at the least",
            Self::XmlName => {
                "letters, digits, `.`, `_` and `-`, a letter or `_` first, and perhaps a prefix with `:`"
            }
            Self::XmlPrefix => "letters, digits, `.`, `_` and `-`, a letter or `_` first",
            Self::Namespace => "a URI: no spaces, quotes or angle brackets",
            Self::MediaType => "two tokens with `/` between, and perhaps parameters after `;`",
        }
    }

    /// Whether the text has this form.
    pub(crate) fn fits(self, text: &str) -> bool {
        text.len() <= LONGEST
            && match self {
                Self::Member => is_identifier(text),
                Self::Word => is_made_of(text, is_of_word) && !text.starts_with(['.', '-']),
                Self::ServiceId => {
                    text.starts_with(|c: char| c.is_ascii_alphabetic())
                        && text
                            .split(' ')
                            .all(|word| is_made_of(word, |b| b.is_ascii_alphanumeric()))
                }
                Self::AuthScheme => text.split_once('#').is_some_and(|(namespace, name)| {
                    namespace.split('.').all(is_identifier) && is_identifier(name)
                }),
                Self::Host => text.split('.').all(is_host_label),
                Self::HostPrefix => is_host_prefix(text),
                Self::Uri => is_uri(text),
                Self::Header => is_made_of(text, is_of_token),
                Self::HeaderPrefix => text.bytes().all(is_of_token),
                Self::Parameter => !text.is_empty(),
                Self::XmlName => match text.split_once(':') {
                    Some((prefix, name)) => is_xml_part(prefix) && is_xml_part(name),
                    None => is_xml_part(text),
                },
                Self::XmlPrefix => is_xml_part(text),
                Self::Namespace => is_made_of(text, is_of_uri),
                Self::MediaType => is_media_type(text),
            }
    }

    /// Message and hint for a text that doesn't fit, which the message shows in part.
    pub(crate) fn refusal(self, text: &str) -> (String, String) {
        const SHOWN: usize = 100;
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        let message = format!("{shown:?} can't be {}", self.what());
        let hint = format!(
            "allowed are at most {LONGEST} characters: {}",
            self.allowed()
        );
        (message, hint)
    }

    /// Reports the text that stands there if it doesn't fit.
    pub(crate) fn check(self, at: &Cursor<'_>, text: &str) {
        if !self.fits(text) {
            let (message, hint) = self.refusal(text);
            at.error("bad-text", message, hint);
        }
    }
}

impl Object<'_> {
    /// A string that has to have this form.
    pub(crate) fn formed(&self, key: &'static str, grammar: Grammar) -> Option<String> {
        let cursor = self.get(key)?;
        let text = cursor.text()?;
        grammar.check(&cursor, text);
        Some(text.to_owned())
    }

    /// One that must be there; empty when it isn't, which is reported.
    pub(crate) fn need_formed(&self, key: &'static str, grammar: Grammar) -> String {
        let cursor = self.need(key);
        let text = cursor.as_ref().and_then(Cursor::text);
        if let (Some(cursor), Some(text)) = (&cursor, text) {
            grammar.check(cursor, text);
        }
        text.unwrap_or_default().to_owned()
    }

    /// Strings that have to have this form.
    pub(crate) fn all_formed(&self, key: &'static str, grammar: Grammar) -> Vec<String> {
        let Some(cursor) = self.get(key) else {
            return Vec::new();
        };
        let read = |item: Cursor<'_>| {
            let text = item.text()?;
            grammar.check(&item, text);
            Some(text.to_owned())
        };
        cursor.elements().filter_map(read).collect()
    }
}

fn is_made_of(text: &str, fits: fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(fits)
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-".contains(&byte)
}

/// A token of HTTP.
fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// What a URI may hold, encoded characters included.
fn is_of_uri(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

/// What a path's segment or a query may hold beside slashes.
fn is_of_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:@!$&'()*+,;=%/".contains(&byte)
}

fn is_host_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn is_media_type(text: &str) -> bool {
    let (name, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_name = name.split_once('/').is_some_and(|(kind, subtype)| {
        is_made_of(kind, is_of_token) && is_made_of(subtype, is_of_token)
    });
    let fits = |byte: u8| is_of_token(byte) || b"; =\"".contains(&byte);
    is_name && parameters.bytes().all(fits)
}

fn is_xml_part(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && text.bytes().all(is_of_word)
}

/// `data.`, `data-` and `{AccountId}.data-`: what follows is the host's name, so that the last label goes on.
fn is_host_prefix(text: &str) -> bool {
    // A label's value is checked when it is there; here it stands for some letter.
    let Some(filled) = without_labels(text, is_identifier) else {
        return false;
    };
    let labels = format!("{filled}x");
    !text.is_empty() && labels.split('.').all(is_host_label)
}

fn is_uri(text: &str) -> bool {
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let is_label = |label: &str| is_made_of(label.strip_suffix('+').unwrap_or(label), is_of_word);
    path.starts_with('/')
        && without_labels(path, is_label).is_some_and(|path| path.bytes().all(is_of_path))
        && query.bytes().all(|byte| is_of_path(byte) || byte == b'?')
}

/// The text with a letter for each `{label}`; `None` when a brace is alone or a label doesn't fit.
fn without_labels(text: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (label, after) = after.split_once('}')?;
        if !fits(label) {
            return None;
        }
        filled.push_str(before);
        filled.push('x');
        rest = after;
    }
    filled.push_str(rest);
    (!filled.contains('}')).then_some(filled)
}

/// The labels of a path or a host's prefix, without the sign of greedy ones.
pub(crate) fn labels(template: &str) -> impl Iterator<Item = &str> {
    let path = template.split('?').next().unwrap_or_default();
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| part.split('}').next())
        .map(|label| label.strip_suffix('+').unwrap_or(label))
}

#[cfg(test)]
mod tests {
    use super::{Grammar, LONGEST, labels};

    /// What each grammar takes and what it refuses, beside what they all refuse.
    const CASES: [(Grammar, &[&str], &[&str]); 14] = [
        (Grammar::Member, &["NextToken", "_x"], &["", "a.b", "1a"]),
        (
            Grammar::Word,
            &["2018-03-01", "com.amazonaws.codestar_connections", "1"],
            &["", "..", "-a", "a/b", "a#b", "a=b", "a%2f"],
        ),
        (
            Grammar::ServiceId,
            &["FSx", "Route 53", "EC2"],
            &["", " FSx", "FSx ", "a  b", "53", "a-b"],
        ),
        (
            Grammar::AuthScheme,
            &["aws.auth#sigv4", "smithy.api#httpBearerAuth"],
            &["", "sigv4", "#", "a#", "a#b#c", "aws..auth#a"],
        ),
        (
            Grammar::Host,
            &["fsx", "entitlement.marketplace", "data-ats.iot"],
            &[
                "",
                ".",
                "a.",
                "-a",
                "a-",
                "a_b",
                "attacker.example/x?",
                "a@b",
                "a:80",
            ],
        ),
        (
            Grammar::HostPrefix,
            &[
                "data-",
                "cp.tracking.",
                "{AccountId}.",
                "{AccountId}.data-",
                "x",
            ],
            &[
                "", ".", "a..", "-a", "{a", "a}", "{}", "{a.b}.", "x/", "x@", "{a}/{b}", "{a{b}}",
            ],
        ),
        (
            Grammar::Uri,
            &[
                "/",
                "/{Bucket}/{Key+}?x-id=Get",
                "/@connections/{connectionId}",
                "/a/$next",
                "/cases:batch",
                "/a?b",
            ],
            &[
                "", "a", "/{", "/}", "/{}", "/{a", "/a?{b}", "/{a b}", "/#", "/\\", "/{a/b}",
                "//x y", "/{a+b}",
            ],
        ),
        (
            Grammar::Header,
            &["x-amz-acl", "ETag"],
            &["", "a:b", "a(b)", "a,b"],
        ),
        (Grammar::HeaderPrefix, &["", "x-amz-meta-"], &["a:b", "a/b"]),
        (
            Grammar::Parameter,
            &["q.options", "a b", "é", "\n", "<"],
            &[""],
        ),
        (
            Grammar::XmlName,
            &["SSE-KMS", "xsi:type", "_a.b"],
            &["", ":a", "a:", "a:b:c", "1a", "-a", "a/", "a>"],
        ),
        (
            Grammar::MediaType,
            &["image/png", "text/plain; charset=utf-8", "application/x+y"],
            &["", "image", "/", "a/b/c", "a/b\r\nc: d", "a/b, c"],
        ),
        (Grammar::XmlPrefix, &["xsi"], &["", "a:b", "1"]),
        (
            Grammar::Namespace,
            &["http://s3.amazonaws.com/doc/2006-03-01/"],
            &["", "a\"", "a|b", "a^b"],
        ),
    ];

    #[test]
    fn each_grammar_takes_what_models_have_and_refuses_what_would_be_more() {
        let never = [
            "a\nb",
            "a\r\nb",
            "a b<c>",
            "\0",
            "a\u{202e}",
            "é\u{200b}",
            "\"",
            "<a>",
            "{a} b",
        ];
        for (grammar, taken, refused) in CASES {
            for text in taken {
                assert!(grammar.fits(text), "{grammar:?} {text:?}");
            }
            for text in refused {
                assert!(!grammar.fits(text), "{grammar:?} {text:?}");
            }
            for text in never.iter().filter(|_| grammar != Grammar::Parameter) {
                assert!(!grammar.fits(text), "{grammar:?} {text:?}");
            }
            assert!(!grammar.fits(&"a".repeat(LONGEST + 1)), "{grammar:?}");
        }
    }

    #[test]
    fn a_label_of_a_host_has_63_characters_at_the_most() {
        for grammar in [Grammar::Host, Grammar::HostPrefix] {
            assert!(grammar.fits(&"a".repeat(62)), "{grammar:?}");
            assert!(!grammar.fits(&"a".repeat(64)), "{grammar:?}");
        }
    }

    #[test]
    fn labels_are_found_in_the_path_alone() {
        let found: Vec<&str> = labels("/{Bucket}/{Key+}?x={y}").collect();
        assert_eq!(found, ["Bucket", "Key"]);
        assert_eq!(labels("/").count(), 0);
    }
}
