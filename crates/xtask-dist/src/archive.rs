//! A reproducible `.tar.gz`: entries sorted by name, and no owner, time or mode of this machine.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use anyhow::Result;
use flate2::Compression;
use flate2::GzBuilder;
use tar::EntryType;
use tar::Header;

/// The files to pack, by path in the archive.
#[derive(Default)]
pub(crate) struct Archive {
    files: BTreeMap<String, File>,
}

struct File {
    content: Vec<u8>,
    mode: u32,
}

impl Archive {
    /// Adds a file with this content.
    pub(crate) fn add(&mut self, path: &str, content: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), File { content: content.into(), mode: 0o644 });
    }

    /// Adds a copy of a file.
    pub(crate) fn add_file(&mut self, path: &str, from: &Path) -> Result<()> {
        self.add(path, fs::read(from).with_context(|| format!("cannot read {}", from.display()))?);
        Ok(())
    }

    /// Adds a copy of an executable file.
    pub(crate) fn add_program(&mut self, path: &str, from: &Path) -> Result<()> {
        let content = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
        self.files.insert(path.to_owned(), File { content, mode: 0o755 });
        Ok(())
    }

    /// Adds a copy of a folder with all its contents.
    pub(crate) fn add_folder(&mut self, path: &str, from: &Path) -> Result<()> {
        for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
            let entry = entry?;
            let name = format!("{path}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.add_folder(&name, &entry.path())?;
            } else {
                self.add_file(&name, &entry.path())?;
            }
        }
        Ok(())
    }

    /// Packs everything below the folder `top`. Every entry has the time `mtime`.
    pub(crate) fn pack(&self, top: &str, mtime: u64) -> Result<Vec<u8>> {
        // The gzip header contains no time or system either.
        let gzip = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
        let mut tar = tar::Builder::new(gzip);
        let header = |kind: EntryType, mode: u32, size: u64| {
            let mut header = Header::new_gnu();
            header.set_entry_type(kind);
            header.set_mode(mode);
            header.set_size(size);
            header.set_mtime(mtime);
            header.set_uid(0);
            header.set_gid(0);
            header
        };
        // Folders are entries too. Otherwise the umask at unpacking would set their permissions.
        for folder in self.folders() {
            let name = if folder.is_empty() { format!("{top}/") } else { format!("{top}/{folder}/") };
            tar.append_data(&mut header(EntryType::Directory, 0o755, 0), name, std::io::empty())?;
        }
        for (path, File { content, mode }) in &self.files {
            let mut header = header(EntryType::Regular, *mode, content.len() as u64);
            tar.append_data(&mut header, format!("{top}/{path}"), content.as_slice())?;
        }
        Ok(tar.into_inner()?.finish()?)
    }

    /// All folders of the files, outer ones first. The empty name is the top.
    fn folders(&self) -> BTreeSet<&str> {
        let inner = self.files.keys().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at]));
        std::iter::once("").chain(inner).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Packs a new folder, as `cargo xtask dist` does.
    fn packed(names: &[&str]) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, name).unwrap();
        }
        let mut archive = Archive::default();
        archive.add_folder("page", folder.path()).unwrap();
        archive.add_program("bin/it", &folder.path().join("b")).unwrap();
        archive.pack("it-1.0", 0).unwrap()
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        // Written in a different order, at a different time, in a different folder.
        assert_eq!(packed(&["b", "a/c", "a/b"]), packed(&["a/b", "b", "a/c"]));
    }

    #[test]
    fn entries_are_sorted_and_contain_nothing_of_this_machine() {
        let bytes = packed(&["b", "a/c"]);
        let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice()));
        let entries: Vec<(String, u32)> = tar
            .entries()
            .unwrap()
            .map(|it| {
                let it = it.unwrap();
                let header = it.header();
                assert_eq!((header.uid().unwrap(), header.gid().unwrap(), header.mtime().unwrap()), (0, 0, 0));
                assert_eq!((header.username().unwrap(), header.groupname().unwrap()), (Some(""), Some("")));
                (it.path().unwrap().display().to_string(), header.mode().unwrap())
            })
            .collect();
        let expected = [
            ("it-1.0/", 0o755),
            ("it-1.0/bin/", 0o755),
            ("it-1.0/page/", 0o755),
            ("it-1.0/page/a/", 0o755),
            ("it-1.0/bin/it", 0o755),
            ("it-1.0/page/a/c", 0o644),
            ("it-1.0/page/b", 0o644),
        ];
        assert_eq!(entries, expected.map(|(path, mode)| (path.to_owned(), mode)));
    }
}
