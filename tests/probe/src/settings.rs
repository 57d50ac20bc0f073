//! A client's settings, by the names that the endpoint rules have for them.

use serde_json::Value as Json;
use shapesmith_runtime::{AccountIdEndpointMode, ClientBuilder, Credentials};

pub(crate) fn apply<C>(mut builder: ClientBuilder<C>, settings: &Json) -> ClientBuilder<C> {
    for (name, value) in settings.as_object().into_iter().flatten() {
        let (text, on) = (value.as_str().unwrap_or_default(), value.as_bool());
        builder = match name.as_str() {
            "AWS::Region" => builder.region(text),
            "AWS::UseFIPS" => builder.use_fips(on == Some(true)),
            "AWS::UseDualStack" => builder.use_dual_stack(on == Some(true)),
            "SDK::Endpoint" => builder.endpoint_url(text),
            "AWS::Auth::AccountId" | "key" | "secret" | "token" => builder,
            "AWS::Auth::AccountIdEndpointMode" => builder.account_id_endpoint_mode(match text {
                "required" => AccountIdEndpointMode::Required,
                "disabled" => AccountIdEndpointMode::Disabled,
                _ => AccountIdEndpointMode::Preferred,
            }),
            "schemes" => builder.auth_scheme_preference(texts(value)),
            "regions" => builder.sigv4a_signing_region_set(texts(value)),
            // What is left is called as the parameter is.
            other => {
                let name = other.rsplit("::").next().unwrap_or_default().to_owned();
                builder.endpoint_parameter(name.leak(), on == Some(true))
            }
        };
    }
    builder.credentials(credentials(settings))
}

pub(crate) fn credentials(settings: &Json) -> Credentials {
    let text = |name: &str| settings.get(name).and_then(Json::as_str);
    let key = text("key").unwrap_or("AKIDEXAMPLE");
    let mut credentials = Credentials::new(key, text("secret").unwrap_or("secret"));
    if let Some(token) = text("token") {
        credentials = credentials.session_token(token);
    }
    match text("AWS::Auth::AccountId") {
        Some(account) => credentials.account_id(account),
        None => credentials,
    }
}

fn texts(value: &Json) -> Vec<&str> {
    let texts = value.as_array().into_iter().flatten();
    texts.filter_map(Json::as_str).collect()
}
