//! Large requests of the generated services.

use shapesmith_runtime::{Bytes, Timestamp};

use crate::pages::{MESSAGES, OBJECTS, START, event, key};
use crate::{cloudwatch, ec2, s3, sqs};

pub const QUEUE: &str = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
pub const BUCKET: &str = "archive";
pub const QUERIES: usize = 500;
pub const VOLUMES: usize = 26;
pub const TAGS: usize = 50;

/// A start script of 12 KB, in base64.
pub fn user_data() -> String {
    "IyEvYmluL3NoCmVjaG8gInN0YXJ0aW5nIgo+/wAA".repeat(300)
}

pub fn send_messages() -> sqs::types::SendMessageBatchRequest {
    use sqs::types::{
        MessageAttributeValue, SendMessageBatchRequest, SendMessageBatchRequestEntry,
    };
    let entries = (0..MESSAGES).map(|index| {
        let trace = MessageAttributeValue::new("String")
            .string_value(format!("Root=1-5e1b4151-{index:024x}"));
        let key = MessageAttributeValue::new("Binary")
            .binary_value(Bytes::from_static(b"hello world, this is a key"));
        SendMessageBatchRequestEntry::new(format!("m{index}"), event(index))
            .delay_seconds(5)
            .message_attributes([("trace", trace), ("key", key)])
    });
    SendMessageBatchRequest::new(entries, QUEUE)
}

pub fn run_instances() -> ec2::types::RunInstancesRequest {
    use ec2::types::{
        BlockDeviceMapping, EbsBlockDevice, InstanceType, ResourceType, RunInstancesRequest, Tag,
        TagSpecification, VolumeType,
    };
    let volumes = (0..VOLUMES).map(|index| {
        let volume = EbsBlockDevice::new()
            .delete_on_termination(true)
            .iops(3_000)
            .snapshot_id("snap-066877671789bd71b")
            .volume_size(100 + index as i32)
            .volume_type(VolumeType::Gp3)
            .throughput(125)
            .encrypted(true);
        BlockDeviceMapping::new()
            .ebs(volume)
            .device_name(format!("/dev/sd{index}"))
    });
    let tagged = [
        ResourceType::Instance,
        ResourceType::Volume,
        ResourceType::NetworkInterface,
    ];
    let tagged = tagged.into_iter().map(|kind| {
        let tags = (0..TAGS).map(|tag| {
            Tag::new()
                .key(format!("team:tag {tag}"))
                .value(format!("R&D, Köln {tag}"))
        });
        TagSpecification::new().resource_type(kind).tags(tags)
    });
    RunInstancesRequest::new(10, 1)
        .image_id("ami-0abcdef1234567890")
        .instance_type(InstanceType::M5Large)
        .key_name("operations")
        .security_group_ids((0..5).map(|index| format!("sg-{index:017x}")))
        .subnet_id("subnet-0123456789abcdef0")
        .user_data(user_data())
        .block_device_mappings(volumes)
        .tag_specifications(tagged)
        .client_token("550e8400-e29b-41d4-a716-446655440000")
}

pub fn delete_objects() -> s3::types::DeleteObjectsRequest {
    use s3::types::{Delete, DeleteObjectsRequest, ObjectIdentifier};
    let objects = (0..OBJECTS).map(|index| {
        ObjectIdentifier::new(key(index))
            .version_id("3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY.MTRCxf3vjVBH40")
    });
    DeleteObjectsRequest::new(BUCKET, Delete::new(objects).quiet(true))
}

pub fn get_metric_data() -> cloudwatch::types::GetMetricDataInput {
    use cloudwatch::types::{
        Dimension, GetMetricDataInput, Metric, MetricDataQuery, MetricStat, StandardUnit,
    };
    let queries = (0..QUERIES).map(|index| {
        let metric = Metric::new()
            .namespace("AWS/EC2")
            .metric_name("CPUUtilization")
            .dimensions([
                Dimension::new("InstanceId", format!("i-{index:017x}")),
                Dimension::new("AutoScalingGroupName", "web-frontend"),
            ]);
        MetricDataQuery::new(format!("m{index}"))
            .metric_stat(MetricStat::new(metric, 60, "Average").unit(StandardUnit::Percent))
            .label("CPU of ${PROP('Dim.InstanceId')}")
            .return_data(true)
    });
    GetMetricDataInput::new(time(3_600), queries, time(0))
}

/// A request of one query, for a large page.
pub fn one_metric() -> cloudwatch::types::GetMetricDataInput {
    use cloudwatch::types::{GetMetricDataInput, MetricDataQuery};
    let query = MetricDataQuery::new("m0")
        .expression("SEARCH('{AWS/EC2,InstanceId} CPUUtilization', 'Average')");
    GetMetricDataInput::new(time(3_600), [query], time(0))
}

fn time(seconds: u32) -> Timestamp {
    Timestamp::from_second((START + seconds).into()).unwrap()
}
