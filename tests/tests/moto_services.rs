//! Twelve services of all protocols on moto: created, read, listed and deleted with generated code, read back with boto3.
//! The stories are in `python/moto_services.py`.

use serde_json::json;
use shapesmith_tests::moto::Moto;
use shapesmith_tests::stories::Stories;

#[test]
fn moto_and_boto3_agree_with_generated_code() {
    let (Some(stories), Some(moto)) = (Stories::prepared(), Moto::start()) else {
        return;
    };
    let told = stories.told(&json!({ "endpoint": moto.endpoint() }));
    assert!(told.is_empty(), "{told}");
}
