//! Responses as the services send them: a large page of each, and a short answer to each large request.

use std::convert::Infallible;

use bytes::Bytes;
use minicbor::Encoder;
use minicbor::data::Tag;
use serde_json::json;

pub const MESSAGES: usize = 10;
pub const INSTANCES: usize = 500;
pub const OBJECTS: usize = 1_000;
pub const SERIES: usize = 100;
pub const POINTS: usize = 500;

/// The time of the first data point; the others are a minute apart.
pub const START: u32 = 1_767_225_600;

/// A page of each kind: 10 messages are the most that SQS sends, 1,000 objects the most of S3.
pub struct Pages {
    pub messages: Bytes,
    pub sent: Bytes,
    pub instances: Bytes,
    pub started: Bytes,
    pub objects: Bytes,
    pub deleted: Bytes,
    pub metrics: Bytes,
    pub no_metrics: Bytes,
}

impl Pages {
    pub fn new() -> Self {
        Self {
            messages: messages().into(),
            sent: r#"{"Successful":[{"Id":"m0","MessageId":"5fea7756","MD5OfMessageBody":"e4d909c2"}],"Failed":[]}"#
                .into(),
            instances: instances().into(),
            started: format!(
                "{HEAD}<RunInstancesResponse {EC2}><reservationId>r-0</reservationId></RunInstancesResponse>"
            )
            .into(),
            objects: objects().into(),
            deleted: format!("{HEAD}<DeleteResult {S3}></DeleteResult>").into(),
            metrics: metrics(SERIES).unwrap().into(),
            no_metrics: metrics(0).unwrap().into(),
        }
    }
}

