//! What a client would do, and which setting decided it: for people who wonder.

use std::fmt::{self, Debug, Display, Formatter};

use super::table::{self, Setting};
use super::{ForEndpoints, Found, Resolved};
use crate::shown::{HiddenUrl, Shown};

/// What a client is made of, and where each of it comes from; [`ClientBuilder::explain`](crate::ClientBuilder::explain)
/// gives it.
///
/// Needs the feature `client`.
///
/// `Display` has a line for each, `Debug` the same. No secret is in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Explanation(Vec<Row>);

#[derive(Clone, PartialEq, Eq)]
struct Row {
    name: &'static str,
    value: String,
    place: Option<String>,
}

impl Explanation {
    pub(crate) fn of(resolved: &Resolved, others: &ForEndpoints) -> Self {
        let mut rows = Self(Vec::new());
        rows.text(&table::REGION, resolved.region.as_ref());
        if let Some(found) = &resolved.endpoint_url {
            let url = HiddenUrl(&found.value).to_string();
            rows.said(table::ENDPOINT_URL.name, url, &found.place);
        }
        rows.switch(&table::FIPS, others.fips.as_ref());
        rows.switch(&table::DUAL_STACK, others.dual_stack.as_ref());
        rows.switch(&table::HOST_PREFIX_OFF, resolved.host_prefix_off.as_ref());
        rows.text(&table::ACCOUNT_ID, others.account_id.as_ref());
        rows.debug(&table::ACCOUNT_ID_MODE, others.account_id_mode.as_ref());
        rows.debug(&table::RETRY_MODE, resolved.retry_mode.as_ref());
        rows.debug(&table::MAX_ATTEMPTS, resolved.max_attempts.as_ref());
        rows.debug(&table::COMPRESSED_FROM, resolved.compressed_from.as_ref());
        rows.switch(&table::COMPRESSION_OFF, resolved.compression_off.as_ref());
        rows.debug(&table::CHECKSUMS, resolved.checksums.as_ref());
        rows.debug(
            &table::RESPONSE_CHECKSUMS,
            resolved.response_checksums.as_ref(),
        );
        rows.list(&table::AUTH_SCHEMES, others.auth_schemes.as_ref());
        rows.list(&table::REGION_SET, others.region_set.as_ref());
        rows.switch(&table::STS_ENDPOINTS, others.sts_regional.as_ref());
        let discovery = others.endpoint_discovery.as_ref();
        rows.debug(&table::ENDPOINT_DISCOVERY, discovery);
        rows.text(&table::APP_NAME, resolved.app_name.as_ref());
        rows.of_s3(others);
        rows
    }

    fn of_s3(&mut self, others: &ForEndpoints) {
        let s3 = &others.s3;
        self.debug(&table::S3_ADDRESSING_STYLE, s3.addressing_style.as_ref());
        self.switch(&table::S3_ACCELERATE, s3.accelerate.as_ref());
        self.switch(&table::S3_DUAL_STACK, s3.dual_stack.as_ref());
        self.switch(&table::S3_PAYLOAD_SIGNING, s3.payload_signing.as_ref());
        self.switch(&table::S3_ARN_REGION, s3.arn_region.as_ref());
        let regional = s3.us_east_1_regional.as_ref();
        self.switch(&table::S3_US_EAST_1, regional);
        let off = s3.no_multi_region.as_ref();
        self.switch(&table::S3_NO_MULTI_REGION, off);
        let off = s3.no_express_sessions.as_ref();
        self.switch(&table::S3_NO_EXPRESS_SESSIONS, off);
    }

    /// The same setting, as the program says it.
    pub(crate) fn replaced(&mut self, setting: &Setting, found: &Found<Vec<String>>) {
        self.0.retain(|row| row.name != setting.name);
        self.list(setting, Some(found));
    }

    pub(crate) fn said(&mut self, name: &'static str, value: String, place: &impl Display) {
        let place = Some(place.to_string());
        self.0.push(Row { name, value, place });
    }

    /// Of what no setting decides.
    pub(crate) fn plain(&mut self, name: &'static str, value: String) {
        let place = None;
        self.0.push(Row { name, value, place });
    }

    fn text(&mut self, setting: &Setting, found: Option<&Found<String>>) {
        if let Some(Found { value, place }) = found {
            self.said(setting.name, Shown(value).to_string(), place);
        }
    }

    fn list(&mut self, setting: &Setting, found: Option<&Found<Vec<String>>>) {
        if let Some(Found { value, place }) = found {
            self.said(setting.name, Shown(&value.join(", ")).to_string(), place);
        }
    }

    fn switch(&mut self, setting: &Setting, found: Option<&Found<bool>>) {
        self.debug(setting, found);
    }

    fn debug<T: Debug>(&mut self, setting: &Setting, found: Option<&Found<T>>) {
        if let Some(Found { value, place }) = found {
            self.said(setting.name, format!("{value:?}"), place);
        }
    }
}

impl Display for Explanation {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for (index, Row { name, value, place }) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            write!(formatter, "{name}: {value}")?;
            if let Some(place) = place {
                write!(formatter, " ({place})")?;
            }
        }
        Ok(())
    }
}

impl Debug for Explanation {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, formatter)
    }
}
