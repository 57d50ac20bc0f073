//! AWS's cases of where requests go, from botocore's source: the rules of generated code lead to each endpoint, its
//! headers and its ways to sign, or to the error's text.
//!
//! `SHAPESMITH_ENDPOINTS=439` takes so many services (40 with `CI=true`, else 12), `SHAPESMITH_SEED` says which.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};
use shapesmith_tests::probe::{self, Probed};
use shapesmith_tests::{python, source};

/// A service, its model, and the file of its cases.
struct Judged {
    probed: Probed,
    cases: PathBuf,
}

fn read(file: &Path) -> Json {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The name of one of the operations in a service's newest model.
fn first_operation(service: &Path) -> String {
    let newest = folders(service).pop().unwrap();
    let packed = newest.join("service-2.json.gz");
    let model: Json = if packed.exists() {
        let packed = fs::File::open(packed).unwrap();
        serde_json::from_reader(flate2::read::GzDecoder::new(packed)).unwrap()
    } else {
        read(&newest.join("service-2.json"))
    };
    let operations = model["operations"].as_object().unwrap();
    operations.keys().next().unwrap().clone()
}

/// A program with the rules of these services, run over their cases: what it says at last.
fn judge(name: &str, judged: &[Judged]) -> String {
    let services: Vec<Probed> = judged.iter().map(|judged| judged.probed.clone()).collect();
    let program = probe::build_rules(name, &services);
    let cases = judged
        .iter()
        .map(|judged| format!("{}={}", judged.probed.name, judged.cases.display()));
    let output = Command::new(program).args(cases).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong: Vec<&str> = told.lines().take(60).collect();
    assert!(output.status.success(), "{}", wrong.join("\n"));
    told.lines().last().unwrap_or_default().to_owned()
}

fn number(name: &str, usual: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn every_case_of_a_sample_of_services_leads_where_it_should() {
    let (Some(packages), Some(tests)) = (python::packages(), source::botocore_tests()) else {
        return;
    };
    let mut all: Vec<Judged> = folders(&tests.join("functional/endpoint-rules"))
        .into_iter()
        .map(|folder| {
            let service = folder.file_name().unwrap().to_str().unwrap().to_owned();
            let model = packages.join("botocore/data").join(&service);
            let probed = Probed {
                name: format!("of_{}", service.replace('-', "_")),
                operations: Some(vec![first_operation(&model)]),
                model,
            };
            let cases = folder.join("endpoint-tests-1.json");
            Judged { probed, cases }
        })
        .collect();
    assert_eq!(all.len(), 439);
    let in_ci = std::env::var("CI").as_deref() == Ok("true");
    let count = number("SHAPESMITH_ENDPOINTS", if in_ci { 40 } else { 12 });
    let today = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seed = number("SHAPESMITH_SEED", today.unwrap().as_secs() / 86_400);
    println!("SHAPESMITH_SEED={seed} SHAPESMITH_ENDPOINTS={count}");
    fastrand::Rng::with_seed(seed).shuffle(&mut all);
    // Those whose rules are the longest are always among them.
    let long = ["of_s3", "of_s3control", "of_kinesis", "of_dynamodb"];
    all.sort_by_key(|judged| !long.contains(&judged.probed.name.as_str()));
    all.truncate(usize::try_from(count).unwrap());
    let told = judge("endpoint-cases", &all);
    println!("{told}");
    if all.len() == 439 {
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
    let scheme = schemes.and_then(|all| all.iter().find(|one| one["name"] == "sigv4"));
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
    let header = |name: &str| {
        let all = request["headers"].as_array().into_iter().flatten();
        let mut found = all.filter(|header| {
            header[0]
                .as_str()
                .is_some_and(|known| known.eq_ignore_ascii_case(name))
        });
        found
            .find_map(|header| header[1].as_str())
            .unwrap_or_default()
    };
    for (name, values) in endpoint["headers"].as_object().into_iter().flatten() {
        if header(name) != values[0] {
            return Some(format!("the header {name} is {:?}", header(name)));
        }
    }
    let authorization = header("authorization");
    let scope: Vec<&str> = authorization.split(['/', ',']).collect();
    let usual = &question["settings"]["AWS::Region"];
    let region = scheme
        .and_then(|scheme| scheme.get("signingRegion"))
        .unwrap_or(usual);
    let name = scheme.and_then(|scheme| scheme["signingName"].as_str());
    let found = (scope.get(2), scope.get(3));
    let is_signed = found.0.is_some_and(|found| region == found)
        && name.is_none_or(|name| found.1 == Some(&name));
    (!is_signed).then(|| format!("it is signed for {found:?}"))
}

#[test]
fn every_call_of_the_cases_goes_where_it_should_signed_as_it_should_be() {
    let (Some(packages), Some(tests)) = (python::packages(), source::botocore_tests()) else {
        return;
    };
    let mut services = Vec::new();
    let mut asked = Vec::new();
    for folder in folders(&tests.join("functional/endpoint-rules")) {
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
    let judged: Vec<Judged> = files
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
            Judged { probed, cases }
        })
        .collect();
    println!("{}", judge("endpoint-corners", &judged));
}
