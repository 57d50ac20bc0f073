//! How the client names itself, in the form that AWS asks of SDKs.

use crate::schema::Service;

/// `shapesmith/0.1.0 api/fsx#2018-03-01 os/linux lang/rust app/name`; the application's name is cut to what a token may hold.
pub(crate) fn user_agent(service: &Service, app_name: Option<&str>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let id = token(&service.id.to_lowercase());
    let mut text = format!(
        "shapesmith/{version} api/{id}#{} os/{} lang/rust",
        service.api_version,
        std::env::consts::OS
    );
    if let Some(name) = app_name {
        text.push_str(" app/");
        text.push_str(&token(name).chars().take(50).collect::<String>());
    }
    text
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
        let text = user_agent(&service, Some("my app"));
        assert!(text.contains(" api/cost-explorer#2017-10-25 "), "{text}");
        assert!(text.ends_with(" app/my-app"), "{text}");
    }
}
