//! The client and the service's table.

use super::module::Module;
use crate::ir::{Protocol, Service};

pub(super) fn client(module: &mut Module<'_>, service: &Service) {
    module.line(0, "use shapesmith_runtime::schema::{Protocol, Service};");
    module.blank_line();
    table(module, service);
    let root = module.root;
    module.blank_line();
    module.comment(
        0,
        "///",
        &format!("Calls {}. Cheap to clone.", service.title),
    );
    module.line(0, "#[derive(Debug, Clone)]");
    module.line(0, "pub struct Client {");
    module.line(4, "pub(crate) inner: shapesmith_runtime::Client,");
    module.line(0, "}");
    module.blank_line();
    module.line(
        0,
        "/// A call of this service, ready to be turned into a request.",
    );
    module.line(
        0,
        &format!("pub type Call<Output> = shapesmith_runtime::Call<Output, {root}::Error>;"),
    );
    module.blank_line();
    module.line(0, "impl Client {");
    module.comment(
        4,
        "///",
        &format!(
            "A client that addresses `endpoint`, as `https://{}.us-east-1.amazonaws.com`.",
            service.endpoint_prefix
        ),
    );
    module.line(4, "///");
    module.line(4, "/// # Errors");
    module.line(4, "/// The endpoint isn't a URI with scheme and host.");
    module.line(
        4,
        "pub fn new(endpoint: &str) -> Result<Self, shapesmith_runtime::EncodeError> {",
    );
    module.line(
        8,
        "shapesmith_runtime::Client::new(&SERVICE, endpoint).map(|inner| Self { inner })",
    );
    module.line(4, "}");
    module.line(0, "}");
}

fn table(module: &mut Module<'_>, service: &Service) {
    module.line(0, "/// What the model says of the whole service.");
    module.line(0, "pub(crate) static SERVICE: Service = Service {");
    let texts = [
        ("id", &service.id),
        ("api_version", &service.api_version),
        ("endpoint_prefix", &service.endpoint_prefix),
        ("signing_name", &service.signing_name),
        ("target_prefix", &service.target_prefix),
        ("xml_namespace", &service.xml_namespace),
        ("signature_version", &service.signature_version),
    ];
    for (name, value) in texts.into_iter().filter(|(_, value)| !value.is_empty()) {
        module.line(4, &format!("{name}: {value:?},"));
    }
    module.line(4, &format!("auth: &{:?},", service.auth));
    if service.query_compatible {
        module.line(4, "query_compatible: true,");
    }
    module.line(
        4,
        &format!("..Service::new(Protocol::{})", protocol(service.protocol)),
    );
    module.line(0, "};");
}

fn protocol(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::AwsJson1_0 => "AwsJson1_0",
        Protocol::AwsJson1_1 => "AwsJson1_1",
        Protocol::RestJson1 => "RestJson1",
        Protocol::RestXml => "RestXml",
        Protocol::AwsQuery => "AwsQuery",
        Protocol::Ec2Query => "Ec2Query",
        Protocol::RpcV2Cbor => "RpcV2Cbor",
    }
}
