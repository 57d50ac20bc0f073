//! What is signed for somebody else, against botocore's: URLs and forms of random inputs, and the URLs by which a copy is
//! asked for from another region. The judge is `python/presigning.py`; a difference is told with its seed and both sides.
//!
//! `SHAPESMITH_PRESIGNING=14,20,10` takes up to so many services, operations of each service and inputs of each operation;
//! `SHAPESMITH_SEED` says which.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::time::Duration;

use shapesmith_runtime::presign::{DsqlToken, EksToken, RdsToken, Token};
use shapesmith_runtime::{Credentials, Timestamp};
use shapesmith_tests::{judged, python};

#[test]
fn urls_forms_and_copies_are_signed_as_botocore_signs_them() {
    let size = ("SHAPESMITH_PRESIGNING", "2,4,5");
    judged::judge("presigning.py", "presigning", size);
}

#[test]
fn tokens_are_botocores() {
    let Some(packages) = python::packages() else {
        return;
    };
    let told = judged::told("presigning.py", &packages, &["tokens"]).stdout;
    let theirs: Vec<String> = serde_json::from_slice(&told).unwrap();
    let now: Timestamp = "2023-11-14T22:13:20Z".parse().unwrap();
    let lasting = Credentials::new("AKIDEXAMPLE", "secret");
    let temporary = lasting.clone().session_token("a/token+with=signs");
    let mut ours = Vec::new();
    for credentials in [lasting, temporary] {
        let database = RdsToken {
            host: "prod-instance.us-east-1.rds.amazonaws.com",
            port: 3306,
            user: "some user",
            region: "us-west-2",
        };
        ours.push(database.sign(&credentials, now).unwrap());
        for is_admin in [false, true] {
            let cluster = DsqlToken {
                host: "test.dsql.us-east-1.on.aws",
                region: "us-east-1",
                is_admin,
                expires: Duration::from_secs(450),
            };
            ours.push(cluster.sign(&credentials, now).unwrap());
        }
        for region in ["eu-west-1", "cn-north-1"] {
            let cluster = EksToken {
                cluster: "production",
                region,
            };
            ours.push(cluster.sign(&credentials, now).unwrap());
        }
    }
    let ours: Vec<&str> = ours.iter().map(Token::as_str).collect();
    assert_eq!(ours, theirs);
}
