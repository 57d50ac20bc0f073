//! Lists in one header: elements between commas, quoted where they have commas or quotes of their own.

/// An element as it stands in a list.
pub(super) fn quoted(element: &str) -> String {
    if element.contains(['"', ',']) || element.trim() != element {
        format!("\"{}\"", element.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        element.to_owned()
    }
}

/// The elements of a list. A date falls into two: it has a comma of its own.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut elements = Vec::new();
    let mut element = String::new();
    let (mut in_quotes, mut was_quoted) = (false, false);
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_quotes => element.extend(characters.next()),
            '"' => {
                in_quotes = !in_quotes;
                was_quoted = true;
            }
            ',' if !in_quotes => elements.push(finished(&mut element, &mut was_quoted)),
            ' ' | '\t' if !in_quotes && element.is_empty() => {}
            character => element.push(character),
        }
    }
    elements.push(finished(&mut element, &mut was_quoted));
    elements
}

fn finished(element: &mut String, was_quoted: &mut bool) -> String {
    let whole = std::mem::take(element);
    if std::mem::take(was_quoted) {
        whole
    } else {
        whole.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, split};

    #[test]
    fn elements_with_commas_and_quotes_come_back() {
        let elements = ["plain", "b,c", "\"def\"", "a\\b,", ""];
        let text: Vec<String> = elements.iter().map(|element| quoted(element)).collect();
        assert_eq!(split(&text.join(", ")), elements);
    }
}
