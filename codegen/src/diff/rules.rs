//! The rules, as data: what each kind of change is called, what it does to users of the crate, and what they do about it.
//!
//! Which change falls under which rule is found in the files beside this one.

use super::level::{Kind, Level};

/// What a change does.
#[derive(Debug)]
pub(crate) struct Row {
    rule: Rule,
    /// Stable: reports, fingerprints and accepted findings know it.
    pub(crate) id: &'static str,
    pub(crate) level: Level,
    /// The level where a struct literal that names every member has to go on compiling.
    pub(crate) strict: Level,
    pub(crate) kind: Kind,
    /// What happened, after the item's name.
    pub(crate) says: &'static str,
    /// What to do about it; empty where there is nothing.
    pub(crate) advice: &'static str,
}

const fn row(
    rule: Rule,
    id: &'static str,
    level: Level,
    kind: Kind,
    says: &'static str,
    advice: &'static str,
) -> Row {
    Row {
        rule,
        id,
        level,
        strict: level,
        kind,
        says,
        advice,
    }
}

impl Row {
    const fn strictly(mut self, level: Level) -> Self {
        self.strict = level;
        self
    }
}

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Rule {
    NewMeansOtherwise,
    NameMeansOtherwise,
    MemberNoLongerRequired,
    MemberRequired,
    RequiredMemberAdded,
    MemberRemoved,
    MemberRenamed,
    MemberTypeChanged,
    MemberOptionChanged,
    MemberBoxChanged,
    SettersRemoved,
    TypeRemoved,
    TypeRenamed,
    TypeKindChanged,
    OrderRemoved,
    OperationRemoved,
    OperationRenamed,
    InputChanged,
    OutputChanged,
    EventsBegin,
    PagesRemoved,
    PagesRenamed,
    WaiterRemoved,
    WaiterRenamed,
    ValueRemoved,
    ValueRenamed,
    ArmRemoved,
    ArmRenamed,
    ArmTypeChanged,
    ErrorRemoved,
    ErrorRenamed,
    ServiceRenamed,
    CrateRenamed,
    ClientRemoved,
    SettingRemoved,
    SettingTypeChanged,
    DefaultFeatureRemoved,
    OperationAdded,
    TypeAdded,
    MemberAdded,
    ValueAdded,
    ArmAdded,
    ErrorAdded,
    PagesAdded,
    WaiterAdded,
    SettersAdded,
    OrderAdded,
    EventsEnd,
    ClientAdded,
    SettingAdded,
    DefaultFeatureAdded,
    FeatureNeeded,
    RustVersionRaised,
    Deprecated,
    ProtocolChanged,
    ServiceWireChanged,
    OperationWireChanged,
    TypeWireChanged,
    MemberWireChanged,
    WireNameChanged,
    ErrorJudgedOtherwise,
    ErrorCodeShared,
    PagesChanged,
    WaiterChanged,
    OperationBehaviourChanged,
    MemberBehaviourChanged,
    SensitiveChanged,
    ErrorListed,
    ErrorUnlisted,
    DeprecationChanged,
    FeatureNoLongerNeeded,
    ExamplesChanged,
    TextChanged,
    PrintedOtherwise,
}

use Kind::{Api, Behaviour, Documentation, Wire};
use Level::{Major, Minor, Patch};

