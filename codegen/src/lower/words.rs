//! Names: wire names split into words and put together again as Rust identifiers.
//!
//! Works on one name at a time; who clashes with whom is decided in `names` and `values`. heck splits and joins; the
//! tables here hold what no rule can know.

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

use crate::ir::Name;

/// A word of the models, and how it is spelled so that it is seen as one.
type Word = (&'static str, &'static str);

/// Words that would be torn apart in every name: acronyms in the plural, as `TargetGroupARNs` would end in `ar_ns`, and
/// one that begins with a small letter.
const PLURALS: [Word; 20] = [
    ("ACLs", "Acls"),
    ("ARNs", "Arns"),
    ("AZs", "Azs"),
    ("CIDRs", "Cidrs"),
    ("CMKs", "Cmks"),
    ("CNAMEs", "Cnames"),
    ("GBs", "Gbs"),
    ("HITs", "Hits"),
    ("IDs", "Ids"),
    ("IOPs", "Iops"),
    ("IPs", "Ips"),
    ("MBs", "Mbs"),
    ("TBs", "Tbs"),
    ("TTPs", "Ttps"),
    ("URIs", "Uris"),
    ("URLs", "Urls"),
    ("UUIDs", "Uuids"),
    ("VCPUs", "Vcpus"),
    ("VPCs", "Vpcs"),
    ("iSCSI", "Iscsi"),
];

/// Words that would be torn apart in snake case alone, as `SizeInGiB` would end in `gi_b`; types and variants keep
/// them as they are written.
const MIXED: [Word; 13] = [
    ("GiB", "Gib"),
    ("IPv", "Ipv"),
    ("IaC", "Iac"),
    ("IoT", "Iot"),
    ("KiB", "Kib"),
    ("MBps", "Mbps"),
    ("MiB", "Mib"),
    ("NaN", "Nan"),
    ("OAuth", "Oauth"),
    ("QnA", "Qna"),
    ("SaaS", "Saas"),
    ("TiB", "Tib"),
    ("TtL", "Ttl"),
];

/// A type's name: `OpenZFSVolume` becomes `OpenZfsVolume`.
pub(crate) fn type_name(wire: &str) -> Name {
    pascal(wire, "Symbol")
}

/// A field's or method's name: `DNSName` becomes `dns_name`, `Type` becomes `r#type`.
pub(crate) fn field_name(wire: &str) -> Name {
    Name::new(&snake(wire))
}

/// The words in lower case with `_` between them; empty when there are none.
pub(crate) fn snake(wire: &str) -> String {
    separated(wire, &[&PLURALS, &MIXED]).to_snake_case()
}

/// An enum variant's name: `SINGLE_AZ_1` becomes `SingleAz1`, `0.5` becomes `_05`.
pub(crate) fn variant_name(wire: &str) -> Name {
    if wire.is_empty() {
        return Name::new("Empty");
    }
    pascal(wire, "Symbol")
}

fn pascal(wire: &str, without_words: &str) -> Name {
    let words = separated(wire, &[&PLURALS]).to_upper_camel_case();
    Name::new(if words.is_empty() {
        without_words
    } else {
        &words
    })
}

/// The text with `_` where heck would not see that a word ends: around what isn't ASCII, between a digit and a capital,
/// and before a word of a table, which is spelled so that it stays one.
fn separated(wire: &str, tables: &[&[Word]]) -> String {
    let mut text = String::with_capacity(wire.len() + 8);
    let mut rest = wire;
    let mut before = '_';
    while let Some(first) = rest.chars().next() {
        let words = tables.iter().flat_map(|table| table.iter());
        let word = may_start_a_word(before, first)
            .then(|| {
                words
                    .into_iter()
                    .find(|(word, _)| starts_with_word(rest, word))
            })
            .flatten();
        let taken = if let Some((word, spelled)) = word {
            text.push('_');
            text.push_str(spelled);
            word
        } else {
            if before.is_ascii_digit() && first.is_ascii_uppercase() {
                text.push('_');
            }
            let seen = first.is_ascii_alphanumeric();
            text.push(if seen { first } else { '_' });
            rest.get(..first.len_utf8()).unwrap_or_default()
        };
        before = taken.chars().next_back().unwrap_or('_');
        rest = rest.get(taken.len()..).unwrap_or_default();
    }
    text
}

/// Whether a word of the tables may begin here: none is the end of another acronym (`IDs` of `GUIDs`), and one alone
/// begins with a small letter.
fn may_start_a_word(before: char, first: char) -> bool {
    !before.is_ascii_uppercase() && (first.is_ascii_uppercase() || first == 'i')
}

