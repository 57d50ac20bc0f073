//! A whole service: the root of the intermediate representation.

use super::{
    Discovery, Documentation, Enumeration, Exception, Name, Operation, Rules, Setting, Structure,
    Union,
};

/// Everything that a model says of its service, as it goes into one crate.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    /// The name for people, `Amazon FSx`.
    pub(crate) title: String,
    /// `serviceId`, `FSx`.
    pub(crate) id: String,
    pub(crate) api_version: String,
    pub(crate) endpoint_prefix: String,
    pub(crate) signing_name: String,
    /// The signers in the order of preference, as `aws.auth#sigv4`.
    pub(crate) auth: Vec<String>,
    /// How requests are signed, as the model says it: `v4`, `s3v4`, `v2`.
    pub(crate) signature_version: String,
    /// Where a key goes that says who calls.
    pub(crate) api_key: Option<ApiKey>,
    pub(crate) target_prefix: Option<String>,
    pub(crate) protocol: Protocol,
    /// The XML namespace's URI.
    pub(crate) xml_namespace: Option<String>,
    /// Errors carry the code of the query protocol in a header.
    pub(crate) query_compatible: bool,
    pub(crate) rules: Rules,
    /// Calls tell the rules something, so that each has an endpoint of its own.
    pub(crate) rules_per_call: bool,
    /// What the builder of this service's client can be told.
    pub(crate) settings: Vec<Setting>,
    /// What is asked for the endpoints of operations.
    pub(crate) discovery: Option<Discovery>,
    pub(crate) documentation: Documentation,
    /// Structures that are nested or used by several operations; the others are with their operation.
    pub(crate) structures: Vec<Structure>,
    pub(crate) unions: Vec<Union>,
    pub(crate) enumerations: Vec<Enumeration>,
    pub(crate) exceptions: Vec<Exception>,
    pub(crate) operations: Vec<Operation>,
}

/// Where a key of an API goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiKey {
    /// The header, or the query's parameter.
    pub(crate) name: String,
    pub(crate) in_query: bool,
    /// The word before the key in a header.
    pub(crate) scheme: Option<String>,
}

/// The wire protocols of AWS; named like the runtime's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    AwsJson1_0,
    AwsJson1_1,
    RestJson1,
    RestXml,
    AwsQuery,
    Ec2Query,
    RpcV2Cbor,
}

impl Service {
    /// Whether it has an address in each region of AWS; any other's has to be given.
    pub(crate) fn is_of_aws(&self) -> bool {
        !self.endpoint_prefix.is_empty()
    }

    /// Every structure that is not an exception, wherever it is written.
    pub(crate) fn all_structures(&self) -> impl Iterator<Item = &Structure> {
        let of_operations = self
            .operations
            .iter()
            .flat_map(|operation| &operation.structures);
        self.structures.iter().chain(of_operations)
    }

    /// The Rust names of all types, each as often as it is given.
    pub(crate) fn type_names(&self) -> impl Iterator<Item = &str> {
        let exceptions = self.exceptions.iter().map(|item| &item.structure);
        let structures = self.all_structures().chain(exceptions);
        let unions = self.unions.iter().map(|item| &item.name);
        let enumerations = self.enumerations.iter().map(|item| &item.name);
        let names = structures.map(|item| &item.name).chain(unions);
        names.chain(enumerations).map(Name::plain)
    }
}
