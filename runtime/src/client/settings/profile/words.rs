//! Text in words as a shell has them: between blanks, with quotes and backslashes. Nothing is replaced in them.

/// The words; none where a quote is left open. On Windows a backslash stands for itself, as paths are full of them.
pub(crate) fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            quote @ ('"' | '\'') => {
                let word = word.get_or_insert_with(String::new);
                quoted(quote, &mut characters, word)?;
            }
            '\\' if !cfg!(windows) => word
                .get_or_insert_with(String::new)
                .push(characters.next()?),
            blank if blank.is_ascii_whitespace() => words.extend(word.take()),
            other => word.get_or_insert_with(String::new).push(other),
        }
    }
    words.extend(word);
    Some(words)
}

/// Takes what stands before the other quote.
fn quoted(quote: char, characters: &mut std::str::Chars<'_>, word: &mut String) -> Option<()> {
    loop {
        match characters.next()? {
            end if end == quote => return Some(()),
            '\\' if quote == '"' => match characters.next()? {
                plain @ ('"' | '\\') => word.push(plain),
                other => word.extend(['\\', other]),
            },
            other => word.push(other),
        }
    }
}

/// The second of exactly two words.
pub(super) fn second_of_two(text: &str) -> Option<String> {
    let mut words = words(text)?;
    let second = words.pop()?;
    (words.len() == 1).then_some(second)
}

#[cfg(test)]
mod tests {
    use super::{second_of_two, words};

    #[test]
    fn words_are_as_a_shell_has_them() {
        let found = words(r#" a "b \" \c" 'd \' e\ f "" x"y"z "#);
        let expected = ["a", r#"b " \c"#, r"d \", "e f", "", "xyz"];
        assert_eq!(found, Some(expected.map(str::to_owned).to_vec()));
        for open in ["a \"b", "'", "a\\"] {
            assert_eq!(words(open), None);
        }
    }

    #[test]
    fn a_section_of_a_profile_has_one_name() {
        assert_eq!(second_of_two("profile \"a b\"").as_deref(), Some("a b"));
        assert_eq!(second_of_two("profile\ta").as_deref(), Some("a"));
        for none in ["profile", "profile a b", "profile 'a"] {
            assert_eq!(second_of_two(none), None);
        }
    }
}
