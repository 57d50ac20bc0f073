//! Resolves endpoints with the rules of generated code and compares them with what AWS's cases expect.

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value as Json, json};
use shapesmith_runtime::__private::v1::{
    Constant, FoundEndpoint, FoundScheme, Given, Parameter, Service, resolve,
};

/// Judges services by their names; the arguments are `name=file of cases`.
#[must_use]
pub fn main(services: &[(&str, &'static Service)]) -> ExitCode {
    let (mut count, mut failed) = (0, 0);
    for argument in std::env::args().skip(1) {
        let (name, file) = argument.split_once('=').unwrap_or((&argument, ""));
        let service = services.iter().find(|(known, _)| *known == name);
        let judged = match service {
            Some((_, service)) => judge(service, Path::new(file)),
            None => Err("it isn't in this program".to_owned()),
        };
        match judged {
            Ok((judged, wrong)) => {
                count += judged;
                failed += wrong.len();
                for why in &wrong {
                    println!("{name}: {why}");
                }
            }
            Err(why) => {
                failed += 1;
                println!("{name}: {why}");
            }
        }
    }
    println!("{count} cases, {failed} failed");
    ExitCode::from(u8::from(failed > 0))
}

/// How many cases there are, and what is wrong with which.
fn judge(service: &'static Service, file: &Path) -> Result<(usize, Vec<String>), String> {
    let text = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let cases: Json = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
    let cases = cases["testCases"].as_array().ok_or("it has no cases")?;
    let judged = cases.iter().map(|case| judge_one(service, case));
    Ok((cases.len(), judged.filter_map(Result::err).collect()))
}

fn judge_one(service: &'static Service, case: &Json) -> Result<(), String> {
    let found = found(service, &case["params"]);
    let expected = &case["expect"];
    let (found, expected) = match (found, expected.get("endpoint")) {
        (Ok(found), Some(expected)) => (told(&found), as_told(expected)),
        (Err(found), _) => (
            json!({ "error": found }),
            json!({ "error": expected["error"] }),
        ),
        (Ok(found), None) => (told(&found), json!({ "error": expected["error"] })),
    };
    if found == expected {
        return Ok(());
    }
    Err(format!(
        "{}\n  found    {found}\n  expected {expected}",
        case["documentation"]
    ))
}

fn found(service: &'static Service, params: &Json) -> Result<FoundEndpoint, String> {
    let lists: Vec<Vec<&str>> = service
        .rules
        .parameters
        .iter()
        .map(|parameter| {
            let values = params[parameter.name].as_array();
            values
                .into_iter()
                .flatten()
                .filter_map(Json::as_str)
                .collect()
        })
        .collect();
    let parameters = service.rules.parameters.iter().zip(&lists);
    let given: Vec<Option<Given<'_>>> = parameters
        .map(|(parameter, list)| given(parameter, &params[parameter.name], list))
        .collect();
    let both = service.rules.parameters.iter().zip(&given);
    for (parameter, value) in both {
        if parameter.required && value.is_none() {
            return Err(format!("{} is missing", parameter.name));
        }
    }
    resolve(service.rules, service.endpoint_prefix, &given)
}

fn given<'a>(parameter: &Parameter, value: &'a Json, list: &'a [&'a str]) -> Option<Given<'a>> {
    match value {
        Json::Bool(boolean) => Some(Given::Boolean(*boolean)),
        Json::String(text) => Some(Given::Text(text)),
        Json::Array(_) => Some(Given::Texts(list)),
        _ => parameter.default.map(|default| match default {
            Constant::Boolean(boolean) => Given::Boolean(boolean),
            Constant::Text(text) => Given::Text(text),
            Constant::Texts(texts) => Given::Texts(texts),
        }),
    }
}

fn told(found: &FoundEndpoint) -> Json {
    let headers: Vec<Json> = found.headers.iter().map(|header| json!(header)).collect();
    let schemes: Vec<Json> = found.schemes.iter().map(told_scheme).collect();
    json!({ "url": found.url, "headers": headers, "schemes": schemes, "backend": found.backend, "metrics": found.metrics })
}

fn told_scheme(found: &FoundScheme) -> Json {
    json!({
        "name": found.kind.name(),
        "signingName": found.signing_name,
        "signingRegion": found.signing_region,
        "signingRegionSet": found.region_set,
        "disableDoubleEncoding": found.raw_path,
    })
}

/// What a case expects, in the same form.
fn as_told(expected: &Json) -> Json {
    let headers = expected["headers"].as_object();
    let headers: Vec<Json> = headers
        .into_iter()
        .flatten()
        .map(|header| json!(header))
        .collect();
    let properties = &expected["properties"];
    let schemes = properties["authSchemes"].as_array().into_iter().flatten();
    let schemes: Vec<Json> = schemes
        .map(|scheme| {
            json!({
                "name": scheme["name"],
                "signingName": scheme["signingName"],
                "signingRegion": scheme["signingRegion"],
                "signingRegionSet": scheme.get("signingRegionSet").unwrap_or(&json!([])),
                "disableDoubleEncoding": scheme["disableDoubleEncoding"].as_bool().unwrap_or(false),
            })
        })
        .collect();
    let metrics = properties
        .get("metricValues")
        .cloned()
        .unwrap_or_else(|| json!([]));
    json!({ "url": expected["url"], "headers": headers, "schemes": schemes, "backend": properties["backend"], "metrics": metrics })
}
