//! Which models a path stands for.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use serde_json::json;

use super::super::place::{named, place};
use super::{discover, discover_all, is_service};
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

/// A Smithy model of a service with this name.
fn smithy(folder: &Folder, file: &str, name: &str) {
    folder.json(
        file,
        &json!({"shapes": {
            format!("com.example#{name}"): {"type": "service", "version": "2026-01-01"},
            "com.example#Text": {"type": "string"}
        }, "smithy": "2.0"}),
    );
}

#[test]
fn what_smithy_builds_is_the_model_of_its_folder() {
    let folder = Folder::new("built");
    smithy(&folder, "source/model/model.json", "OurWeather");
    let mut sink = Diagnostics::new();
    let built = folder.path("source/model");
    assert!(is_service(&built));
    assert_eq!(discover(&built, &mut sink), std::slice::from_ref(&built));
    let found = place(&built, &mut sink).unwrap();
    assert_eq!(found.service, folder.path("source/model/model.json"));
    assert_eq!(named(&built).unwrap().0, "OurWeather");
    assert_eq!(discover(&folder.path("source"), &mut sink), [built]);
    assert!(sink.is_empty());
}

#[test]
fn smithy_models_are_told_by_what_is_in_them() {
    let folder = Folder::new("smithy-models");
    smithy(&folder, "all/weather.smithy.json", "Weather");
    smithy(&folder, "all/tides.json", "Tides");
    smithy(&folder, "all/moons/anything.json", "Moons");
    smithy(&folder, "all/suns/2026-01-01/suns.json", "Suns");
    smithy(
        &folder,
        "all/stars/service/2025-01-01/stars-2025.json",
        "Stars",
    );
    smithy(
        &folder,
        "all/stars/service/2026-01-01/stars-2026.json",
        "Stars",
    );
    folder.write("all/botocore/2020-02-02/service-2.json", b"{}");
    folder.json(
        "all/traits.json",
        &json!({"smithy": "2.0", "shapes": {"a#b": {"type": "string"}}}),
    );
    folder.json(
        "all/package.json",
        &json!({"name": "smithy", "keywords": ["smithy"]}),
    );
    folder.write("all/broken.json", b"{\"smithy\": \"2.0\", \"shapes\"");
    let mut sink = Diagnostics::new();
    let all = folder.path("all");
    assert!(!is_service(&all));
    let found = discover(&all, &mut sink);
    let paths = [
        "all/tides.json",
        "all/weather.smithy.json",
        "all/botocore/2020-02-02",
        "all/moons/anything.json",
        "all/stars/service/2026-01-01",
        "all/suns/2026-01-01",
    ];
    assert_eq!(found, paths.map(|path| folder.path(path)));
    assert_eq!(discover_all(&all, &mut sink).len(), 7);
    let source = |path: &str| {
        place(&folder.path(path), &mut Diagnostics::new())
            .unwrap()
            .source()
    };
    assert_eq!(source("all/stars"), "stars/2026-01-01");
    assert_eq!(source("all/suns"), "suns/2026-01-01");
    assert!(sink.is_empty(), "{}", folder.text(&sink));
}

#[test]
fn a_folder_of_one_smithy_model_is_a_folder_of_services_that_holds_one() {
    let folder = Folder::new("one-smithy");
    smithy(&folder, "all/weather.smithy.json", "Weather");
    let mut sink = Diagnostics::new();
    assert!(!is_service(&folder.path("all")));
    let found = place(&folder.path("all"), &mut sink).unwrap();
    assert_eq!(found.service, folder.path("all/weather.smithy.json"));
    smithy(&folder, "all/tides.json", "Tides");
    assert!(place(&folder.path("all"), &mut sink).is_none());
    let told = folder.text(&sink);
    assert!(
        told.contains("there are 2 services in it") && told.contains("give one of them"),
        "{told}"
    );
}

#[test]
fn a_smithy_model_beside_another_service_is_not_passed_over() {
    for (name, other, smithies) in [
        (
            "beside-a-file",
            "toy/service-2.json",
            &["toy/model.json"][..],
        ),
        (
            "beside-a-packed-file",
            "toy/service-2.json.gz",
            &["toy/any.json"],
        ),
        (
            "beside-versions",
            "toy/2020-02-02/service-2.json",
            &["toy/any.json"],
        ),
        (
            "beside-services",
            "toy/tides/2020-02-02/service-2.json",
            &["toy/model.json"],
        ),
        (
            "in-one-version",
            "x",
            &["toy/2020-02-02/one.json", "toy/2020-02-02/two.json"],
        ),
    ] {
        let folder = Folder::new(name);
        folder.write(other, b"{}");
        for file in smithies {
            smithy(&folder, file, "Weather");
        }
        let mut sink = Diagnostics::new();
        assert!(place(&folder.path("toy"), &mut sink).is_none(), "{name}");
        assert_eq!(sink.sorted().len(), 1, "{name}");
        assert_eq!(sink.sorted()[0].code(), "many-models", "{name}");
        let mut sink = Diagnostics::new();
        discover(&folder.path("toy"), &mut sink);
        assert!(
            folder.text(&sink).contains("there are 2 models in it"),
            "{name}"
        );
    }
}

#[test]
fn the_newest_version_of_an_imported_smithy_model_is_found_by_its_numbers() {
    let folder = Folder::new("numbered");
    let put = |version: &str| {
        let model = json!({"smithy": "2.0", "shapes": {"a#Weather": {"type": "service", "version": version}}});
        let file = format!("data/weather/{version}/service-2.json");
        folder.write(&file, model.to_string().as_bytes());
    };
    for (version, newest) in [
        ("1.10", "1.10"),
        ("1.9", "1.10"),
        ("2.0-beta", "2.0-beta"),
        ("2.0", "2.0"),
    ] {
        put(version);
        let mut sink = Diagnostics::new();
        let newest = folder.path("data/weather").join(newest);
        let found = discover(&folder.path("data"), &mut sink);
        assert_eq!(
            found,
            std::slice::from_ref(&newest),
            "{}",
            sink.render(false)
        );
        let place = place(&folder.path("data/weather"), &mut sink).unwrap();
        assert_eq!(place.folder, newest);
        assert_eq!(
            place.source(),
            format!("weather/{}", newest.file_name().unwrap().display())
        );
    }
}
