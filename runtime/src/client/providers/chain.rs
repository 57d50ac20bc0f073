//! Which way to credentials is taken, in botocore's order: the environment, a role, another identity's token, Identity
//! Center, the files' keys, a process, a container, the machine.

use std::sync::Arc;
use std::time::Duration;

use super::container::Container;
use super::fetch::Network;
use super::metadata::Metadata;
use super::process::Process;
use super::role::{Role, WebIdentity};
use super::sso::{LeftToken, Sso};
use super::{Finder, Way, sts};
use crate::client::builder::ClientBuilder;
use crate::client::credentials::Credentials;
use crate::client::keeper::Keeper;
use crate::client::settings::{self, Keys, Settings, called, expanded, of_providers, words};
use crate::client::{Client, ConfigError};
use crate::over_http::protocol::{AwsQuery, Protocol, RestJson1};
use crate::shown::Shown;
use crate::tables::Service;
use crate::transport::Transports;

/// The way that settings and machine show.
///
/// # Errors
/// There is none, or it leads nowhere.
pub(in super::super) fn find(
    settings: &Settings<'_>,
    region: Option<&str>,
    transports: &Arc<Transports>,
    connect: Duration,
) -> Result<Finder, String> {
    let chain = Chain {
        settings,
        region: region.unwrap_or("us-east-1"),
        network: Network {
            transports: Arc::clone(transports),
            connect,
        },
    };
    chain.whole()
}

/// The token that the profile's session with Identity Center left, if the profile names one.
///
/// # Errors
/// It is of no session, or nothing says where it is.
pub(in super::super) fn find_token(settings: &Settings<'_>) -> Option<Result<Finder, String>> {
    let name = &settings.profiles.name;
    let keys = settings.profiles.profile(name)?;
    let session = keys.get("sso_session").and_then(settings::Known::text)?;
    let place = spot(name, keys, "sso_session");
    let found = match settings.profiles.session(session) {
        Some(_) => left_token(settings, name, session),
        None => Err(no_session(&place, session)),
    };
    Some(found.map(|token| finder(Way::LeftToken(token), place)))
}

fn no_session(place: &str, session: &str) -> String {
    format!(
        "{place} names the session `{session}`, but there is no section `[sso-session {session}]`"
    )
}

/// What `aws sso login` leaves for this session or address.
fn left_token(settings: &Settings<'_>, profile: &str, key: &str) -> Result<LeftToken, String> {
    let file = expanded(&token_file(key), settings.variable);
    let file = file.ok_or("nothing says where the user's folder is: HOME isn't set")?;
    let login = format!("aws sso login --profile {profile}");
    Ok(LeftToken { file, login })
}

/// What the ways are looked for in.
struct Chain<'a> {
    settings: &'a Settings<'a>,
    region: &'a str,
    network: Network,
}

const MACHINE: &str = "the machine's metadata service";

type Maybe = Result<Option<Finder>, String>;

fn finder(way: Way, source: String) -> Finder {
    Finder {
        way,
        source,
        before: None,
    }
}

