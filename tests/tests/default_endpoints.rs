//! The services' own addresses, as AWS has them: moto answers for these hosts as a proxy, through tunnels and with TLS. Twelve
//! services are created, read, listed and deleted there with generated code, by both transports, and read back with boto3, which asks
//! the same hosts. The stories are in `python/moto_services.py`.

use serde_json::json;
use shapesmith_tests::moto;
use shapesmith_tests::stories::Stories;

#[test]
fn twelve_services_are_reached_at_their_own_addresses() {
    let (Some(stories), Some(proxy)) = (Stories::prepared(), moto::proxy()) else {
        return;
    };
    assert_eq!(stories.services().len(), 12);
    // Far from the region where whoever doesn't look ends up.
    let place = json!({
        "region": "eu-west-1",
        "proxy": proxy.url(),
        "trusted": proxy.fact("trusted"),
        "asked": proxy.fact("asked"),
    });
    let told = stories.told(&place);
    assert!(told.is_empty(), "{told}");
}
