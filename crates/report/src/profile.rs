//! The portal profile: facts that only the operator of a portal knows, for findings and reports.
//!
//! Without a profile, entries mention "the portal's addresses"; with one, findings list them.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_model::Field;

/// Facts about a portal from its operator: TOML for server and command, JSON for the page.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PortalProfile {
    /// The name of the portal.
    pub name: String,
    /// The addresses that it sends from, which relays and firewalls must allow.
    pub egress: Vec<Egress>,
    /// The screens where users change each field.
    pub screens: BTreeMap<Field, Vec<String>>,
    /// The contact who receives the report.
    pub it_contact: String,
    /// The names of the addresses that this server can probe from. The server sets it from its own flags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub probes_from: Vec<String>,
}

/// An address that a portal sends from.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Egress {
    /// Its name: `Primary`.
    pub name: String,
    /// The address.
    pub address: IpAddr,
}

impl PortalProfile {
    /// Adds the notes of this portal to `finding`.
    pub fn annotate(&self, finding: Finding) -> Finding {
        let portal = self.notes(&finding);
        Finding { portal, ..finding }
    }

    /// The name of the portal, for use in a sentence.
    pub fn name(&self) -> &str {
        if self.name.is_empty() { "the portal" } else { &self.name }
    }

    /// Each sending address with its name.
    pub fn addresses(&self) -> impl Iterator<Item = String> {
        self.egress.iter().map(|it| format!("{}: {}", it.name, it.address))
    }

    fn notes(&self, finding: &Finding) -> Vec<String> {
        let mut notes = Vec::new();
        if finding.about.egress_matters && !self.egress.is_empty() {
            let addresses: Vec<_> = self.addresses().collect();
            notes.push(format!("Allow the sending addresses of {}: {}.", self.name(), addresses.join(", ")));
        }
        if let Some(field) = finding.field.or(finding.about.field)
            && let Some(screens) = self.screens.get(&field).filter(|it| !it.is_empty())
        {
            notes.push(format!("In {}, change {} at: {}.", self.name(), field.label(), screens.join("; or ")));
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_doctor_catalogue::entries::*;

    /// The example profile in the repository.
    fn example() -> PortalProfile {
        toml::from_str(include_str!("../../../docs/portal-profile.example.toml")).unwrap()
    }

    #[test]
    fn a_refused_relay_lists_the_addresses_to_allow() {
        let finding = example().annotate(Finding::error(&RELAY_DENIED));
        assert_eq!(
            finding.portal,
            ["Allow the sending addresses of Example Portal: Primary: 198.147.32.158, Secondary: 198.147.34.158."]
        );
    }

    #[test]
    fn an_invalid_address_says_where_to_correct_it() {
        let to = example().annotate(Finding::error(&RECIPIENT_INVALID).at(Field::Cc));
        assert_eq!(
            to.portal,
            ["In Example Portal, change Cc at: Global E-mail Settings; or Edit Portal User > User Info; or Edit \
                 Portal User > individual module overrides (if enabled on Global E-mail Settings)."]
        );
        let from = example().annotate(Finding::error(&FROM_INVALID));
        assert!(from.portal[0].starts_with("In Example Portal, change From at: Global E-mail Settings"), "{from:?}");
    }

    #[test]
    fn without_a_profile_nothing_is_added() {
        assert!(PortalProfile::default().annotate(Finding::error(&RELAY_DENIED).at(Field::To)).portal.is_empty());
    }

    #[test]
    fn an_invalid_profile_names_the_mistake() {
        let slip = toml::from_str::<PortalProfile>("nam = \"x\"").unwrap_err().to_string();
        assert!(slip.contains("nam") && slip.contains("it_contact"), "{slip}");
        assert!(toml::from_str::<PortalProfile>("[[egress]]\nname = \"a\"\naddress = \"b\"").is_err());
        assert!(toml::from_str::<PortalProfile>("[screens]\nform = [\"a\"]").is_err());
    }
}
