//! One of our calls again and again, to be looked at by a profiler.
//!
//!     CARGO_PROFILE_RELEASE_DEBUG=1 cargo build --release --bin profile
//!     valgrind --tool=callgrind target/release/profile describe_instances 20

use protocols::pages::Pages;
use protocols::requests::{self, BUCKET, QUEUE};
use protocols::{cloudwatch, ec2, in_memory, s3, sqs};

macro_rules! repeated {
    ($count:expr, $client:ident.$call:ident($request:expr)) => {
        for _ in 0..$count {
            $client.$call($request).await.unwrap();
        }
    };
}

async fn calls(name: &str, count: usize) {
    let pages = Pages::new();
    match name {
        "receive_message" => {
            let client = in_memory(sqs::Client::builder(), &pages.messages, None);
            repeated!(
                count,
                client.receive_message(sqs::types::ReceiveMessageRequest::new(QUEUE))
            );
        }
        "send_message_batch" => {
            let client = in_memory(sqs::Client::builder(), &pages.sent, None);
            let request = requests::send_messages();
            repeated!(count, client.send_message_batch(request.clone()));
        }
        "describe_instances" => {
            let client = in_memory(ec2::Client::builder(), &pages.instances, None);
            repeated!(
                count,
                client.describe_instances(ec2::types::DescribeInstancesRequest::new())
            );
        }
        "run_instances" => {
            let client = in_memory(ec2::Client::builder(), &pages.started, None);
            let request = requests::run_instances();
            repeated!(count, client.run_instances(request.clone()));
        }
        "list_objects_v2" => {
            let client = in_memory(s3::Client::builder(), &pages.objects, None);
            repeated!(
                count,
                client.list_objects_v2(s3::types::ListObjectsV2Request::new(BUCKET))
            );
        }
        "delete_objects" => {
            let client = in_memory(s3::Client::builder(), &pages.deleted, None);
            let request = requests::delete_objects();
            repeated!(count, client.delete_objects(request.clone()));
        }
        "get_metric_data" => {
            let client = in_memory(cloudwatch::Client::builder(), &pages.metrics, None);
            repeated!(count, client.get_metric_data(requests::one_metric()));
        }
        "get_metric_data_queries" => {
            let client = in_memory(cloudwatch::Client::builder(), &pages.no_metrics, None);
            let request = requests::get_metric_data();
            repeated!(count, client.get_metric_data(request.clone()));
        }
        other => panic!("there is no {other}"),
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let count = arguments
        .next()
        .and_then(|count| count.parse().ok())
        .unwrap_or(1);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let start = std::time::Instant::now();
    runtime.block_on(calls(&name, count));
    println!("{name}: {:?} a call", start.elapsed() / count as u32);
}
