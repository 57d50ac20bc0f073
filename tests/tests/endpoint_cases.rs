//! AWS's cases of where requests go, from botocore's source: the rules of generated code lead to each endpoint, its
//! headers and its ways to sign, or to the error's text. Which services it takes says `shapesmith_tests::sample`.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};
use shapesmith_tests::probe::{self, Probed};
use shapesmith_tests::{python, sample, source};

fn read(file: &Path) -> Json {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

/// What a program with the rules of these services says at last of their cases.
fn judge(program: &Path, services: &[(&str, &Path)]) -> String {
    let cases = services
        .iter()
        .map(|(name, cases)| format!("{name}={}", cases.display()));
    let output = Command::new(program).args(cases).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong: Vec<&str> = told.lines().take(60).collect();
    assert!(output.status.success(), "{}", wrong.join("\n"));
    told.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn every_case_of_a_sample_of_services_leads_where_it_should() {
    let (Some(packages), Some(tests)) = (python::packages(), source::botocore_tests()) else {
        return;
    };
    let all = sample::services(&packages, &tests);
    let program = sample::build(&all);
    let judged = all
        .iter()
        .map(|one| (one.probed.name.as_str(), one.cases.as_path()));
    let told = judge(&program, &judged.collect::<Vec<_>>());
    println!("{told}");
    if all.len() == sample::ALL {
        assert_eq!(told, "14589 cases, 0 failed");
    }
}

/// What calls of the cases' operations are, of a service: the questions for the probe, with what is expected.
fn calls(service: &str, cases: &Json) -> Vec<(Json, Json)> {
    let mut asked = Vec::new();
    for case in cases["testCases"].as_array().unwrap() {
        for input in case["operationInputs"].as_array().into_iter().flatten() {
            let params = input.get("operationParams").cloned();
            let question = json!({
                "service": service,
                "operation": input["operationName"],
                "params": params.unwrap_or_else(|| json!({})),
                "settings": input["builtInParams"],
            });
            asked.push((question, case["expect"].clone()));
        }
    }
    asked
}

/// What is wrong with the answer, if anything.
fn wrong(question: &Json, expected: &Json, answer: &Json) -> Option<String> {
    let refused = |why: &str| {
        let told = answer["failure"].as_str().unwrap_or_default();
        (!told.contains(why)).then(|| format!("it isn't refused with {why:?}"))
    };
    let Some(endpoint) = expected.get("endpoint") else {
        return refused(expected["error"].as_str().unwrap());
    };
    let schemes = endpoint["properties"]["authSchemes"].as_array();
    let scheme = schemes.and_then(|all| {
        let mut known = all.iter();
        known.find(|one| one["name"] == "sigv4" || one["name"] == "sigv4a")
    });
    if let (Some(all), None) = (schemes, scheme) {
        let names: Vec<&str> = all.iter().filter_map(|one| one["name"].as_str()).collect();
        return refused(&format!(
            "signing with {} is not supported yet",
            names.join(" or ")
        ));
    }
    let request = &answer["request"];
    let uri = request["uri"].as_str().unwrap_or_default();
    let (host, path) = uri
        .strip_prefix("https://")
        .unwrap_or(uri)
        .split_once('/')
        .unwrap_or((uri, ""));
    let url = endpoint["url"]
        .as_str()
        .unwrap()
        .trim_start_matches("https://");
    let (wanted, base) = url.split_once('/').unwrap_or((url, ""));
    // What an operation puts before the host is no part of the case.
    let route = question["params"]["RequestRoute"].as_str();
    let prefix = route.map_or(String::new(), |route| format!("{route}."));
    if host != format!("{prefix}{wanted}") && host != wanted || !path.starts_with(base) {
        return Some(format!("it goes to {uri}"));
    }
    for (name, values) in endpoint["headers"].as_object().into_iter().flatten() {
        let said = header(request, name);
        if said != values[0] {
            return Some(format!("the header {name} is {said:?}"));
        }
    }
    let found = match scheme.filter(|scheme| scheme["name"] == "sigv4a") {
        Some(scheme) => signed_for_several(request, scheme),
        None => signed_for_one(request, scheme, &question["settings"]["AWS::Region"]),
    };
    found.err()
}

/// Of version 4A, for the service and the regions of the scheme.
fn signed_for_several(request: &Json, scheme: &Json) -> Result<(), String> {
    let regions = scheme["signingRegionSet"].as_array().into_iter().flatten();
    let regions: Vec<&str> = regions.filter_map(Json::as_str).collect();
    let authorization = header(request, "authorization");
    let scope: Vec<&str> = authorization.split(['/', ',']).collect();
    let found = (scope.get(2), header(request, "x-amz-region-set"));
    let is_signed = authorization.starts_with("AWS4-ECDSA-P256-SHA256 ")
        && found.0 == scheme["signingName"].as_str().as_ref()
        && found.1 == regions.join(",");
    let why = || format!("it is signed for {found:?}");
    is_signed.then_some(()).ok_or_else(why)
}

/// Of version 4, for the region and the service of the scheme where it has some.
fn signed_for_one(request: &Json, scheme: Option<&Json>, usual: &Json) -> Result<(), String> {
    let region = scheme
        .and_then(|scheme| scheme.get("signingRegion"))
        .unwrap_or(usual);
    let name = scheme.and_then(|scheme| scheme["signingName"].as_str());
    let authorization = header(request, "authorization");
    let scope: Vec<&str> = authorization.split(['/', ',']).collect();
    let found = (scope.get(2), scope.get(3));
    let is_signed = found.0.is_some_and(|found| region == found)
        && name.is_none_or(|name| found.1 == Some(&name));
    let why = || format!("it is signed for {found:?}");
    is_signed.then_some(()).ok_or_else(why)
}

/// What a header of a request says.
fn header<'a>(request: &'a Json, name: &str) -> &'a str {
    let all = request["headers"].as_array().into_iter().flatten();
    let mut found = all.filter(|header| {
        let known = header[0].as_str();
        known.is_some_and(|known| known.eq_ignore_ascii_case(name))
    });
    found
        .find_map(|header| header[1].as_str())
        .unwrap_or_default()
}

