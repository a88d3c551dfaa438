//! Maps mail exchangers to services. Most organisations have their own domain, but their MX shows the service.

/// The suffix of an exchanger's name, and the service. Sources: Mozilla ISPDB (`<domain>` of its files), the Mailspring and
/// Delta Chat provider lists; checked 2026-11-01.
pub(super) const EXCHANGERS: &[(&str, &str)] = &[
    ("aspmx.l.google.com", "gmail"),
    ("comcast.net", "comcast"),
    ("dreamhost.com", "dreamhost"),
    ("emailsrvr.com", "rackspace"),
    ("free.fr", "free-fr"),
    ("googlemail.com", "gmail"),
    ("hostinger.com", "hostinger"),
    ("ispgateway.de", "domainfactory"),
    ("kundenserver.de", "ionos-1und1"),
    ("mail.gandi.net", "gandi"),
    ("mail.protection.outlook.com", "microsoft-365"),
    ("messagingengine.com", "fastmail"),
    ("mx.microsoft", "microsoft-365"),
    ("mx.yandex.net", "yandex"),
    ("mx.zoho.com", "zoho-us"),
    ("ovh.net", "ovh-mx-plan"),
    ("rzone.de", "strato"),
    ("secureserver.net", "godaddy"),
    ("smtp.google.com", "gmail"),
    ("yahoodns.net", "yahoo"),
    ("your-server.de", "hetzner"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider;

    #[test]
    fn each_exchanger_belongs_to_a_known_service() {
        for (suffix, id) in EXCHANGERS {
            assert!(provider::by_id(id).is_some(), "{suffix}: {id}");
        }
    }

    #[test]
    fn suffixes_match_whole_labels() {
        assert_eq!(provider::by_mx("alt1.aspmx.l.google.com").map(|it| it.id), Some("gmail"));
        assert_eq!(provider::by_mx("contoso-com.mail.protection.outlook.com").map(|it| it.id), Some("microsoft-365"));
        assert!(provider::by_mx("evilfree.fr").is_none());
    }
}
