//! Which partition of AWS a region belongs to.
//!
//! The partitions themselves are a table, in `partitions`.

use super::partitions::PARTITIONS;

/// A part of AWS with accounts and names of its own.
#[derive(Debug)]
pub(crate) struct Partition {
    pub(super) name: &'static str,
    pub(crate) dns_suffix: &'static str,
    pub(super) dual_stack_dns_suffix: &'static str,
    pub(crate) implicit_global_region: &'static str,
    pub(super) supports_fips: bool,
    pub(super) supports_dual_stack: bool,
    /// What a region begins with, before a word and a number.
    pub(super) prefixes: &'static [&'static str],
    /// Regions that look otherwise.
    pub(super) others: &'static [&'static str],
}

impl Partition {
    fn has(&self, region: &str) -> bool {
        let mut prefixes = self.prefixes.iter();
        prefixes.any(|prefix| region.strip_prefix(prefix).is_some_and(is_place))
            || self.others.contains(&region)
    }
}

/// Whether this is `-word-1`.
fn is_place(rest: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let Some((word, number)) = rest.strip_prefix('-').and_then(|rest| rest.split_once('-')) else {
        return false;
    };
    !word.is_empty()
        && word.bytes().all(is_word)
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The partition of a region: of one that nobody knows it is the first.
pub(crate) fn partition(region: &str) -> &'static Partition {
    let found = PARTITIONS.iter().find(|found| found.has(region));
    found.unwrap_or(&PARTITIONS[0])
}

#[cfg(test)]
mod tests {
    use super::partition;

    #[test]
    fn a_region_belongs_to_the_partition_whose_pattern_or_list_has_it() {
        for (region, name) in [
            ("us-east-1", "aws"),
            ("eu-new-77", "aws"),
            ("aws-global", "aws"),
            ("us-gov-west-1", "aws-us-gov"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
            ("cn-north-1", "aws-cn"),
            ("aws-cn-global", "aws-cn"),
            ("eusc-de-east-1", "aws-eusc"),
            ("eu-isoe-west-1", "aws-iso-e"),
            ("nowhere", "aws"),
            ("cn-north-1a", "aws"),
            ("cn--1", "aws"),
            ("", "aws"),
        ] {
            assert_eq!(partition(region).name, name, "{region}");
        }
    }
}