impl Chain<'_> {
    fn whole(&self) -> Result<Finder, String> {
        let profiles = &self.settings.profiles;
        if !profiles.is_named {
            if let Some(finder) = self.environment()? {
                return Ok(finder);
            }
        }
        let name = profiles.name.as_str();
        let role = self.role(name, &mut vec![name.to_owned()])?;
        let of_profile = match role {
            Some(finder) => Some(finder),
            None => self.of_profile(name, !profiles.is_named)?,
        };
        let near = match of_profile {
            Some(finder) => Some(finder),
            None => self.container()?,
        };
        match near {
            Some(finder) => Ok(finder),
            None => self.machine(),
        }
    }

    fn environment(&self) -> Maybe {
        match settings::credentials(self.settings.variable)? {
            Some(credentials) => {
                let source = "AWS_ACCESS_KEY_ID".to_owned();
                Ok(Some(finder(Way::Keys(credentials), source)))
            }
            None => Ok(None),
        }
    }

    fn container(&self) -> Maybe {
        match Container::of(self.settings.variable, &self.network)? {
            Some((container, name)) => {
                let source = format!("the container's credentials ({name})");
                Ok(Some(finder(Way::Container(container), source)))
            }
            None => Ok(None),
        }
    }

    /// The last of all.
    fn machine(&self) -> Result<Finder, String> {
        let name = &self.settings.profiles.name;
        let none = format!(
            "none are given, neither to the builder's `credentials` nor in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and \
             {} has none",
            called(name)
        );
        let metadata = Metadata::of(self.settings, &self.network);
        match metadata.map_err(|error| error.to_string())? {
            Ok(metadata) => Ok(Finder {
                before: Some(none),
                ..finder(Way::Metadata(metadata), MACHINE.to_owned())
            }),
            Err(why) => Err(format!("{none}; {why}")),
        }
    }

    /// What a profile has but for a role of others' credentials.
    fn of_profile(&self, name: &str, asks_environment: bool) -> Maybe {
        let none = Keys::new();
        let keys = self.settings.profiles.profile(name).unwrap_or(&none);
        if let Some(finder) = self.web_identity(name, keys, asks_environment)? {
            return Ok(Some(finder));
        }
        if let Some(finder) = self.sso(name, keys)? {
            return Ok(Some(finder));
        }
        let fixed = fixed(name, keys)?;
        let in_credentials_file = keys
            .get("aws_access_key_id")
            .is_some_and(settings::Known::is_in_credentials_file);
        if in_credentials_file && fixed.is_some() {
            return Ok(fixed);
        }
        match process(name, keys)? {
            Some(finder) => Ok(Some(finder)),
            None => Ok(fixed),
        }
    }

    /// The role of a profile; `seen` are the profiles on the way to it.
    fn role(&self, name: &str, seen: &mut Vec<String>) -> Maybe {
        let Some(keys) = self.settings.profiles.profile(name) else {
            return Ok(None);
        };
        let text = |key: &str| keys.get(key).and_then(settings::Known::text);
        let Some(arn) = text("role_arn").filter(|_| !keys.contains_key("web_identity_token_file"))
        else {
            return Ok(None);
        };
        let place = spot(name, keys, "role_arn");
        if let Some(mfa) = text("mfa_serial") {
            let (place, mfa) = (spot(name, keys, "mfa_serial"), Shown(mfa));
            return Err(format!(
                "{place} asks for a code of the device {mfa}, which no program is asked for here: give the role's \
                 credentials to the builder's `credentials`"
            ));
        }
        let source = self.source(name, keys, &place, seen)?;
        let seconds = text("duration_seconds").and_then(|text| text.parse().ok());
        let through = source.source.clone();
        let client = self.client(&sts::STS, &AwsQuery, self.region, Some(source))?;
        let role = Role {
            client,
            arn: arn.to_owned(),
            session: text("role_session_name").map(str::to_owned),
            seconds,
            external_id: text("external_id").map(str::to_owned),
        };
        let source = format!("{place} by {through}");
        Ok(Some(finder(Way::Role(role), source)))
    }

    /// Whose credentials give a profile's role.
    fn source(
        &self,
        name: &str,
        keys: &Keys,
        place: &str,
        seen: &mut Vec<String>,
    ) -> Result<Finder, String> {
        let text = |key: &str| keys.get(key).and_then(settings::Known::text);
        match (text("source_profile"), text("credential_source")) {
            (Some(_), Some(_)) => Err(format!(
                "{} has both `source_profile` and `credential_source` ({place})",
                called(name)
            )),
            (None, None) => Err(format!(
                "{place} needs `source_profile` or `credential_source` beside it, to say whose credentials give the role"
            )),
            (Some(source), None) => self.source_profile(name, keys, source, seen),
            (None, Some(source)) => self.named_source(name, keys, source),
        }
    }

    /// The credentials of the profile that another one takes a role with.
    fn source_profile(
        &self,
        name: &str,
        keys: &Keys,
        source: &str,
        seen: &mut Vec<String>,
    ) -> Result<Finder, String> {
        let place = spot(name, keys, "source_profile");
        let Some(source_keys) = self.settings.profiles.profile(source) else {
            let source = Shown(source);
            return Err(format!(
                "{place} names the profile `{source}`, which isn't there"
            ));
        };
        let has_keys = ["aws_access_key_id", "aws_secret_access_key"]
            .iter()
            .any(|key| source_keys.contains_key(*key));
        let is_own = source == name;
        if seen.iter().any(|known| known == source) && !(is_own && has_keys) {
            let way = [seen.as_slice(), &[source.to_owned()]]
                .concat()
                .join("`, `");
            return Err(format!("{place} goes round in a circle: `{way}`"));
        }
        seen.push(source.to_owned());
        let role = if has_keys {
            None
        } else {
            self.role(source, seen)?
        };
        let found = match role {
            Some(finder) => Some(finder),
            None => self.of_profile(source, false)?,
        };
        found.ok_or_else(|| {
            format!("{place} names the profile `{source}`, which has no credentials")
        })
    }

    /// The credentials that a profile names by their kind.
    fn named_source(&self, name: &str, keys: &Keys, source: &str) -> Result<Finder, String> {
        let place = spot(name, keys, "credential_source");
        let (found, lacks) = match source.to_ascii_lowercase().as_str() {
            "environment" => (self.environment()?, "AWS_ACCESS_KEY_ID isn't set"),
            "ecscontainer" => (self.container()?, "no variable names a container's"),
            "ec2instancemetadata" => {
                let metadata = Metadata::of(self.settings, &self.network);
                let metadata = metadata.map_err(|error| error.to_string())?;
                let way = Way::Metadata(metadata.map_err(|why| format!("{place}: {why}"))?);
                (Some(finder(way, MACHINE.to_owned())), "")
            }
            _ => {
                let source = Shown(source);
                return Err(format!(
                    "{place} is `{source}`, not `Environment`, `EcsContainer` or `Ec2InstanceMetadata`"
                ));
            }
        };
        found.ok_or_else(|| format!("{place} names credentials that aren't there: {lacks}"))
    }

    fn web_identity(&self, name: &str, keys: &Keys, asks_environment: bool) -> Maybe {
        let setting = |setting: &settings::Setting, key: &str| {
            let of_environment = setting.variables.iter().find_map(|variable| {
                let text = (self.settings.variable)(variable)?;
                Some((text, (*variable).to_owned()))
            });
            of_environment.filter(|_| asks_environment).or_else(|| {
                let text = keys.get(key)?.text()?.to_owned();
                Some((text, spot(name, keys, key)))
            })
        };
        let file = setting(&of_providers::WEB_IDENTITY_FILE, "web_identity_token_file");
        let Some((file, place)) = file else {
            return Ok(None);
        };
        let Some((arn, _)) = setting(&of_providers::ROLE, "role_arn") else {
            return Err(format!(
                "{place} names a token, but there is no role for it: neither AWS_ROLE_ARN is set, nor has {} a `role_arn`",
                called(name)
            ));
        };
        let session = setting(&of_providers::ROLE_SESSION, "role_session_name");
        let identity = WebIdentity {
            client: self.client(&sts::STS, &AwsQuery, self.region, None)?,
            arn,
            session: session.map(|(session, _)| session),
            file,
        };
        Ok(Some(finder(Way::WebIdentity(identity), place)))
    }

    fn sso(&self, name: &str, keys: &Keys) -> Maybe {
        let wanted = ["sso_role_name", "sso_account_id"];
        let Some(first) = wanted.iter().find(|key| keys.contains_key(**key)) else {
            return Ok(None);
        };
        let place = spot(name, keys, first);
        let session = keys.get("sso_session").and_then(settings::Known::text);
        let none = Keys::new();
        let session_keys = match session {
            None => &none,
            Some(session) => self
                .settings
                .profiles
                .session(session)
                .ok_or_else(|| no_session(&spot(name, keys, "sso_session"), session))?,
        };
        let needed = |key: &str| -> Result<String, String> {
            let text = |keys: &Keys| keys.get(key)?.text().map(str::to_owned);
            match (text(keys), text(session_keys)) {
                (Some(own), Some(other)) if own != other => Err(format!(
                    "{} differs from what its session says",
                    spot(name, keys, key)
                )),
                (Some(text), _) | (None, Some(text)) => Ok(text),
                (None, None) => Err(format!("{place} needs `{key}` beside it or in its session")),
            }
        };
        let (role, account_id) = (needed("sso_role_name")?, needed("sso_account_id")?);
        let (start_url, region) = (needed("sso_start_url")?, needed("sso_region")?);
        let token = left_token(self.settings, name, session.unwrap_or(&start_url))?;
        let sso = Sso {
            client: self.client(&sts::PORTAL, &RestJson1, &region, None)?,
            account_id,
            role,
            token,
        };
        Ok(Some(finder(Way::Sso(sso), place)))
    }

    /// A client for a call that gives credentials, over the same transports; without others' credentials it signs nothing.
    fn client(
        &self,
        service: &'static Service,
        protocol: &'static dyn Protocol,
        region: &str,
        signed_by: Option<Finder>,
    ) -> Result<Client, String> {
        let keeper = match signed_by {
            Some(finder) => Keeper::finding(finder),
            None => Keeper::new(Err("this call takes none".to_owned())),
        };
        let transports = Arc::clone(&self.network.transports);
        let builder = ClientBuilder::<Client>::new(service, protocol)
            .region(region)
            .connect_timeout(self.network.connect);
        let config = builder.config(self.settings, Some((keeper, transports)));
        let config = config.map_err(|error: ConfigError| error.to_string())?;
        Ok(Client::from_config(config))
    }
}

