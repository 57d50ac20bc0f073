//! The official crates' side: clients that answer from memory, and the same large requests.

use aws_sdk_cloudwatch::types as cloudwatch;
use aws_sdk_ec2::types as ec2;
use aws_sdk_s3::types as s3;
use aws_sdk_sqs::types as sqs;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::{Blob, DateTime};
use bytes::Bytes;
use protocols::pages::{MESSAGES, OBJECTS, START, event, key};
use protocols::requests::{QUERIES, TAGS, VOLUMES};
use protocols::{ENDPOINT, Sent};

/// A client with the settings of ours; whatever else can be set is as it is by default.
macro_rules! in_memory {
    ($sdk:ident, $page:expr, $sent:expr $(, $setting:ident($value:expr))*) => {{
        let config = $sdk::Config::builder()
            .region($sdk::config::Region::new("us-east-1"))
            .endpoint_url(ENDPOINT)
            .credentials_provider(aws_credential_types::Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
            .http_client(aws_smithy_http_client::test_util::infallible_client_fn(answer($page, $sent)))
            $(.$setting($value))*
            .build();
        $sdk::Client::from_conf(config)
    }};
}

fn answer(
    page: &Bytes,
    sent: Option<Sent>,
) -> impl Fn(http::Request<SdkBody>) -> http::Response<SdkBody> + use<> {
    let page = page.clone();
    move |request| {
        if let Some(sent) = &sent {
            *sent.lock().unwrap() = Bytes::copy_from_slice(request.body().bytes().unwrap());
        }
        let response = http::Response::builder().header("smithy-protocol", "rpc-v2-cbor");
        response.body(SdkBody::from(page.clone())).unwrap()
    }
}

pub fn sqs(page: &Bytes, sent: Option<Sent>) -> aws_sdk_sqs::Client {
    in_memory!(aws_sdk_sqs, page, sent)
}

pub fn ec2(page: &Bytes, sent: Option<Sent>) -> aws_sdk_ec2::Client {
    in_memory!(aws_sdk_ec2, page, sent)
}

pub fn s3(page: &Bytes, sent: Option<Sent>) -> aws_sdk_s3::Client {
    in_memory!(aws_sdk_s3, page, sent, force_path_style(true))
}

pub fn cloudwatch(page: &Bytes, sent: Option<Sent>) -> aws_sdk_cloudwatch::Client {
    in_memory!(aws_sdk_cloudwatch, page, sent)
}

pub fn entries() -> Vec<sqs::SendMessageBatchRequestEntry> {
    let entry = |index| {
        let trace = sqs::MessageAttributeValue::builder()
            .data_type("String")
            .string_value(format!("Root=1-5e1b4151-{index:024x}"));
        let key = sqs::MessageAttributeValue::builder()
            .data_type("Binary")
            .binary_value(Blob::new("hello world, this is a key"));
        sqs::SendMessageBatchRequestEntry::builder()
            .id(format!("m{index}"))
            .message_body(event(index))
            .delay_seconds(5)
            .message_attributes("trace", trace.build().unwrap())
            .message_attributes("key", key.build().unwrap())
            .build()
            .unwrap()
    };
    (0..MESSAGES).map(entry).collect()
}

pub fn volumes() -> Vec<ec2::BlockDeviceMapping> {
    let volume = |index| {
        let volume = ec2::EbsBlockDevice::builder()
            .delete_on_termination(true)
            .iops(3_000)
            .snapshot_id("snap-066877671789bd71b")
            .volume_size(100 + index as i32)
            .volume_type(ec2::VolumeType::Gp3)
            .throughput(125)
            .encrypted(true)
            .build();
        ec2::BlockDeviceMapping::builder()
            .ebs(volume)
            .device_name(format!("/dev/sd{index}"))
            .build()
    };
    (0..VOLUMES).map(volume).collect()
}

pub fn tagged() -> Vec<ec2::TagSpecification> {
    let tag = |index| {
        ec2::Tag::builder()
            .key(format!("team:tag {index}"))
            .value(format!("R&D, Köln {index}"))
            .build()
    };
    let tagged = |kind| {
        let tags = (0..TAGS).map(tag).collect();
        ec2::TagSpecification::builder()
            .resource_type(kind)
            .set_tags(Some(tags))
            .build()
    };
    let kinds = [
        ec2::ResourceType::Instance,
        ec2::ResourceType::Volume,
        ec2::ResourceType::NetworkInterface,
    ];
    kinds.into_iter().map(tagged).collect()
}

pub fn groups() -> Vec<String> {
    (0..5).map(|index| format!("sg-{index:017x}")).collect()
}

pub fn delete() -> s3::Delete {
    let object = |index| {
        s3::ObjectIdentifier::builder()
            .key(key(index))
            .version_id("3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY.MTRCxf3vjVBH40")
            .build()
            .unwrap()
    };
    let objects = (0..OBJECTS).map(object).collect();
    s3::Delete::builder()
        .set_objects(Some(objects))
        .quiet(true)
        .build()
        .unwrap()
}

pub fn queries() -> Vec<cloudwatch::MetricDataQuery> {
    let dimension = |name: &str, value: String| {
        cloudwatch::Dimension::builder()
            .name(name)
            .value(value)
            .build()
    };
    let query = |index| {
        let metric = cloudwatch::Metric::builder()
            .namespace("AWS/EC2")
            .metric_name("CPUUtilization")
            .dimensions(dimension("InstanceId", format!("i-{index:017x}")))
            .dimensions(dimension("AutoScalingGroupName", "web-frontend".to_owned()))
            .build();
        let of = cloudwatch::MetricStat::builder()
            .metric(metric)
            .period(60)
            .stat("Average")
            .unit(cloudwatch::StandardUnit::Percent)
            .build();
        cloudwatch::MetricDataQuery::builder()
            .id(format!("m{index}"))
            .metric_stat(of)
            .label("CPU of ${PROP('Dim.InstanceId')}")
            .return_data(true)
            .build()
    };
    (0..QUERIES).map(query).collect()
}

pub fn time(seconds: u32) -> DateTime {
    DateTime::from_secs((START + seconds).into())
}

pub fn one_metric() -> cloudwatch::MetricDataQuery {
    let search = "SEARCH('{AWS/EC2,InstanceId} CPUUtilization', 'Average')";
    cloudwatch::MetricDataQuery::builder()
        .id("m0")
        .expression(search)
        .build()
}
