//! How a call says who makes it: by a signature, by what the program gave for it, or not at all.
//!
//! How it is signed is in `sign`, and where the rest goes in `identity`.

use std::borrow::Cow;

use super::Config;
use super::identity::{API_KEY, BASIC, BEARER, Identities};
use super::scope::Algorithm;
use crate::endpoint::FoundScheme;
use crate::error::EncodeError;
use crate::tables::{Operation, OperationTrait, SchemeKind};

const SIGV4: &str = "aws.auth#sigv4";
const SIGV4A: &str = "aws.auth#sigv4a";
const NO_AUTH: &str = "smithy.api#noAuth";

/// How a call says who makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Nobody is told.
    Nameless,
    /// By a signature.
    Signature(Algorithm),
    /// By what the program gave for this scheme.
    Identity(&'static str),
}

/// What the program, the environment and the profile say of signers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Preference {
    /// In the order of preference, as `sigv4a`: the names of the model's schemes without what stands before `#`. What a service
    /// doesn't take counts nowhere.
    pub(super) names: Vec<String>,
    /// The program itself says it, so that it goes before a token.
    pub(super) in_code: bool,
    /// The regions that a signature of version 4A holds for, whatever the rules say.
    #[cfg(feature = "sigv4a")]
    pub(super) regions: Option<String>,
}

impl Preference {
    /// These, those that are preferred first; and then once more in their own order.
    fn first<'a, T>(
        &'a self,
        all: &'a [T],
        name: impl Fn(&T) -> &str + Copy + 'a,
    ) -> impl Iterator<Item = &'a T> {
        self.of(all, name).chain(all)
    }

    /// Those of these that are preferred.
    fn of<'a, T>(
        &'a self,
        all: &'a [T],
        name: impl Fn(&T) -> &str + Copy + 'a,
    ) -> impl Iterator<Item = &'a T> {
        let preferred = self.names.iter();
        preferred.filter_map(move |wanted| all.iter().find(|found| name(found) == wanted))
    }
}

/// The name of a scheme as a preference has it.
fn short<'a>(name: &'a &str) -> &'a str {
    name.rsplit('#').next().unwrap_or(name)
}

/// The way that a call of the operation takes. What the program gave for it comes first, unless the program itself prefers
/// another way; then what is preferred; then what the endpoint takes, or else the service, in their order. A service that
/// lists others before a signature takes it too.
///
/// # Errors
/// The service wants something that there isn't, or that the program didn't give.
pub(super) fn way(
    operation: &Operation,
    identities: &Identities,
    preference: &Preference,
    schemes: &[FoundScheme],
) -> Result<Way, EncodeError> {
    if operation.traits.contains(&OperationTrait::Unsigned) {
        return Ok(Way::Nameless);
    }
    let own = operation.traits.iter().find_map(|found| match found {
        OperationTrait::Auth(signers) => Some(*signers),
        _ => None,
    });
    let signers = own.unwrap_or(operation.service.auth);
    let is_optional =
        signers.contains(&NO_AUTH) || operation.traits.contains(&OperationTrait::OptionalAuth);
    let mut given = preference.first(signers, short);
    let given = given.find(|scheme| identities.is_given(scheme));
    let given = given.map(|scheme| Way::Identity(scheme));
    if let Some(way) = given.filter(|_| !preference.in_code) {
        return Ok(way);
    }
    let preferred = preferred(signers, identities, preference, is_optional);
    match (preferred, given) {
        // The endpoint's list has a say in that, and may have other names for it.
        (Some(Way::Signature(Algorithm::V4)), _) | (None, None) => {}
        (Some(way), _) | (None, Some(way)) => return Ok(way),
    }
    let is_signed = signers.is_empty() || !signers.iter().all(|scheme| is_identity(scheme));
    if !schemes.is_empty() && is_signed {
        return of_endpoint(schemes, preference);
    }
    let mut signed = preference.first(signers, short);
    if let Some(algorithm) = signed.find_map(|scheme| algorithm(scheme)) {
        return Ok(Way::Signature(algorithm));
    }
    if let Some(scheme) = signers.iter().find(|scheme| identities.has(scheme)) {
        return Ok(Way::Identity(scheme));
    }
    match signers {
        [] => Ok(Way::Signature(Algorithm::V4)),
        _ if is_optional => Ok(Way::Nameless),
        _ => Err(missing(signers)),
    }
}