/// Every rule, in the order in which findings of one level are told: first what compiles and means something else.
pub(crate) static RULES: &[Row] = &[
    row(
        Rule::NewMeansOtherwise,
        "new-means-otherwise",
        Major,
        Api,
        "`new` takes other members of the same types, so calls compile and mean something else",
        "look at every call of `new` of this type: the compiler finds none of them",
    ),
    row(
        Rule::NameMeansOtherwise,
        "name-means-otherwise",
        Major,
        Api,
        "the name in Rust stays, but is that of something else on the wire",
        "look at every use of the name: the compiler finds none of them",
    ),
    row(
        Rule::MemberNoLongerRequired,
        "member-no-longer-required",
        Major,
        Api,
        "is no longer required",
        "take it out of the call of `new` and set it with its setter; where the field is read, it may be absent",
    ),
    row(
        Rule::MemberRequired,
        "member-required",
        Major,
        Api,
        "is required now",
        "give it to `new`; where the field is read, it is always there",
    ),
    row(
        Rule::RequiredMemberAdded,
        "required-member-added",
        Major,
        Api,
        "is new and required",
        "give it to `new`",
    ),
    row(
        Rule::MemberRemoved,
        "member-removed",
        Major,
        Api,
        "is gone",
        "take out what reads or sets it",
    ),
    row(
        Rule::MemberRenamed,
        "member-renamed",
        Major,
        Api,
        "has another name in Rust",
        "use the new name, or keep the old one with `rename` in overlay.toml",
    ),
    row(
        Rule::MemberTypeChanged,
        "member-type-changed",
        Major,
        Api,
        "has another type",
        "convert the value where it is read and written",
    ),
    row(
        Rule::MemberOptionChanged,
        "member-option-changed",
        Major,
        Api,
        "tells absent from empty in another way",
        "add or take away `Some` where the field is written, and look at absence where it is read; setters stay as they are",
    ),
    row(
        Rule::MemberBoxChanged,
        "member-box-changed",
        Major,
        Api,
        "is or was in a `Box`",
        "add or take away `Box::new` where the field is written; setters stay as they are",
    ),
    row(
        Rule::SettersRemoved,
        "setters-removed",
        Major,
        Api,
        "is no longer sent in any request, so it has no setters",
        "assign the fields instead",
    ),
    row(
        Rule::TypeRemoved,
        "type-removed",
        Major,
        Api,
        "is gone, or nothing reaches it any more",
        "take out what names it",
    ),
    row(
        Rule::TypeRenamed,
        "type-renamed",
        Major,
        Api,
        "has another name in Rust",
        "use the new name, or keep the old one with `rename` in overlay.toml",
    ),
    row(
        Rule::TypeKindChanged,
        "type-kind-changed",
        Major,
        Api,
        "is another kind of type",
        "write anew what makes and reads it",
    ),
    row(
        Rule::OrderRemoved,
        "order-removed",
        Major,
        Api,
        "is no map's key any more, so it has no order",
        "compare `as_str()` instead",
    ),
    row(
        Rule::OperationRemoved,
        "operation-removed",
        Major,
        Api,
        "is gone",
        "take out its calls; the service may go on answering them for a while, but this crate doesn't make them",
    ),
    row(
        Rule::OperationRenamed,
        "operation-renamed",
        Major,
        Api,
        "has another name in Rust",
        "use the new name",
    ),
    row(
        Rule::InputChanged,
        "input-changed",
        Major,
        Api,
        "takes something else",
        "give the call what it takes now",
    ),
    row(
        Rule::OutputChanged,
        "output-changed",
        Major,
        Api,
        "returns something else",
        "use what it returns now",
    ),
    row(
        Rule::EventsBegin,
        "events-begin",
        Major,
        Api,
        "is a stream of events now, which can't be called yet",
        "stay with the older model while you need this call",
    ),
    row(
        Rule::PagesRemoved,
        "pages-removed",
        Major,
        Api,
        "has no pages any more",
        "make the calls one by one, or keep the paginator in your copy of the model",
    ),
    row(
        Rule::PagesRenamed,
        "pages-renamed",
        Major,
        Api,
        "has pages under another name",
        "use the new name",
    ),
    row(
        Rule::WaiterRemoved,
        "waiter-removed",
        Major,
        Api,
        "is gone, or its name is that of several",
        "ask in a loop of your own, or name the waiter in overlay.toml",
    ),
    row(
        Rule::WaiterRenamed,
        "waiter-renamed",
        Major,
        Api,
        "has another name in Rust",
        "use the new name",
    ),
    row(
        Rule::ValueRemoved,
        "value-removed",
        Major,
        Api,
        "is gone",
        "take it out; where the service still takes it, write it as `from(\"…\")`",
    ),
    row(
        Rule::ValueRenamed,
        "value-renamed",
        Major,
        Api,
        "has another name in Rust",
        "use the new name, or keep the old one with `rename` in overlay.toml",
    ),
    row(
        Rule::ArmRemoved,
        "arm-removed",
        Major,
        Api,
        "is gone",
        "take out what makes or matches it",
    ),
    row(
        Rule::ArmRenamed,
        "arm-renamed",
        Major,
        Api,
        "has another name in Rust",
        "use the new name, or keep the old one with `rename` in overlay.toml",
    ),
    row(
        Rule::ArmTypeChanged,
        "arm-type-changed",
        Major,
        Api,
        "holds another type",
        "convert the value where it is made and matched",
    ),
    row(
        Rule::ErrorRemoved,
        "error-removed",
        Major,
        Api,
        "is gone from the errors",
        "take out the arm that matches it; if it still comes, it is `Unrecognized`",
    ),
    row(
        Rule::ErrorRenamed,
        "error-renamed",
        Major,
        Api,
        "has another name in Rust",
        "use the new name, or keep the old one with `rename` in overlay.toml",
    ),
    row(
        Rule::ServiceRenamed,
        "service-renamed",
        Major,
        Api,
        "is of a service with another identifier",
        "settings like `AWS_ENDPOINT_URL_…` are named after it: set the new ones",
    ),
    row(
        Rule::CrateRenamed,
        "crate-renamed",
        Major,
        Api,
        "has another name",
        "use the new name, or keep the old one with `name` in shapesmith.toml",
    ),
    row(
        Rule::ClientRemoved,
        "client-removed",
        Major,
        Api,
        "is gone, as the crate has types alone",
        "leave `types-only` out, or make the calls yourself",
    ),
    row(
        Rule::SettingRemoved,
        "setting-removed",
        Major,
        Api,
        "is a method of `ClientSettings` no more",
        "take out what calls it",
    ),
    row(
        Rule::SettingTypeChanged,
        "setting-type-changed",
        Major,
        Api,
        "takes something else",
        "give it a value of the other type",
    ),
    row(
        Rule::DefaultFeatureRemoved,
        "default-feature-removed",
        Major,
        Api,
        "is no longer on by default",
        "turn the feature on where the crate is a dependency",
    ),
    row(
        Rule::OperationAdded,
        "operation-added",
        Minor,
        Api,
        "is new",
        "",
    ),
    row(Rule::TypeAdded, "type-added", Minor, Api, "is new", ""),
    row(
        Rule::MemberAdded,
        "member-added",
        Minor,
        Api,
        "is new",
        "end struct literals with `..Default::default()` or `..T::new(…)`, and patterns with `..`",
    )
    .strictly(Major),
    row(
        Rule::ValueAdded,
        "value-added",
        Minor,
        Api,
        "is new; it was `Unrecognized` before",
        "look at arms that match `Unrecognized` with this text",
    ),
    row(
        Rule::ArmAdded,
        "arm-added",
        Minor,
        Api,
        "is new; it was `Unrecognized` before",
        "",
    ),
    row(
        Rule::ErrorAdded,
        "error-added",
        Minor,
        Api,
        "is new; it was `Unrecognized` before",
        "look at arms that match `Unrecognized` with this code",
    ),
    row(
        Rule::PagesAdded,
        "pages-added",
        Minor,
        Api,
        "has pages now",
        "",
    ),
    row(Rule::WaiterAdded, "waiter-added", Minor, Api, "is new", ""),
    row(
        Rule::SettersAdded,
        "setters-added",
        Minor,
        Api,
        "is sent in requests now, so it has setters",
        "",
    ),
    row(
        Rule::OrderAdded,
        "order-added",
        Minor,
        Api,
        "is a map's key now, so it has an order",
        "",
    ),
    row(
        Rule::EventsEnd,
        "events-end",
        Minor,
        Api,
        "is no stream of events any more, so it can be called",
        "",
    ),
    row(
        Rule::ClientAdded,
        "client-added",
        Minor,
        Api,
        "is there now",
        "",
    ),
    row(
        Rule::SettingAdded,
        "setting-added",
        Minor,
        Api,
        "is a method of `ClientSettings` now",
        "",
    ),
    row(
        Rule::DefaultFeatureAdded,
        "default-feature-added",
        Minor,
        Api,
        "is on by default now",
        "whoever doesn't want it says `default-features = false`",
    ),
    row(
        Rule::FeatureNeeded,
        "feature-needed",
        Minor,
        Api,
        "is a feature of the runtime that calls need now",
        "a program with a build script turns it on in its Cargo.toml; a crate does so itself",
    ),
    row(
        Rule::RustVersionRaised,
        "rust-version-raised",
        Minor,
        Api,
        "is another: the crate needs that Rust",
        "",
    ),
    row(
        Rule::Deprecated,
        "deprecated",
        Minor,
        Api,
        "is deprecated",
        "the compiler warns where it is used: read why, and replace it in time",
    ),
    row(
        Rule::ProtocolChanged,
        "protocol-changed",
        Patch,
        Wire,
        "speaks another protocol",
        "keep the old one with `protocol-priority`, if answers that you have kept or faked depend on it",
    ),
    row(
        Rule::ServiceWireChanged,
        "service-wire-changed",
        Patch,
        Wire,
        "addresses or signs requests otherwise",
        "look at rules of proxies, policies and fakes that know the old form",
    ),
    row(
        Rule::OperationWireChanged,
        "operation-wire-changed",
        Patch,
        Wire,
        "is sent otherwise",
        "look at rules of proxies, policies and fakes that know the old form",
    ),
    row(
        Rule::TypeWireChanged,
        "type-wire-changed",
        Patch,
        Wire,
        "is written otherwise",
        "look at messages that you have kept or faked",
    ),
    row(
        Rule::MemberWireChanged,
        "member-wire-changed",
        Patch,
        Wire,
        "is written otherwise",
        "look at messages that you have kept or faked",
    ),
    row(
        Rule::WireNameChanged,
        "wire-name-changed",
        Patch,
        Wire,
        "has another name on the wire",
        "look at messages that you have kept or faked, and at what serde has written",
    ),
    row(
        Rule::ErrorJudgedOtherwise,
        "error-judged-otherwise",
        Patch,
        Behaviour,
        "is recognised or retried otherwise",
        "look at what relies on its code, its status or on retries",
    ),
    row(
        Rule::ErrorCodeShared,
        "error-code-shared",
        Patch,
        Behaviour,
        "has a code that another error has too",
        "where an operation lists both or neither, the code is `Unrecognized`: match on `code()`",
    ),
    row(
        Rule::PagesChanged,
        "pages-changed",
        Patch,
        Behaviour,
        "goes from page to page otherwise",
        "",
    ),
    row(
        Rule::WaiterChanged,
        "waiter-changed",
        Patch,
        Behaviour,
        "waits otherwise",
        "look at whether it still waits as long, and for what you need",
    ),
    row(
        Rule::OperationBehaviourChanged,
        "operation-behaviour-changed",
        Patch,
        Behaviour,
        "is called otherwise",
        "",
    ),
    row(
        Rule::MemberBehaviourChanged,
        "member-behaviour-changed",
        Patch,
        Behaviour,
        "is filled in or used otherwise",
        "",
    ),
    row(
        Rule::SensitiveChanged,
        "sensitive-changed",
        Patch,
        Documentation,
        "is or was hidden in `Debug`",
        "look at what your program logs",
    ),
    row(
        Rule::ErrorListed,
        "error-listed",
        Patch,
        Documentation,
        "lists another error",
        "",
    ),
    row(
        Rule::ErrorUnlisted,
        "error-unlisted",
        Patch,
        Documentation,
        "lists an error no more",
        "",
    ),
    row(
        Rule::DeprecationChanged,
        "deprecation-changed",
        Patch,
        Documentation,
        "says of its deprecation something else",
        "",
    ),
    row(
        Rule::FeatureNoLongerNeeded,
        "feature-no-longer-needed",
        Patch,
        Documentation,
        "is a feature of the runtime that calls need no more",
        "a program with a build script may turn it off",
    ),
    row(
        Rule::ExamplesChanged,
        "examples-changed",
        Patch,
        Documentation,
        "has other examples",
        "",
    ),
    row(
        Rule::TextChanged,
        "text-changed",
        Patch,
        Documentation,
        "is described in other words",
        "",
    ),
    row(
        Rule::PrintedOtherwise,
        "printed-otherwise",
        Patch,
        Behaviour,
        "is printed otherwise, which no other rule tells",
        "look at the file's difference",
    ),
];

