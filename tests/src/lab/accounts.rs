//! The accounts that every server of the lab has.

/// Address and password. The address is also the user name, the mailbox and the only sender address that the account
/// owns.
pub const ACCOUNTS: [(&str, &str); 2] = [("user@example.test", "secret"), ("other@example.test", "secret2")];

/// What stands before the @ of an address.
pub(super) fn local_part(address: &str) -> &str {
    address.split_once('@').map_or(address, |(local, _)| local)
}
