//! How the client names itself, in the form that AWS asks of SDKs.

use http::HeaderValue;

use super::retry::RetryMode;
use crate::tables::Service;

/// `shapesmith/0.1.0 ua/2.1 api/fsx#2018-03-01 os/linux lang/rust exec-env/name m/E app/name`: names are cut to what a
/// token may hold. The letter stands for the mode of retries.
pub(crate) fn user_agent(
    service: &Service,
    mode: RetryMode,
    environment: Option<&str>,
    app_name: Option<&str>,
) -> HeaderValue {
    let version = env!("CARGO_PKG_VERSION");
    let id = token(&service.id.to_lowercase());
    let of_api = Some(service.api_version).filter(|version| !version.is_empty());
    let of_api = of_api.map_or_else(String::new, |version| format!("#{version}"));
    let mut text = format!(
        "shapesmith/{version} ua/2.1 api/{id}{of_api} os/{} lang/rust",
        std::env::consts::OS
    );
    if let Some(name) = environment {
        text.push_str(" exec-env/");
        text.push_str(&token(name));
    }
    text.push_str(match mode {
        RetryMode::Standard => " m/E",
        RetryMode::Adaptive => " m/F",
    });
    if let Some(name) = app_name {
        text.push_str(" app/");
        text.push_str(&token(name).chars().take(50).collect::<String>());
    }
    // Tokens and what the generator lets into a table make a value.
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("shapesmith"))
}

fn token(text: &str) -> String {
    let keep = |character: char| {
        if character.is_ascii_alphanumeric() || "!$%&'*+-.^_`|~".contains(character) {
            character
        } else {
            '-'
        }
    };
    text.chars().map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_service_and_the_application() {
        let service = Service {
            id: "Cost Explorer",
            api_version: "2017-10-25",
            ..Service::UNKNOWN
        };
        let lambda = Some("AWS_Lambda_rust");
        let told = user_agent(&service, RetryMode::Adaptive, lambda, Some("my app"));
        let text = told.to_str().unwrap();
        let rest = "lang/rust exec-env/AWS_Lambda_rust m/F app/my-app";
        assert!(
            text.contains(" ua/2.1 api/cost-explorer#2017-10-25 "),
            "{text}"
        );
        assert!(text.ends_with(rest), "{text}");
        let told = user_agent(&service, RetryMode::Standard, None, None);
        let text = told.to_str().unwrap();
        assert!(text.ends_with("lang/rust m/E"), "{text}");
    }
}
