//! ec2Query: a form goes out, XML comes back.

use protocols::pages::{INSTANCES, Pages};
use protocols::requests::{self, user_data};
use protocols::{ec2, in_memory};

use crate::case::{Bench, Same, Side};
use crate::theirs;

/// The pairs of the form, in order.
fn meaning(body: &[u8]) -> serde_json::Value {
    let mut pairs: Vec<&str> = std::str::from_utf8(body).unwrap().split('&').collect();
    pairs.sort_unstable();
    pairs.into()
}

pub fn describe(bench: &mut Bench, pages: &Pages) {
    bench.case(
        "EC2 DescribeInstances reads XML",
        &pages.instances,
        Side {
            client: |page: &_, sent| in_memory(ec2::Client::builder(), page, sent),
            input: ec2::types::DescribeInstancesRequest::new,
            call: async |client: &ec2::Client, request| {
                client.describe_instances(request).await.unwrap()
            },
        },
        Side {
            client: theirs::ec2,
            input: || (),
            call: async |client: &aws_sdk_ec2::Client, ()| {
                client.describe_instances().send().await.unwrap()
            },
        },
        Same {
            meaning,
            agree: |ours: &ec2::types::DescribeInstancesResult, theirs: &_| {
                agree(&ours.reservations, theirs)
            },
        },
    );
}

fn agree(
    ours: &[ec2::types::Reservation],
    theirs: &aws_sdk_ec2::operation::describe_instances::DescribeInstancesOutput,
) {
    let theirs = theirs.reservations();
    assert_eq!((ours.len(), theirs.len()), (INSTANCES, INSTANCES));
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert_eq!(ours.reservation_id, theirs.reservation_id);
        let (ours, theirs) = (&ours.instances[0], &theirs.instances()[0]);
        assert_eq!(ours.instance_id, theirs.instance_id);
        assert_eq!(ours.platform_details, theirs.platform_details);
        assert_eq!(ours.tags.len(), theirs.tags().len());
        assert_eq!(ours.tags[4].value.as_deref(), theirs.tags()[4].value());
        assert_eq!(
            ours.launch_time.unwrap().as_second(),
            theirs.launch_time().unwrap().secs()
        );
        assert_eq!(
            ours.block_device_mappings.len(),
            theirs.block_device_mappings().len()
        );
        let (ours, theirs) = (&ours.network_interfaces[0], &theirs.network_interfaces()[0]);
        assert_eq!(
            ours.private_ip_addresses.len(),
            theirs.private_ip_addresses().len()
        );
        assert_eq!(ours.interface_type, theirs.interface_type);
    }
}

pub fn run(bench: &mut Bench, pages: &Pages) {
    let request = requests::run_instances();
    let input = (
        theirs::volumes(),
        theirs::tagged(),
        theirs::groups(),
        user_data(),
    );
    bench.case(
        "EC2 RunInstances writes a form",
        &pages.started,
        Side {
            client: |page: &_, sent| in_memory(ec2::Client::builder(), page, sent),
            input: || request.clone(),
            call: async |client: &ec2::Client, request| {
                client.run_instances(request).await.unwrap()
            },
        },
        Side {
            client: theirs::ec2,
            input: || input.clone(),
            call: async |client: &aws_sdk_ec2::Client, (volumes, tagged, groups, user_data)| {
                let call = client
                    .run_instances()
                    .max_count(10)
                    .min_count(1)
                    .image_id("ami-0abcdef1234567890");
                call.instance_type(aws_sdk_ec2::types::InstanceType::M5Large)
                    .key_name("operations")
                    .set_security_group_ids(Some(groups))
                    .subnet_id("subnet-0123456789abcdef0")
                    .user_data(user_data)
                    .set_block_device_mappings(Some(volumes))
                    .set_tag_specifications(Some(tagged))
                    .client_token("550e8400-e29b-41d4-a716-446655440000")
                    .send()
                    .await
                    .unwrap()
            },
        },
        Same {
            meaning,
            agree: |ours: &ec2::types::Reservation, theirs: &_| {
                let theirs: &aws_sdk_ec2::operation::run_instances::RunInstancesOutput = theirs;
                assert_eq!(ours.reservation_id.as_deref(), theirs.reservation_id());
            },
        },
    );
}