/// The way that calls take which say nothing of it themselves, for people.
pub(super) fn shown(
    operation: &Operation,
    identities: &Identities,
    preference: &Preference,
    schemes: &[FoundScheme],
) -> String {
    match way(operation, identities, preference, schemes) {
        Ok(Way::Nameless) => "nothing".to_owned(),
        Ok(Way::Signature(algorithm)) => algorithm.shown().to_owned(),
        Ok(Way::Identity(BEARER)) => "a bearer token".to_owned(),
        Ok(Way::Identity(BASIC)) => "a name and a password".to_owned(),
        Ok(Way::Identity(_)) => "a key".to_owned(),
        Err(error) => format!("none: {error}"),
    }
}

/// What the user prefers, of what the service takes and there is here.
fn preferred(
    signers: &'static [&'static str],
    identities: &Identities,
    preference: &Preference,
    is_optional: bool,
) -> Option<Way> {
    preference.names.iter().find_map(|wanted| {
        if wanted == short(&NO_AUTH) {
            return is_optional.then_some(Way::Nameless);
        }
        let scheme = signers.iter().find(|scheme| short(scheme) == wanted)?;
        let signed = algorithm(scheme).map(Way::Signature);
        signed.or_else(|| identities.has(scheme).then_some(Way::Identity(scheme)))
    })
}

/// The first way that there is, of those that the endpoint takes.
fn of_endpoint(schemes: &[FoundScheme], preference: &Preference) -> Result<Way, EncodeError> {
    let mut ordered = preference.first(schemes, |found| found.kind.name());
    let algorithm = ordered.find_map(|found| of_kind(found.kind));
    algorithm.map(Way::Signature).ok_or_else(|| {
        let names: Vec<&str> = schemes.iter().map(|found| found.kind.name()).collect();
        unsupported(&names)
    })
}

/// What the endpoint says of such a signature; of another one where it says nothing of this.
pub(super) fn scheme(schemes: &[FoundScheme], algorithm: Algorithm) -> Option<&FoundScheme> {
    let is_such = |found: &&FoundScheme| of_kind(found.kind) == Some(algorithm);
    schemes.iter().find(is_such).or_else(|| schemes.first())
}

/// The region that is signed for: of version 4A all of them.
pub(super) fn region<'a>(
    config: &'a Config,
    scheme: Option<&'a FoundScheme>,
    algorithm: Algorithm,
) -> Cow<'a, str> {
    let one = scheme.and_then(|scheme| scheme.signing_region.as_deref());
    match algorithm {
        Algorithm::V4 => Cow::Borrowed(one.unwrap_or(&config.region)),
        #[cfg(feature = "sigv4a")]
        Algorithm::V4A => {
            let said = config.signers.regions.as_deref().map(Cow::Borrowed);
            let of_rules = scheme.map(|scheme| scheme.region_set.join(","));
            let of_rules = of_rules.filter(|regions| !regions.is_empty());
            said.or_else(|| of_rules.map(Cow::Owned))
                .or_else(|| one.map(Cow::Borrowed))
                .unwrap_or(Cow::Borrowed("*"))
        }
    }
}

fn of_kind(kind: SchemeKind) -> Option<Algorithm> {
    match kind {
        SchemeKind::SigV4 => Some(Algorithm::V4),
        #[cfg(feature = "sigv4a")]
        SchemeKind::SigV4A => Some(Algorithm::V4A),
        _ => None,
    }
}

fn algorithm(scheme: &str) -> Option<Algorithm> {
    match scheme {
        SIGV4 => of_kind(SchemeKind::SigV4),
        SIGV4A => of_kind(SchemeKind::SigV4A),
        _ => None,
    }
}

/// Whether the program has to give something for it.
fn is_identity(scheme: &str) -> bool {
    [BEARER, API_KEY, BASIC].contains(&scheme)
}

/// Why none of these is a way.
fn unsupported(signers: &[&str]) -> EncodeError {
    #[cfg(not(feature = "sigv4a"))]
    if signers.iter().any(|name| short(name) == short(&SIGV4A)) {
        return EncodeError::feature("sigv4a");
    }
    EncodeError::new(format!(
        "signing with {} is not supported yet",
        signers.join(" or ")
    ))
}

