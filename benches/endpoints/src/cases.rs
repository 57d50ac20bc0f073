//! What is looked for: parameters as a client and a call give them, for both sides.

#[derive(Clone, Copy)]
pub enum Service {
    Fsx,
    S3,
}

/// Two calls that lead to different endpoints in the same way.
pub struct Case {
    pub name: &'static str,
    pub service: Service,
    pub regions: [&'static str; 2],
    pub buckets: [Option<&'static str>; 2],
    /// The switches that are on.
    pub switches: &'static [&'static str],
}

/// One call's part of a case.
pub struct Call {
    pub region: &'static str,
    pub bucket: Option<&'static str>,
    pub switches: &'static [&'static str],
}

impl Case {
    pub fn both(&self) -> [Call; 2] {
        [0, 1].map(|turn| Call {
            region: self.regions[turn],
            bucket: self.buckets[turn],
            switches: self.switches,
        })
    }
}

impl Call {
    pub fn has(&self, switch: &str) -> bool {
        self.switches.contains(&switch)
    }
}

const REGIONS: [&str; 2] = ["us-east-1", "eu-west-1"];
const ONE_REGION: [&str; 2] = ["us-west-2", "us-west-2"];
const BUCKETS: [Option<&str>; 2] = [Some("photographs-of-2026"), Some("letters-and-bills-1")];
const ACCESS_POINTS: [Option<&str>; 2] = [
    Some("arn:aws:s3:us-west-2:123456789012:accesspoint:photographs"),
    Some("arn:aws:s3:us-west-2:123456789012:accesspoint:lettersof26"),
];

pub const CASES: [Case; 8] = [
    case("FSx", Service::Fsx, REGIONS, [None; 2], &[]),
    case(
        "FSx, FIPS and dual stack",
        Service::Fsx,
        ["us-east-1", "us-west-2"],
        [None; 2],
        &["UseFIPS", "UseDualStack"],
    ),
    case(
        "FSx, China",
        Service::Fsx,
        ["cn-north-1", "cn-northwest-1"],
        [None; 2],
        &[],
    ),
    case(
        "FSx, a region that nobody knows",
        Service::Fsx,
        ["nowhere-a", "nowhere-b"],
        [None; 2],
        &[],
    ),
    case(
        "S3, bucket in the host",
        Service::S3,
        ONE_REGION,
        BUCKETS,
        &[],
    ),
    case(
        "S3, bucket in the path",
        Service::S3,
        ONE_REGION,
        BUCKETS,
        &["ForcePathStyle"],
    ),
    case(
        "S3, FIPS and dual stack",
        Service::S3,
        ONE_REGION,
        BUCKETS,
        &["UseFIPS", "UseDualStack"],
    ),
    case(
        "S3, access point by its ARN",
        Service::S3,
        ONE_REGION,
        ACCESS_POINTS,
        &[],
    ),
];

const fn case(
    name: &'static str,
    service: Service,
    regions: [&'static str; 2],
    buckets: [Option<&'static str>; 2],
    switches: &'static [&'static str],
) -> Case {
    Case {
        name,
        service,
        regions,
        buckets,
        switches,
    }
}
