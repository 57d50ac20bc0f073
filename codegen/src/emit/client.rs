//! The client and the service's table.

use super::module::Module;
use crate::ir::{Protocol, Service};

pub(super) fn client(module: &mut Module<'_>, service: &Service) {
    module.line(0, "use shapesmith_runtime::schema::Service;");
    module.blank_line();
    table(module, service);
    let root = module.root;
    module.blank_line();
    let title = &service.title;
    let protocol = protocol(service.protocol);
    let text = format!(
        r"/// Calls {title}. Cheap to clone; clones share connections, credentials and the quota of retries.
#[derive(Debug, Clone)]
pub struct Client {{
    pub(crate) inner: shapesmith_runtime::Client,
}}

/// Makes a [`Client`].
pub type ClientBuilder = shapesmith_runtime::ClientBuilder<Client>;

/// A call of this service: await it, or turn it into a request yourself.
pub type Call<Output> = shapesmith_runtime::Call<Output, {root}::Error>;

/// The pages of an operation of this service.
pub type Pages<Output> = shapesmith_runtime::Pages<Output, {root}::Error>;

/// A wait for a state of this service's resources.
pub type Wait<Output> = shapesmith_runtime::Wait<Output, {root}::Error>;

impl Client {{
    /// A builder; what it isn't told comes from the environment.
    ///
    /// Requests go to the service's address in the region, unless `endpoint_url` says otherwise.
    pub fn builder() -> ClientBuilder {{
        ClientBuilder::new(&SERVICE, &shapesmith_runtime::protocol::{protocol})
    }}
}}

impl From<shapesmith_runtime::Client> for Client {{
    fn from(inner: shapesmith_runtime::Client) -> Self {{
        Self {{ inner }}
    }}
}}

impl shapesmith_runtime::ServiceClient for Client {{
    fn builder() -> ClientBuilder {{
        Self::builder()
    }}
}}
"
    );
    module.text.push_str(&text);
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
    let complete = texts.iter().all(|(_, value)| !value.is_empty()) && service.query_compatible;
    for (name, value) in texts.into_iter().filter(|(_, value)| !value.is_empty()) {
        module.line(4, &format!("{name}: {value:?},"));
    }
    module.line(4, &format!("auth: &{:?},", service.auth));
    if service.query_compatible {
        module.line(4, "query_compatible: true,");
    }
    if !complete {
        module.line(4, "..Service::UNKNOWN");
    }
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
