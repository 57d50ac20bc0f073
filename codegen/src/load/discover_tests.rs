//! Which models a path stands for.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use super::{discover, discover_all, place};
use crate::diagnostics::Diagnostics;
use crate::load::tests::Folder;

fn data(name: &str) -> Folder {
    let folder = Folder::new(name);
    for file in [
        "b/2014-01-01",
        "b/2020-02-02",
        "b/2020-02-01",
        "a/2019-01-01",
    ] {
        folder.write(&format!("data/{file}/service-2.json"), b"{}");
    }
    folder.write("data/a/2021-01-01/endpoint-rule-set-1.json", b"{}");
    folder.write("data/manifest.toml", b"");
    folder
}

#[test]
fn a_folder_of_services_is_one_model_each_the_newest_that_has_a_service() {
    let folder = data("newest");
    let mut sink = Diagnostics::new();
    let found = discover(&folder.path("data"), &mut sink);
    assert_eq!(
        found,
        [
            folder.path("data/a/2019-01-01"),
            folder.path("data/b/2020-02-02")
        ]
    );
    assert_eq!(discover_all(&folder.path("data"), &mut sink).len(), 4);
    assert_eq!(
        discover(&folder.path("data/b"), &mut sink),
        [folder.path("data/b/2020-02-02")]
    );
    let one = folder.path("data/b/2014-01-01");
    assert_eq!(discover(&one, &mut sink), [one]);
    assert!(sink.is_empty());
}

#[test]
fn a_place_says_where_the_parts_are_whatever_the_path() {
    let folder = data("place");
    let mut sink = Diagnostics::new();
    for path in [
        "data/b",
        "data/b/2020-02-02",
        "data/b/2020-02-02/service-2.json",
    ] {
        let place = place(&folder.path(path), &mut sink).unwrap();
        assert_eq!(
            place.service,
            folder.path("data/b/2020-02-02/service-2.json")
        );
        assert_eq!(place.parent, Some(folder.path("data/b")));
        assert_eq!(place.source(), "b/2020-02-02");
    }
    assert!(sink.is_empty());
}

#[test]
fn a_folder_of_many_services_is_not_one_model() {
    let folder = data("many");
    let mut sink = Diagnostics::new();
    assert!(place(&folder.path("data"), &mut sink).is_none());
    assert_eq!(sink.sorted()[0].code(), "many-models");
}

#[test]
fn a_folder_that_is_no_version_has_no_parent_to_look_into() {
    let folder = Folder::new("flat");
    folder.write("toy/model.json", b"{}");
    folder.write("toy/service-2.json.gz", b"");
    folder.write("toy/service-2.json", b"{}");
    let mut sink = Diagnostics::new();
    let toy = place(&folder.path("toy/model.json"), &mut sink).unwrap();
    assert_eq!((toy.parent.clone(), toy.source().as_str()), (None, "toy"));
    assert!(sink.is_empty());
    let both = place(&folder.path("toy"), &mut sink).unwrap();
    assert_eq!(both.service, folder.path("toy/service-2.json"));
    assert_eq!(sink.sorted()[0].code(), "said-twice");
}
