//! The official side: each crate's own resolver.

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::cases::Call;

/// What both crates have, each as types of its own.
pub trait Resolver {
    type Parameters;

    fn parameters(&self, call: &Call) -> Self::Parameters;

    fn found(&self, parameters: &Self::Parameters) -> String;

    fn resolve(&self, parameters: &Self::Parameters);
}

/// What is ready at once.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the official resolvers never wait"),
    }
}

macro_rules! resolver {
    ($name:ident, $official:ident, |$builder:ident, $call:ident| $whole:expr) => {
        #[derive(Default)]
        pub struct $name($official::config::endpoint::DefaultResolver);

        impl Resolver for $name {
            type Parameters = $official::config::endpoint::Params;

            fn parameters(&self, $call: &Call) -> Self::Parameters {
                let $builder = $official::config::endpoint::Params::builder()
                    .region($call.region.to_owned())
                    .use_fips($call.has("UseFIPS"))
                    .use_dual_stack($call.has("UseDualStack"));
                $whole.build().unwrap()
            }

            fn found(&self, parameters: &Self::Parameters) -> String {
                use $official::config::endpoint::ResolveEndpoint as _;
                let found = ready(self.0.resolve_endpoint(parameters));
                found.unwrap().url().to_owned()
            }

            fn resolve(&self, parameters: &Self::Parameters) {
                use $official::config::endpoint::ResolveEndpoint as _;
                let found = ready(self.0.resolve_endpoint(black_box(parameters)));
                drop(black_box(found));
            }
        }
    };
}

resolver! { Fsx, aws_sdk_fsx, |builder, call| builder }
resolver! { S3, aws_sdk_s3, |builder, call| builder
.force_path_style(call.has("ForcePathStyle"))
.set_bucket(call.bucket.map(str::to_owned)) }