fn spot(name: &str, keys: &Keys, key: &str) -> String {
    match keys.get(key) {
        Some(known) => known.spot(key, called(name)).to_string(),
        None => format!("`{key}` of {}", called(name)),
    }
}

/// The keys that stand in a file.
fn fixed(name: &str, keys: &Keys) -> Maybe {
    let text = |key: &str| keys.get(key).and_then(settings::Known::text);
    let Some(key) = text("aws_access_key_id") else {
        return Ok(None);
    };
    let place = spot(name, keys, "aws_access_key_id");
    let Some(secret) = text("aws_secret_access_key") else {
        return Err(format!("{place} needs `aws_secret_access_key` beside it"));
    };
    let token = text("aws_security_token").or_else(|| text("aws_session_token"));
    let is_plain = |text: &&str| text.bytes().all(|byte| byte.is_ascii_graphic());
    if ![key, secret, token.unwrap_or_default()]
        .iter()
        .all(is_plain)
    {
        return Err(format!(
            "{place}, or the secret or token beside it, holds a space or another character that no credentials have"
        ));
    }
    let mut credentials = Credentials::new(key, secret);
    if let Some(token) = token {
        credentials = credentials.session_token(token);
    }
    if let Some(account) = text("aws_account_id") {
        credentials = credentials.account_id(account);
    }
    Ok(Some(finder(Way::Keys(credentials), place)))
}

fn process(name: &str, keys: &Keys) -> Maybe {
    let text = |key: &str| keys.get(key).and_then(settings::Known::text);
    let Some(command) = text("credential_process") else {
        return Ok(None);
    };
    let place = spot(name, keys, "credential_process");
    let words = words(command).filter(|words| !words.is_empty());
    let words = words.ok_or_else(|| format!("{place} leaves a quote open"))?;
    let account = text("aws_account_id").map(str::to_owned);
    let process = Process::new(words, account);
    Ok(Some(finder(Way::Process(process), place)))
}

/// The file of the token that was got for this session or address.
fn token_file(key: &str) -> String {
    use sha1::{Digest as _, Sha1};

    let digest = Sha1::digest(key.as_bytes());
    let name: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("~/.aws/sso/cache/{name}.json")
}
