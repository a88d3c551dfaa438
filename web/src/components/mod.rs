//! How the page looks: small components, each a pure function of its properties.

pub(crate) mod choice;
pub(crate) mod field;
pub(crate) mod finding;
pub(crate) mod form;
pub(crate) mod icon;
pub(crate) mod timeline;
pub(crate) mod transcript;
pub(crate) mod verdict;