/// What has to be given to the client, or that there is no such way.
fn missing(signers: &[&str]) -> EncodeError {
    let setting = |scheme: &&str| match *scheme {
        BEARER => Some("`bearer_token`"),
        API_KEY => Some("`api_key`"),
        BASIC => Some("`basic_auth`"),
        _ => None,
    };
    let settings: Vec<&str> = signers.iter().filter_map(setting).collect();
    if settings.is_empty() {
        return unsupported(signers);
    }
    let settings = settings.join(" or ");
    EncodeError::new(format!(
        "the service has to be told who calls: call {settings} of the client's builder"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shown::Secret;
    use crate::tables::Service;

    /// How a call of an operation of a service with these signers says who makes it.
    fn way_of(
        auth: &'static [&'static str],
        traits: &'static [OperationTrait],
        identities: &Identities,
    ) -> Result<Way, String> {
        let service: &'static Service = Box::leak(Box::new(Service {
            auth,
            ..Service::UNKNOWN
        }));
        let operation = Operation {
            traits,
            ..Operation::post(service)
        };
        let way = way(&operation, identities, &Preference::default(), &[]);
        way.map_err(|error| error.to_string())
    }

    /// The same for a program that gave nothing.
    fn signed(
        auth: &'static [&'static str],
        traits: &'static [OperationTrait],
    ) -> Result<bool, String> {
        let way = way_of(auth, traits, &Identities::default());
        way.map(|way| way == Way::Signature(Algorithm::V4))
    }

    #[test]
    fn what_the_program_gave_comes_before_a_signature_and_the_first_of_it_counts() {
        let key = || Some(Secret::new("x"));
        let both = Identities {
            bearer: key(),
            basic: key(),
            ..Identities::default()
        };
        let all = &[SIGV4, API_KEY, BASIC, BEARER];
        assert_eq!(way_of(all, &[], &both), Ok(Way::Identity(BASIC)));
        let of_operation = &[OperationTrait::Auth(&[BEARER])];
        assert_eq!(way_of(all, of_operation, &both), Ok(Way::Identity(BEARER)));
        assert_eq!(
            way_of(&[API_KEY, SIGV4], &[], &both),
            Ok(Way::Signature(Algorithm::V4))
        );
        let unsigned = &[OperationTrait::Unsigned];
        assert_eq!(way_of(all, unsigned, &both), Ok(Way::Nameless));
    }

    #[test]
    fn what_the_program_has_to_give_is_named_unless_it_is_optional() {
        let nothing = Identities::default();
        let error = way_of(&[API_KEY, BEARER], &[], &nothing).unwrap_err();
        assert!(
            error.contains("call `api_key` or `bearer_token`"),
            "{error}"
        );
        let optional = &[OperationTrait::OptionalAuth];
        assert_eq!(way_of(&[BEARER], optional, &nothing), Ok(Way::Nameless));
    }

    #[test]
    fn version_4_is_taken_wherever_it_is_listed() {
        assert_eq!(signed(&[], &[]), Ok(true));
        let bearer = &[BEARER, SIGV4];
        assert_eq!(signed(bearer, &[]), Ok(true));
        assert_eq!(signed(bearer, &[OperationTrait::Unsigned]), Ok(false));
        // Where both are, the service's order counts.
        assert_eq!(signed(&[SIGV4, SIGV4A], &[]), Ok(true));
        let both = signed(&[SIGV4A, SIGV4], &[]);
        assert_eq!(both, Ok(cfg!(not(feature = "sigv4a"))));
    }

    #[cfg(not(feature = "sigv4a"))]
    #[test]
    fn the_feature_that_is_off_is_named() {
        let of_model = signed(&[SIGV4A], &[]).unwrap_err();
        let of_rules = chosen(&[SIGV4], &prefer(&[], false), &[SchemeKind::SigV4A]).unwrap_err();
        for error in [of_model, of_rules] {
            assert!(error.contains("needs the feature `sigv4a`"), "{error}");
        }
        // What is preferred and isn't there is passed over.
        let preferred = chosen(&[SIGV4, SIGV4A], &prefer(&["sigv4a"], true), &[]);
        assert_eq!(preferred, Ok(Way::Signature(Algorithm::V4)));
    }

    fn prefer(names: &[&str], in_code: bool) -> Preference {
        Preference {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            in_code,
            ..Preference::default()
        }
    }

    fn found(kind: SchemeKind) -> FoundScheme {
        FoundScheme {
            kind,
            signing_name: None,
            signing_region: None,
            region_set: Vec::new(),
            raw_path: false,
        }
    }

    /// The way of a program that gave a token alone, by these rules.
    fn chosen(
        auth: &'static [&'static str],
        preference: &Preference,
        rules: &[SchemeKind],
    ) -> Result<Way, String> {
        let service: &'static Service = Box::leak(Box::new(Service {
            auth,
            ..Service::UNKNOWN
        }));
        let identities = Identities {
            bearer: Some(Secret::new("t0k")),
            ..Identities::default()
        };
        let schemes: Vec<FoundScheme> = rules.iter().map(|kind| found(*kind)).collect();
        let operation = Operation::post(service);
        let way = way(&operation, &identities, preference, &schemes);
        way.map_err(|error| error.to_string())
    }

    #[test]
    fn a_token_goes_before_what_the_environment_prefers_and_behind_what_the_program_does() {
        let both = &[SIGV4, BEARER];
        for (names, in_code, expected) in [
            (&[][..], false, Way::Identity(BEARER)),
            (&["sigv4"], false, Way::Identity(BEARER)),
            (&["sigv4"], true, Way::Signature(Algorithm::V4)),
            (&["httpBearerAuth", "sigv4"], true, Way::Identity(BEARER)),
            (&["sigv3", "SigV4", ""], true, Way::Identity(BEARER)),
            (&["sigv4a"], true, Way::Identity(BEARER)),
            (&["noAuth"], true, Way::Identity(BEARER)),
        ] {
            let way = chosen(both, &prefer(names, in_code), &[]);
            assert_eq!(way, Ok(expected), "{names:?}");
        }
    }

    #[test]
    fn nothing_at_all_is_preferred_where_the_service_takes_it() {
        let anonymous = prefer(&["noAuth"], false);
        assert_eq!(
            chosen(&[SIGV4, NO_AUTH], &anonymous, &[]),
            Ok(Way::Nameless)
        );
        let refused = chosen(&[SIGV4], &anonymous, &[]);
        assert_eq!(refused, Ok(Way::Signature(Algorithm::V4)));
    }

    #[cfg(feature = "sigv4a")]
    #[test]
    fn of_signatures_the_preferred_one_counts_then_the_rules_then_the_models() {
        use SchemeKind::{SigV4, SigV4A, SigV4S3Express};
        let (four, four_a) = (Algorithm::V4, Algorithm::V4A);
        for (auth, names, rules, expected) in [
            (&[SIGV4][..], &[][..], &[SigV4A, SigV4][..], four_a),
            (&[SIGV4], &["sigv4"], &[SigV4A, SigV4], four),
            (&[SIGV4], &["sigv3", "sigv4"], &[SigV4A, SigV4], four),
            // The endpoint takes no other.
            (&[SIGV4, SIGV4A], &["sigv4"], &[SigV4A], four_a),
            (&[SIGV4, SIGV4A], &["sigv4a"], &[SigV4], four_a),
            (&[SIGV4, SIGV4A], &["sigv4a", "sigv4"], &[], four_a),
            (&[SIGV4, SIGV4A], &[], &[], four),
            (&[SIGV4A, SIGV4], &[], &[], four_a),
            (&[SIGV4A, SIGV4], &["sigv4"], &[], four),
            (&[SIGV4], &["sigv4a"], &[], four),
            (&[], &["sigv4a"], &[], four),
            (&[SIGV4], &[], &[SigV4S3Express, SigV4], four),
        ] {
            let way = chosen(auth, &prefer(names, false), rules);
            assert_eq!(
                way,
                Ok(Way::Signature(expected)),
                "{auth:?} {names:?} {rules:?}"
            );
        }
    }

    #[test]
    fn what_an_operation_takes_goes_before_what_its_service_takes() {
        let token = Identities {
            bearer: Some(Secret::new("t0k")),
            ..Identities::default()
        };
        let own = &[OperationTrait::Auth(&[SIGV4])];
        let way = way_of(&[BEARER], own, &token);
        assert_eq!(way, Ok(Way::Signature(Algorithm::V4)));
        let own = &[OperationTrait::Auth(&[BEARER])];
        assert_eq!(way_of(&[SIGV4], own, &token), Ok(Way::Identity(BEARER)));
        let error = way_of(&[SIGV4], own, &Identities::default()).unwrap_err();
        assert!(error.contains("`bearer_token`"), "{error}");
    }

    #[test]
    fn what_the_endpoint_says_of_a_signature_is_that_of_its_kind() {
        let both = [found(SchemeKind::SigV4A), found(SchemeKind::SigV4)];
        let kind = scheme(&both, Algorithm::V4).map(|found| found.kind);
        assert_eq!(kind, Some(SchemeKind::SigV4));
        let other = scheme(&both[..1], Algorithm::V4).map(|found| found.kind);
        assert_eq!(other, Some(SchemeKind::SigV4A));
        assert_eq!(scheme(&[], Algorithm::V4), None);
    }

    #[test]
    fn a_signer_that_there_is_not_is_named_unless_nothing_is_signed() {
        assert_eq!(signed(&["smithy.api#noAuth"], &[]), Ok(false));
        assert_eq!(signed(&["v2"], &[OperationTrait::Unsigned]), Ok(false));
        let error = signed(&["v3", "v2"], &[]).unwrap_err();
        assert!(error.contains("v3 or v2"), "{error}");
    }
}