/// Whether the text starts with the word, which doesn't go on.
fn starts_with_word(text: &str, word: &str) -> bool {
    let after = text.strip_prefix(word);
    after.is_some_and(|after| !after.starts_with(|next: char| next.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{MIXED, PLURALS, field_name, may_start_a_word, type_name, variant_name};

    /// What is hard: as a field or method, and as a type or variant.
    const HARD: [(&str, &str, &str); 37] = [
        (
            "OpenZFSVolumeConfiguration",
            "open_zfs_volume_configuration",
            "OpenZfsVolumeConfiguration",
        ),
        ("DNSName", "dns_name", "DnsName"),
        ("HAPairs", "ha_pairs", "HaPairs"),
        ("UUID", "uuid", "Uuid"),
        ("S3BucketARN", "s3_bucket_arn", "S3BucketArn"),
        ("ChecksumCRC32C", "checksum_crc32_c", "ChecksumCrc32C"),
        ("Icd10CM", "icd10_cm", "Icd10Cm"),
        ("EC2Instance", "ec2_instance", "Ec2Instance"),
        (
            "StorageCapacityReservationGiB",
            "storage_capacity_reservation_gib",
            "StorageCapacityReservationGiB",
        ),
        ("RecordSizeKiB", "record_size_kib", "RecordSizeKiB"),
        ("memoryMiB", "memory_mib", "MemoryMiB"),
        ("SizeInTiB", "size_in_tib", "SizeInTiB"),
        ("ThroughputInMBps", "throughput_in_mbps", "ThroughputInMBps"),
        ("TargetGroupARNs", "target_group_arns", "TargetGroupArns"),
        ("VPCs", "vpcs", "Vpcs"),
        ("jobIDs", "job_ids", "JobIds"),
        ("vmUUIDs", "vm_uuids", "VmUuids"),
        ("VTLDeviceARNs", "vtl_device_arns", "VtlDeviceArns"),
        ("sizeInGBs", "size_in_gbs", "SizeInGbs"),
        (
            "exadataStorageInTBsLowestScaledValue",
            "exadata_storage_in_tbs_lowest_scaled_value",
            "ExadataStorageInTbsLowestScaledValue",
        ),
        ("VolumeReadIOPs", "volume_read_iops", "VolumeReadIops"),
        ("MSKAsSource", "msk_as_source", "MskAsSource"),
        (
            "PrivateIPv4Address",
            "private_ipv4_address",
            "PrivateIPv4Address",
        ),
        ("IPv6Address", "ipv6_address", "IPv6Address"),
        (
            "OAuth2Credentials",
            "oauth2_credentials",
            "OAuth2Credentials",
        ),
        (
            "isOAuth2Supported",
            "is_oauth2_supported",
            "IsOAuth2Supported",
        ),
        ("NoAuthorization", "no_authorization", "NoAuthorization"),
        (
            "CachediSCSIVolumes",
            "cached_iscsi_volumes",
            "CachedIscsiVolumes",
        ),
        ("SaaSTable", "saas_table", "SaaSTable"),
        ("enableIoTLogging", "enable_iot_logging", "EnableIoTLogging"),
        ("AuthTtL", "auth_ttl", "AuthTtL"),
        ("GraphQLApi", "graph_ql_api", "GraphQlApi"),
        ("SINGLE_AZ_1", "single_az_1", "SingleAz1"),
        ("m5.large", "m5_large", "M5Large"),
        ("AWS::S3::Bucket", "aws_s3_bucket", "AwsS3Bucket"),
        ("0.5", "_0_5", "_05"),
        ("größe", "gr_e", "GrE"),
    ];

    #[test]
    fn hard_names_have_the_words_that_a_reader_sees() {
        for (wire, field, pascal) in HARD {
            assert_eq!(field_name(wire).plain(), field);
            assert_eq!(type_name(wire).plain(), pascal);
            assert_eq!(variant_name(wire).plain(), pascal);
        }
    }

    #[test]
    fn words_of_the_tables_start_where_they_are_looked_for() {
        for (word, _) in PLURALS.iter().chain(&MIXED) {
            let first = word.chars().next().unwrap();
            assert!(may_start_a_word('_', first), "{word}");
        }
    }

    #[test]
    fn the_end_of_a_longer_acronym_is_not_taken_for_one_of_the_tables() {
        assert_eq!(field_name("GUIDs").plain(), "gui_ds");
        assert_eq!(field_name("OAuthorized").plain(), "o_authorized");
    }

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(field_name("Type").raw(), "r#type");
        assert_eq!(field_name("Self").raw(), "self_");
        assert_eq!(variant_name("SELF").raw(), "Self_");
    }

    #[test]
    fn a_name_without_letters_has_the_case_of_its_place() {
        assert_eq!(field_name("_").plain(), "symbol");
        assert_eq!(type_name("_").plain(), "Symbol");
        assert_eq!(variant_name("*").plain(), "Symbol");
        assert_eq!(variant_name("").plain(), "Empty");
    }
}