impl Default for Pages {
    fn default() -> Self {
        Self::new()
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const EC2: &str = r#"xmlns="http://ec2.amazonaws.com/doc/2016-11-15/""#;
const S3: &str = r#"xmlns="http://s3.amazonaws.com/doc/2006-03-01/""#;

/// An event of about 4 KB as applications put it into a message: JSON, of which every quote is escaped on the wire.
pub fn event(index: usize) -> String {
    let items: Vec<_> = (0..40)
        .map(|item| json!({"sku": format!("SKU-{index}-{item:04}"), "quantity": item % 7, "price": 1999 + item, "name": "Größe \"M\""}))
        .collect();
    json!({"type": "order.created", "id": index, "customer": {"id": "c-0123456789", "tier": "gold"}, "items": items})
        .to_string()
}

fn messages() -> String {
    let messages: Vec<_> = (0..MESSAGES)
        .map(|index| {
            json!({
                "MessageId": format!("5fea7756-0ea4-451a-a703-{index:012}"),
                "ReceiptHandle": format!("AQEB{}", "wJnKyrHigUMZj6rYigCgxlaS3SLy0a".repeat(12)),
                "MD5OfBody": "fafb00f5732ab283681e124bf8747ed1",
                "Body": event(index),
                "Attributes": {
                    "SenderId": "AIDASSYFHUBOBT7F4XT75",
                    "ApproximateFirstReceiveTimestamp": "1767225600437",
                    "ApproximateReceiveCount": "1",
                    "SentTimestamp": "1767225600400",
                },
                "MD5OfMessageAttributes": "d25a6aea97eb8f585bfa92d314504a92",
                "MessageAttributes": {
                    "trace": {"StringValue": format!("Root=1-5e1b4151-{index:024x}"), "DataType": "String"},
                    "attempt": {"StringValue": "1", "DataType": "Number"},
                    "key": {"BinaryValue": "aGVsbG8gd29ybGQsIHRoaXMgaXMgYSBrZXk=", "DataType": "Binary"},
                },
            })
        })
        .collect();
    json!({"Messages": messages}).to_string()
}

fn instances() -> String {
    let mut page = format!(
        "{HEAD}<DescribeInstancesResponse {EC2}>\n    <requestId>8f7724cf-496f-496e-8fe3-EXAMPLE</requestId>\n    <reservationSet>\n"
    );
    for index in 0..INSTANCES {
        page.push_str(&reservation(index));
    }
    page.push_str("    </reservationSet>\n</DescribeInstancesResponse>");
    page
}

/// A reservation of one instance, with the elements of EC2 in EC2's order.
fn reservation(index: usize) -> String {
    let (id, host) = (
        format!("{index:017x}"),
        format!("{}-{}", index / 250, index % 250 + 4),
    );
    let address = host.replace('-', ".");
    let tags: String = [
        "Name",
        "environment",
        "owner",
        "cost-center",
        "aws:autoscaling:groupName",
    ]
    .iter()
    .map(|key| {
        format!("<item>\n<key>{key}</key>\n<value>{key} of R&amp;D {index}</value>\n</item>\n")
    })
    .collect();
    let volumes: String = ["/dev/xvda", "/dev/sdb"]
        .iter()
        .map(|device| format!("<item>\n<deviceName>{device}</deviceName>\n<ebs>\n<volumeId>vol-{id}</volumeId>\n<status>attached</status>\n<attachTime>2026-01-01T00:00:12.000Z</attachTime>\n<deleteOnTermination>true</deleteOnTermination>\n<ebsCardIndex>0</ebsCardIndex>\n</ebs>\n</item>\n"))
        .collect();
    let groups =
        "<item>\n<groupId>sg-0598c7d356eba48d7</groupId>\n<groupName>web</groupName>\n</item>\n";
    format!(
        "<item>
<reservationId>r-{id}</reservationId>
<ownerId>123456789012</ownerId>
<groupSet/>
<instancesSet>
<item>
<instanceId>i-{id}</instanceId>
<imageId>ami-0abcdef1234567890</imageId>
<instanceState>
<code>16</code>
<name>running</name>
</instanceState>
<privateDnsName>ip-10-0-{host}.ec2.internal</privateDnsName>
<dnsName>ec2-54-0-{host}.compute-1.amazonaws.com</dnsName>
<reason/>
<keyName>operations</keyName>
<amiLaunchIndex>0</amiLaunchIndex>
<productCodes/>
<instanceType>m7i.large</instanceType>
<launchTime>2026-01-01T00:00:11.000Z</launchTime>
<placement>
<availabilityZone>us-east-1a</availabilityZone>
<availabilityZoneId>use1-az4</availabilityZoneId>
<groupName/>
<tenancy>default</tenancy>
</placement>
<monitoring>
<state>disabled</state>
</monitoring>
<subnetId>subnet-0123456789abcdef0</subnetId>
<vpcId>vpc-0123456789abcdef0</vpcId>
<privateIpAddress>10.0.{address}</privateIpAddress>
<ipAddress>54.0.{address}</ipAddress>
<sourceDestCheck>true</sourceDestCheck>
<groupSet>
{groups}</groupSet>
<architecture>x86_64</architecture>
<rootDeviceType>ebs</rootDeviceType>
<rootDeviceName>/dev/xvda</rootDeviceName>
<blockDeviceMapping>
{volumes}</blockDeviceMapping>
<virtualizationType>hvm</virtualizationType>
<clientToken>550e8400-e29b-41d4-a716-{index:012}</clientToken>
<tagSet>
{tags}</tagSet>
<hypervisor>xen</hypervisor>
<networkInterfaceSet>
<item>
<networkInterfaceId>eni-{id}</networkInterfaceId>
<subnetId>subnet-0123456789abcdef0</subnetId>
<vpcId>vpc-0123456789abcdef0</vpcId>
<description/>
<ownerId>123456789012</ownerId>
<status>in-use</status>
<macAddress>0a:ff:d0:b7:f3:99</macAddress>
<privateIpAddress>10.0.{address}</privateIpAddress>
<privateDnsName>ip-10-0-{host}.ec2.internal</privateDnsName>
<sourceDestCheck>true</sourceDestCheck>
<groupSet>
{groups}</groupSet>
<attachment>
<attachmentId>eni-attach-{id}</attachmentId>
<deviceIndex>0</deviceIndex>
<status>attached</status>
<attachTime>2026-01-01T00:00:11.000Z</attachTime>
<deleteOnTermination>true</deleteOnTermination>
<networkCardIndex>0</networkCardIndex>
</attachment>
<association>
<publicIp>54.0.{address}</publicIp>
<publicDnsName>ec2-54-0-{host}.compute-1.amazonaws.com</publicDnsName>
<ipOwnerId>amazon</ipOwnerId>
</association>
<privateIpAddressesSet>
<item>
<privateIpAddress>10.0.{address}</privateIpAddress>
<privateDnsName>ip-10-0-{host}.ec2.internal</privateDnsName>
<primary>true</primary>
</item>
</privateIpAddressesSet>
<ipv6AddressesSet/>
<interfaceType>interface</interfaceType>
</item>
</networkInterfaceSet>
<iamInstanceProfile>
<arn>arn:aws:iam::123456789012:instance-profile/web</arn>
<id>AIPACKCEVSQ6C2EXAMPLE</id>
</iamInstanceProfile>
<ebsOptimized>true</ebsOptimized>
<enaSupport>true</enaSupport>
<cpuOptions>
<coreCount>1</coreCount>
<threadsPerCore>2</threadsPerCore>
</cpuOptions>
<capacityReservationSpecification>
<capacityReservationPreference>open</capacityReservationPreference>
</capacityReservationSpecification>
<hibernationOptions>
<configured>false</configured>
</hibernationOptions>
<metadataOptions>
<state>applied</state>
<httpTokens>required</httpTokens>
<httpPutResponseHopLimit>2</httpPutResponseHopLimit>
<httpEndpoint>enabled</httpEndpoint>
<httpProtocolIpv6>disabled</httpProtocolIpv6>
<instanceMetadataTags>disabled</instanceMetadataTags>
</metadataOptions>
<enclaveOptions>
<enabled>false</enabled>
</enclaveOptions>
<bootMode>uefi-preferred</bootMode>
<platformDetails>Linux/UNIX</platformDetails>
<usageOperation>RunInstances</usageOperation>
<usageOperationUpdateTime>2026-01-01T00:00:11.000Z</usageOperationUpdateTime>
<currentInstanceBootMode>uefi</currentInstanceBootMode>
</item>
</instancesSet>
</item>
"
    )
}

fn objects() -> String {
    let mut page = format!(
        "{HEAD}<ListBucketResult {S3}><Name>archive</Name><Prefix>logs/</Prefix><KeyCount>{OBJECTS}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
    );
    for index in 0..OBJECTS {
        let (key, size) = (key(index), 1_048_576 + index);
        page.push_str(&format!(
            "<Contents><Key>{key}</Key><LastModified>2026-01-01T00:{:02}:{:02}.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998{index:08x}&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>{size}</Size><StorageClass>STANDARD</StorageClass></Contents>",
            index / 60 % 60,
            index % 60,
        ));
    }
    page.push_str("</ListBucketResult>");
    page
}

/// The key of an object.
pub fn key(index: usize) -> String {
    format!("logs/2026/01/01/web-frontend/i-0123456789abcdef0/access.log.{index:06}.gz")
}

type Encoded = Result<Vec<u8>, minicbor::encode::Error<Infallible>>;

/// Series of metric values; times are doubles behind a tag, as in Smithy's own tests of the protocol.
fn metrics(series: usize) -> Encoded {
    let mut page = Encoder::new(Vec::new());
    page.begin_map()?
        .str("MetricDataResults")?
        .array(series as u64)?;
    for index in 0..series {
        page.map(5)?.str("Id")?.str(&format!("m{index}"))?;
        page.str("Label")?
            .str(&format!("CPUUtilization i-{index:017x}"))?;
        page.str("Timestamps")?.array(POINTS as u64)?;
        for point in 0..POINTS {
            page.tag(Tag::new(1))?
                .f64(f64::from(START) + 60.0 * point as f64)?;
        }
        page.str("Values")?.array(POINTS as u64)?;
        for point in 0..POINTS {
            page.f64(0.37 * point as f64 + index as f64)?;
        }
        page.str("StatusCode")?.str("Complete")?;
    }
    page.str("Messages")?.array(0)?.end()?;
    Ok(page.into_writer())
}
