//! Generated code against botocore: random inputs give the same request, random outputs and errors are read alike. The
//! judge is `python/differential.py`; a difference is told with its seed and both sides.
//!
//! `SHAPESMITH_DIFFERENTIAL=40,20,10` takes up to so many services of each protocol, operations of each service and inputs
//! of each operation; `SHAPESMITH_SEED` says which.

use shapesmith_tests::judged;

#[test]
fn requests_outputs_and_errors_are_the_same_as_botocores() {
    let size = ("SHAPESMITH_DIFFERENTIAL", "1,4,5");
    judged::judge("differential.py", "differential", size);
}