#[test]
fn every_call_of_the_cases_goes_where_it_should_signed_as_it_should_be() {
    let (Some(packages), Some(tests)) = (python::packages(), source::botocore_tests()) else {
        return;
    };
    let mut services = Vec::new();
    let mut asked = Vec::new();
    for folder in sample::folders(&tests.join("functional/endpoint-rules")) {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let module = format!("of_{}", name.replace('-', "_"));
        let calls = calls(&module, &read(&folder.join("endpoint-tests-1.json")));
        if calls.is_empty() {
            continue;
        }
        let operations = calls
            .iter()
            .map(|(call, _)| call["operation"].as_str().unwrap().to_owned());
        let operations: BTreeSet<String> = operations.collect();
        services.push(Probed {
            name: module,
            model: packages.join("botocore/data").join(name),
            operations: Some(operations.into_iter().collect()),
        });
        asked.extend(calls);
    }
    assert_eq!((services.len(), asked.len()), (7, 656));
    let program = probe::build("endpoint-calls", &services, &[]);
    let questions: Vec<&Json> = asked.iter().map(|(question, _)| question).collect();
    let answers = probe::ask(&program, &questions);
    let mut problems = Vec::new();
    for ((question, expected), answer) in asked.iter().zip(&answers) {
        if let Some(why) = wrong(question, expected, answer) {
            problems.push(format!("{why}\n  {question}\n  {expected}\n  {answer}"));
        }
    }
    let shown: Vec<&String> = problems.iter().take(10).collect();
    assert!(
        problems.is_empty(),
        "{} of {}: {shown:#?}",
        problems.len(),
        asked.len()
    );
}

/// A model that has nothing but these rules.
fn model_of(rules: &Path, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let metadata = json!({
        "apiVersion": "2020-01-01", "endpointPrefix": "tiny", "protocols": ["json"], "jsonVersion": "1.1",
        "serviceFullName": "Tiny", "serviceId": "Tiny", "signatureVersion": "v4", "targetPrefix": "Tiny",
    });
    let operation = json!({"name": "Ask", "http": {"method": "POST", "requestUri": "/"}});
    let service = json!({"version": "2.0", "metadata": metadata, "operations": {"Ask": operation}, "shapes": {}});
    fs::write(folder.join("service-2.json"), service.to_string()).unwrap();
    let mut rules = read(rules);
    // What a whole set says of itself is no part of the format.
    rules.as_object_mut().unwrap().remove("documentation");
    as_headers(&mut rules);
    fs::write(folder.join("endpoint-rule-set-1.json"), rules.to_string()).unwrap();
}

/// One set has properties of its own, which no service has: they become headers, in rules and cases alike.
fn as_headers(tree: &mut Json) {
    if let Some(meta) = tree
        .get_mut("properties")
        .and_then(|found| found.as_object_mut()?.remove("meta"))
    {
        for (name, value) in meta.as_object().unwrap() {
            tree["headers"][format!("x-meta-{}", name.to_lowercase())] = json!([value]);
        }
    }
    match tree {
        Json::Object(entries) => entries.values_mut().for_each(as_headers),
        Json::Array(elements) => elements.iter_mut().for_each(as_headers),
        _ => {}
    }
}

#[test]
fn the_corners_of_every_function_are_as_botocore_has_them() {
    let Some(tests) = source::botocore_tests() else {
        return;
    };
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/endpoint-corners/models");
    let data = tests.join("unit/data/endpoints");
    let mut files: Vec<PathBuf> = fs::read_dir(data.join("test-cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), 15);
    let judged: Vec<(Probed, PathBuf)> = files
        .into_iter()
        .map(|cases| {
            let name = cases.file_stem().unwrap().to_str().unwrap().to_owned();
            let model = models.join(&name).join("2020-01-01");
            model_of(
                &data.join("valid-rules").join(format!("{name}.json")),
                &model,
            );
            let name = format!("of_{}", name.replace('-', "_"));
            let probed = Probed {
                name,
                model: model.clone(),
                operations: None,
            };
            let mut asked = read(&cases);
            as_headers(&mut asked);
            let cases = model.join("cases.json");
            fs::write(&cases, asked.to_string()).unwrap();
            (probed, cases)
        })
        .collect();
    let services: Vec<Probed> = judged.iter().map(|(probed, _)| probed.clone()).collect();
    let program = probe::build("endpoint-corners", &services, &[]);
    let judged = judged
        .iter()
        .map(|(probed, cases)| (probed.name.as_str(), cases.as_path()));
    println!("{}", judge(&program, &judged.collect::<Vec<_>>()));
}
