//! Reads the settings of `serve`: flags override environment variables, and those override the file.
//! Each setting is declared once, as a flag. Its variable and its key in the file are derived from the flag's name.

use std::ffi::OsString;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;
use clap::Arg;
use clap::ArgAction;
use clap::ArgMatches;
use clap::Command;
use clap::CommandFactory as _;
use clap::parser::ValueSource;

use crate::cli::Cli;

/// The subcommand that has these settings.
const SERVE: &str = "serve";

/// Flags that are not settings, so the file has no key for them.
const NOT_SETTINGS: [&str; 4] = ["check-config", "config", "help", "version"];

/// The command line, with an environment variable for each setting of `serve`.
pub(crate) fn command() -> Command {
    let with_variable = |arg: Arg| match long(&arg) {
        Some(name) if name == "config" || is_setting(&arg) => {
            let many = matches!(arg.get_action(), ArgAction::Append);
            let arg = arg.env(variable(&name)).hide_env(true);
            if many { arg.value_delimiter(',') } else { arg }
        }
        _ => arg,
    };
    Cli::command().mut_subcommand(SERVE, |serve| serve.mut_args(with_variable))
}

/// Parses the typed command line, completed with the settings from the `--config` file.
pub(crate) fn matches(typed: Vec<OsString>) -> Result<ArgMatches> {
    let first = command().get_matches_from(&typed);
    let Some((SERVE, serve)) = first.subcommand() else { return Ok(first) };
    let Some(path) = serve.get_one::<PathBuf>("config") else { return Ok(first) };
    let from_file = arguments(path, serve)?;
    command()
        .try_get_matches_from(typed.into_iter().chain(from_file))
        // The file's settings are parsed as flags, so clap's messages name flags.
        .map_err(|error| anyhow::Error::msg(error.render().to_string().trim().to_owned()))
        .with_context(|| format!("a setting in {} is not valid", path.display()))
}

/// The settings from the file as flags, without those that a flag or a variable sets.
fn arguments(path: &Path, given: &ArgMatches) -> Result<Vec<OsString>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let table: toml::Table = toml::from_str(&text).with_context(|| format!("{} is not valid TOML", path.display()))?;
    let serve = serve();
    let mut arguments = Vec::new();
    for (key, value) in table {
        let name = key.replace('_', "-");
        let Some(arg) = settings(&serve).find(|it| long(it).is_some_and(|it| it == name)) else {
            bail!("{}: there is no setting {key}; docs/CONFIGURATION.md lists them", path.display());
        };
        let source = given.value_source(arg.get_id().as_str());
        if source.is_some_and(|it| it != ValueSource::DefaultValue) {
            continue;
        }
        let wrong = || format!("{}: {key} must be a string, an integer or a list of these", path.display());
        let values = match value {
            toml::Value::Array(values) => values,
            value => vec![value],
        };
        for value in values {
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                _ => bail!(wrong()),
            };
            arguments.push(format!("--{name}={text}").into());
        }
    }
    Ok(arguments)
}

/// All settings as a Markdown table.
pub(crate) fn table() -> String {
    let mut table = "| flag | variable | key in the file | meaning | default |\n|---|---|---|---|---|\n".to_owned();
    let serve = serve();
    for arg in settings(&serve) {
        let Some(name) = long(arg) else { continue };
        let value = arg.get_value_names().and_then(|it| it.first()).map_or(String::new(), |it| format!(" {it}"));
        let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
        let choices: Vec<_> = arg.get_possible_values().iter().map(|it| format!("`{}`", it.get_name())).collect();
        let choices = if choices.is_empty() { String::new() } else { format!(" ({})", choices.join(", ")) };
        let defaults: Vec<_> =
            arg.get_default_values().iter().map(|it| format!("`{}`", it.to_string_lossy())).collect();
        let row = format!(
            "| `--{name}{value}` | `{}` | `{}` | {}{choices} | {} |\n",
            variable(&name),
            name.replace('-', "_"),
            help.replace('\n', " "),
            defaults.join(", ")
        );
        table.push_str(&row);
    }
    table
}

fn serve() -> Command {
    // Building the command adds the global flags, such as --profile.
    let mut all = command();
    all.build();
    all.find_subcommand(SERVE).cloned().unwrap_or_default()
}

fn settings(serve: &Command) -> impl Iterator<Item = &Arg> {
    serve.get_arguments().filter(|it| is_setting(it))
}

fn is_setting(arg: &Arg) -> bool {
    long(arg).is_some_and(|it| !NOT_SETTINGS.contains(&it.as_str()))
}

fn long(arg: &Arg) -> Option<String> {
    arg.get_long().map(ToOwned::to_owned)
}

fn variable(name: &str) -> String {
    format!("SMTP_DOCTOR_{}", name.replace('-', "_").to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(file: &str, flags: &[&str]) -> Result<ArgMatches> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("smtp-doctor.toml");
        std::fs::write(&path, file).unwrap();
        let mut typed = vec!["smtp-doctor", "serve", "--config", path.to_str().unwrap()];
        typed.extend(flags);
        let all = matches(typed.into_iter().map(OsString::from).collect())?;
        Ok(all.subcommand().unwrap().1.clone())
    }

    #[test]
    fn a_flag_overrides_the_file() {
        let file = "listen = '127.0.0.1:9000'\ntimeout = 7\nallow_port = [26, 10025]\n";
        let serve = resolve(file, &["--timeout", "3"]).unwrap();
        assert_eq!(serve.get_one::<std::net::SocketAddr>("listen").unwrap().port(), 9_000);
        assert_eq!(serve.get_one::<u64>("timeout"), Some(&3));
        assert_eq!(serve.get_many::<u16>("allow_port").unwrap().copied().collect::<Vec<_>>(), [26, 10_025]);
        let serve = resolve(file, &["--allow-port", "27"]).unwrap();
        assert_eq!(serve.get_many::<u16>("allow_port").unwrap().copied().collect::<Vec<_>>(), [27]);
    }

    #[test]
    fn errors_in_the_file_name_the_setting() {
        let why = |file: &str| format!("{:#}", resolve(file, &[]).unwrap_err());
        assert!(why("lisen = '127.0.0.1:1'").contains("there is no setting lisen"));
        assert!(why("config = 'x'").contains("there is no setting config"));
        assert!(why("listen = 'here'").contains("'here'"), "{}", why("listen = 'here'"));
        assert!(why("listen = [1.5]").contains("listen must be"));
        assert!(why("listen = ").contains("is not valid TOML"));
    }
}