impl Rule {
    pub(crate) fn row(self) -> &'static Row {
        let row = &RULES[self as usize];
        debug_assert_eq!(row.rule, self, "the table is in the order of the rules");
        row
    }

    pub(crate) fn level(self, strict: bool) -> Level {
        if strict {
            self.row().strict
        } else {
            self.row().level
        }
    }

    /// Whether the compiler doesn't find the places where it matters, though it breaks them.
    pub(crate) fn is_silent(self) -> bool {
        matches!(self, Self::NewMeansOtherwise | Self::NameMeansOtherwise)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Level, RULES};

    #[test]
    fn a_rule_finds_its_own_row_and_the_breaking_ones_come_first() {
        for (index, row) in RULES.iter().enumerate() {
            assert_eq!(row.rule as usize, index, "{}", row.id);
            assert!(row.strict >= row.level, "{}", row.id);
        }
        let levels: Vec<Level> = RULES.iter().map(|row| row.level).collect();
        assert!(levels.is_sorted_by(|one, other| one >= other));
        let ids: BTreeSet<&str> = RULES.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), RULES.len());
    }

    #[test]
    fn whatever_breaks_says_what_to_do() {
        let breaking = RULES.iter().filter(|row| row.level == Level::Major);
        for row in breaking {
            assert!(!row.advice.is_empty(), "{}", row.id);
        }
    }
}
