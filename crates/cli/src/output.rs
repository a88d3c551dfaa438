//! Prints findings, stages and entries for people, with colour only on a terminal.

use std::io;
use std::io::IsTerminal as _;
use std::io::Write;

use smtp_doctor_core::Finding;
use smtp_doctor_core::catalogue::Entry;
use smtp_doctor_core::model::SetUpState;
use smtp_doctor_core::model::Severity;
use smtp_doctor_core::report::Discovery;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::report::StageReport;

/// Writes with colour on a terminal and without elsewhere.
pub(crate) struct Printer<W> {
    out: W,
    colour: bool,
}

impl Printer<io::StdoutLock<'static>> {
    /// Prints to standard output.
    pub(crate) fn stdout() -> Self {
        let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { out: io::stdout().lock(), colour }
    }
}

/// Prints an error of the command itself to standard error.
pub(crate) fn complain(error: &anyhow::Error) {
    // A closed standard error leaves nowhere to report this.
    let _ = writeln!(io::stderr(), "smtp-doctor: {error:#}");
}

#[derive(Clone, Copy)]
enum Ink {
    Bold,
    Dim,
    Green,
    Red,
    Yellow,
}

impl<W: Write> Printer<W> {
    fn paint(&self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Bold => 1,
            Ink::Dim => 2,
            Ink::Green => 32,
            Ink::Red => 31,
            Ink::Yellow => 33,
        };
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Prints a value as one line of JSON.
    pub(crate) fn json(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, value)?;
        writeln!(self.out)
    }

    /// Prints text as it is, without a line ending.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        write!(self.out, "{text}")
    }

    /// Prints findings, each with its steps.
    pub(crate) fn findings(&mut self, findings: &[Finding]) -> io::Result<()> {
        if findings.is_empty() {
            return writeln!(self.out, "{} No problems found.", self.paint(Ink::Green, "ok"));
        }
        for finding in findings {
            self.finding(finding)?;
        }
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let text = finding.about.text();
        let ink = match finding.severity {
            Severity::Error => Ink::Red,
            Severity::Warning => Ink::Yellow,
            Severity::Info => Ink::Dim,
        };
        let field = finding.field.map_or(String::new(), |it| format!("{}: ", it.label()));
        let severity = self.paint(ink, &finding.severity.label().to_lowercase());
        writeln!(
            self.out,
            "{severity}  {}{}  [{}]",
            field,
            self.paint(Ink::Bold, finding.about.title),
            finding.about.slug
        )?;
        if !finding.detail.is_empty() {
            writeln!(self.out, "    {}", finding.detail)?;
        }
        for line in &finding.evidence {
            writeln!(self.out, "    | {line}")?;
        }
        for note in &finding.portal {
            writeln!(self.out, "    {note}")?;
        }
        for step in text.steps {
            writeln!(self.out, "    - {}: {}", step.who.label(), step.text)?;
            if let Some(command) = step.command {
                writeln!(self.out, "      {}", self.paint(Ink::Dim, command))?;
            }
        }
        for step in &finding.set_up {
            let ink = match step.state {
                SetUpState::Done => Ink::Green,
                SetUpState::Missing => Ink::Red,
                SetUpState::Open => Ink::Yellow,
            };
            writeln!(self.out, "    {} {}", self.paint(ink, &format!("{:<9}", step.state.label())), step.text)?;
            writeln!(self.out, "              {}", self.paint(Ink::Dim, &step.command))?;
        }
        if let Some(fix) = &finding.fix {
            writeln!(self.out, "    fix: {}", self.paint(Ink::Green, &fix.label()))?;
        }
        Ok(())
    }

    /// Prints a finished stage: one line, then its facts.
    pub(crate) fn stage(&mut self, stage: &StageReport) -> io::Result<()> {
        let mark = match stage.outcome {
            Outcome::Passed => self.paint(Ink::Green, "passed "),
            Outcome::Failed => self.paint(Ink::Red, "failed "),
            Outcome::Skipped => self.paint(Ink::Dim, "skipped"),
        };
        let facts = &stage.facts;
        let tls = facts
            .tls_version
            .as_ref()
            .map(|version| format!("{version} {}", facts.cipher_suite.as_deref().unwrap_or("")));
        let note =
            stage.reason.clone().or(tls).or(facts.mechanism.clone()).or(facts.address.clone()).unwrap_or_default();
        let time =
            if stage.outcome == Outcome::Skipped { String::new() } else { format!("{:.0} ms", stage.elapsed_ms) };
        let line = format!("{:<22} {mark} {time:>8}  {note}", stage.stage.label());
        writeln!(self.out, "{}", line.trim_end())?;
        for line in facts.summary_lines() {
            writeln!(self.out, "  {}", self.paint(Ink::Dim, &line))?;
        }
        self.out.flush()
    }

    /// Prints the result of a probe.
    pub(crate) fn report(&mut self, report: &ProbeReport) -> io::Result<()> {
        writeln!(self.out)?;
        if report.passed {
            writeln!(self.out, "{} Every stage passed in {:.0} ms.", self.paint(Ink::Green, "ok"), report.elapsed_ms)?;
        }
        if !report.findings.is_empty() {
            self.findings(&report.findings)?;
        }
        for row in &report.egress {
            let relay = match row.relay {
                Some(true) => "relay allowed",
                Some(false) => "relay denied",
                None => "relay not tested",
            };
            let connected = if row.connected { "connected" } else { "not connected" };
            writeln!(
                self.out,
                "from {:<12} {:<16} {connected:<14} {relay:<16} {}",
                row.name, row.address, row.verdict
            )?;
        }
        writeln!(self.out, "\nThis run does not prove:")?;
        for sentence in &report.not_proven {
            writeln!(self.out, "  - {sentence}")?;
        }
        Ok(())
    }

    /// Prints what changed since an earlier run.
    pub(crate) fn changes(&mut self, changes: &[String]) -> io::Result<()> {
        writeln!(self.out, "\nSince the earlier run:")?;
        if changes.is_empty() {
            writeln!(self.out, "  - Nothing changed.")?;
        }
        changes.iter().try_for_each(|it| writeln!(self.out, "  - {it}"))
    }

    /// Prints the settings found, best first.
    pub(crate) fn discovery(&mut self, discovery: &Discovery) -> io::Result<()> {
        for it in &discovery.candidates {
            let mark = if it.seen { self.paint(Ink::Green, "answers") } else { self.paint(Ink::Dim, "silent ") };
            writeln!(
                self.out,
                "{mark}  {:<40} {}",
                format!("{}:{} {}", it.server, it.port, it.security.label()),
                self.paint(Ink::Dim, &it.source)
            )?;
            for line in [&it.offers, &it.note].into_iter().filter(|it| !it.is_empty()) {
                writeln!(self.out, "         {line}")?;
            }
        }
        Ok(())
    }

    /// Prints the catalogue, one line per entry.
    pub(crate) fn catalogue(&mut self, entries: &[&Entry]) -> io::Result<()> {
        for entry in entries {
            writeln!(self.out, "{:<34} {}", entry.slug, entry.title)?;
        }
        Ok(())
    }

    /// Prints one entry in full.
    pub(crate) fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        let text = entry.text();
        writeln!(
            self.out,
            "{}  [{}]\n{}\n\n{}",
            self.paint(Ink::Bold, entry.title),
            entry.slug,
            entry.family.label(),
            text.meaning
        )?;
        writeln!(self.out, "\n{}", self.paint(Ink::Bold, "Usual causes"))?;
        for cause in text.causes {
            writeln!(self.out, "  - {}", cause.text)?;
        }
        writeln!(self.out, "\n{}", self.paint(Ink::Bold, "What to do"))?;
        for step in text.steps {
            writeln!(self.out, "  - {}: {}", step.who.label(), step.text)?;
            if let Some(command) = step.command {
                writeln!(self.out, "    {command}")?;
            }
        }
        writeln!(self.out, "\n{}\n  {}", self.paint(Ink::Bold, "When to call IT"), text.escalate)?;
        for reference in text.references {
            writeln!(self.out, "\n{}  {}", reference.title, reference.url.unwrap_or_default())?;
        }
        if let Some(checked) = text.checked {
            writeln!(self.out, "Facts checked: {checked}")?;
        }
        Ok(())
    }

    /// Prints one line and flushes.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")?;
        self.out.flush()
    }
}
