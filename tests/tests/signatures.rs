//! Signatures of generated code, looked at by a server that we did not write: what is signed as it should be is answered, what was
//! changed on its way is refused. The checks are in `python/at_ministack.py`.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use serde_json::json;
use shapesmith_tests::party::Party;
use shapesmith_tests::python;
use shapesmith_tests::stories::Stories;

/// Makes a check against a server of its own.
fn check(name: &str) {
    let (Some(stories), Some(packages)) = (Stories::prepared(), python::ministack()) else {
        return;
    };
    let server = Party::start("ministack", &packages);
    let place = json!({ "endpoint": server.url(), "root": server.facts()["root"] });
    let mut script = stories.script("at_ministack.py");
    let output = script.arg(place.to_string()).arg(name).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

#[test]
fn a_right_signature_is_taken() {
    check("taken");
}

#[test]
fn what_was_changed_on_its_way_is_refused() {
    check("refused");
}

#[test]
fn signed_urls_do_what_was_signed() {
    check("urls");
}

#[test]
fn signed_urls_do_nothing_else() {
    check("changed_urls");
}

#[test]
fn forms_take_what_their_policy_lets_through() {
    check("forms");
}

#[test]
fn a_signature_for_several_regions_is_taken() {
    check("several_regions");
}

#[test]
fn what_was_changed_under_a_signature_for_several_regions_is_refused() {
    check("several_regions_refused");
}
