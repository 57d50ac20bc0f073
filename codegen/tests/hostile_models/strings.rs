//! Strings that would be more than text somewhere: in Rust, Markdown, HTML, TOML, HTTP, a path, an order to cargo.

use std::path::Path;

/// What each of them is put together from; all of them stand alone too. `evil` is what no code may say.
const PARTS: [&str; 76] = [
    // Line ends, and what a second line could be.
    "\n",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\ncargo::rustc-env=EVIL=evil",
    "\ncargo:rustc-link-arg=evil",
    "\r\nx-evil: evil\r\n\r\n",
    "\nevil!();",
    "\n#![evil]\n",
    "\n[dependencies]\nevil = \"1\"\n",
    // The ends of literals and comments.
    "\"",
    "'",
    "\"# evil",
    "\"; evil(); \"",
    "*/ fn evil() {} /*",
    "*/",
    "/*",
    "//",
    "/// evil",
    "//! evil",
    "\\",
    "\\u{0}",
    "\\\"",
    "\0",
    "r#\"evil\"#",
    "#[evil]",
    "#![evil]",
    "#[doc = include_str!(\"/etc/passwd\")]",
    "evil!{}",
    "{}",
    "{evil}",
    "{{",
    "}}",
    "${evil}",
    "$crate::evil",
    // Markdown, HTML and what rustdoc makes of them.
    "```\nevil()\n```",
    "\n\n    evil();\n",
    "~~~\nevil\n~~~",
    "```evil",
    "`",
    "``",
    "[`evil`]",
    "[evil]",
    "[evil](javascript:evil)",
    "![evil](https://evil.example/x.png)",
    "[evil]: https://evil.example",
    "<script>evil</script>",
    "<img src=x onerror=evil>",
    "<!-- evil",
    "evil -->",
    "&lt;evil&gt;",
    "<pre>evil</pre>",
    "| evil |\n| --- |\n",
    "\n- evil\n",
    "\n# evil\n",
    "https://evil.example/",
    "</code></pre>",
    // What shows nothing, or turns the text around.
    "\u{202e}evil\u{202c}",
    "\u{2066}evil",
    "\u{200b}",
    "\u{feff}",
    "\u{e0041}",
    "\u{1b}[2J",
    "\u{9b}31m",
    "\u{7f}",
    // Files.
    "../../../evil-file",
    "/evil-file",
    "..",
    ".",
    "..\\evil-file",
    "CON",
    "nul.rs",
    "aux",
    // Hosts.
    "evil.example/x?",
    "evil@evil.example:80",
    "%2e%2e/",
];

/// Names that Rust, cargo, Windows or the runtime has for itself, and numbers; those that are identifiers are taken.
const NAMES: [&str; 30] = [
    "Self",
    "self",
    "super",
    "crate",
    "type",
    "r#type",
    "_",
    "__",
    "Con",
    "com1",
    "LPT9",
    "Prn",
    "union",
    "async",
    "mod",
    "main",
    "new",
    "builder",
    "Result",
    "Option",
    "String",
    "Box",
    "Default",
    "Client",
    "Error",
    "Unrecognized",
    "1evil",
    "",
    " ",
    "-",
];

/// What a doc test of a model's making would do, or a path of its making would be.
fn of_sandbox(sandbox: &Path) -> Vec<String> {
    let file = sandbox.join("evil-ran").display().to_string();
    let code = format!("std::fs::write({file:?}, \"evil\").unwrap();");
    vec![
        format!("```\n{code}\n```"),
        format!("\n```rust\n{code}\n```\n"),
        format!("\n\n    {code}\n\n"),
        format!("<pre><code>{code}</code></pre>"),
        format!("<code>\n```\n{code}\n```\n</code>"),
        format!("*/ #[test] fn evil() {{ {code} }} /*"),
        sandbox.join("evil-file").display().to_string(),
    ]
}

/// So many strings, the same every time.
pub fn strings(count: usize, sandbox: &Path) -> Vec<String> {
    let mut strings = of_sandbox(sandbox);
    strings.extend(PARTS.iter().chain(&NAMES).map(|part| (*part).to_owned()));
    strings.push("evil ".repeat(5_000));
    strings.push("e".repeat(20_000));
    strings.push("(".repeat(5_000));
    strings.push("`".repeat(300));
    strings.push("[".repeat(2_000));
    strings.push("<b>".repeat(2_000));
    strings.push(
        (0..0x2100_u32)
            .filter_map(char::from_u32)
            .filter(|c| !c.is_alphanumeric())
            .collect(),
    );
    if count < strings.len() {
        // A sample has some of each kind.
        let all = strings.len();
        return (0..count)
            .map(|index| strings[index * all / count].clone())
            .collect();
    }
    let mut state = 2026_u64;
    let mut next = move |below: usize| {
        // Knuth's numbers for a linear congruential generator; the high bits are the good ones.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    while strings.len() < count {
        let parts = 2 + next(4);
        let part = |_| match next(8) {
            0 => NAMES[next(NAMES.len())],
            1 => "Said of it",
            _ => PARTS[next(PARTS.len())],
        };
        strings.push((0..parts).map(part).collect());
    }
    strings
}
