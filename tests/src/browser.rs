//! Headless Chromium, driven by chromedriver.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use anyhow::ensure;
use fantoccini::Client;
use fantoccini::ClientBuilder;
use fantoccini::Locator;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::Pid;
use rustix::process::Signal;
use rustix::process::kill_process_group;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_testkit::wait::eventually;
use tempfile::TempDir;
use url::ParseError;
use url::Url;

/// A browser with one page. Dropping it stops driver and browser, also when a test panics.
#[derive(Debug)]
pub struct Browser {
    /// The `WebDriver` session.
    pub page: Client,
    _driver: Driver,
    _profile: TempDir,
}

/// How long to wait for something on the page.
const WAIT_LIMIT: Duration = Duration::from_secs(15);

impl Browser {
    /// Starts a browser with a window of this width, in light or dark mode.
    ///
    /// # Errors
    ///
    /// If Chromium or its driver does not start.
    pub async fn start(width: u32, dark: bool) -> Result<Self> {
        let driver = Driver::start()?;
        let profile = tempfile::tempdir()?;
        // These flags also keep the browser off the network.
        let mut args: Vec<String> = [
            "headless",
            "no-sandbox",
            "disable-gpu",
            "disable-quic",
            "no-first-run",
            "disable-background-networking",
            "disable-component-update",
            "disable-sync",
            "disable-dev-shm-usage",
            "hide-scrollbars",
            "lang=en",
        ]
        .map(|it| format!("--{it}"))
        .into();
        args.push(format!("--user-data-dir={}", profile.path().display()));
        args.push(format!("--window-size={width},1000"));
        if dark {
            args.push("--force-dark-mode".to_owned());
            args.push("--blink-settings=preferredColorScheme=0".to_owned());
        }
        let mut options = json!({"binary": "/usr/bin/chromium", "args": args});
        if width < 500 {
            // Windows cannot be this narrow, so emulate a phone.
            options["mobileEmulation"] =
                json!({"deviceMetrics": {"width": width, "height": 844, "pixelRatio": 1.0, "mobile": true}});
        }
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        capabilities.insert("goog:loggingPrefs".to_owned(), json!({"browser": "ALL"}));
        let mut session = None;
        let open = async || {
            let mut client = ClientBuilder::new(HttpConnector::new());
            client.capabilities(capabilities.clone());
            session.insert(client.connect(&driver.url).await).is_ok()
        };
        let _ = eventually(WAIT_LIMIT, open).await;
        let page = session.context("chromedriver was never asked")?.context("no session with chromedriver")?;
        Ok(Self { page, _driver: driver, _profile: profile })
    }

    /// Selects the text of a field and types over it, as a person would.
    ///
    /// # Errors
    ///
    /// If there is no such field.
    pub async fn type_into(&self, id: &str, text: &str) -> Result<()> {
        let field = self.page.find(Locator::Id(id)).await.with_context(|| format!("no field {id}"))?;
        self.page.execute("arguments[0].focus(); arguments[0].select()", vec![serde_json::to_value(&field)?]).await?;
        field.send_keys(text).await?;
        Ok(())
    }

    /// Clicks the first element that a CSS selector finds.
    ///
    /// # Errors
    ///
    /// If it finds nothing.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element = self.page.find(Locator::Css(css)).await.with_context(|| format!("no element matches {css}"))?;
        // By script, because the element may be out of view.
        self.page.execute("arguments[0].click()", vec![serde_json::to_value(element)?]).await?;
        Ok(())
    }

    /// Waits until the text of what `css` finds contains `words`; returns the text.
    ///
    /// # Errors
    ///
    /// If that does not happen in time; the message has the actual text. Also if `words` is empty, because every text
    /// contains that.
    pub async fn wait_for(&self, css: &str, words: &str) -> Result<String> {
        ensure!(!words.is_empty(), "{css}: every text contains \"\"; see `wait_until_blank`");
        self.wait_for_text(css, |text| text.contains(words)).await.with_context(|| format!("waited for {words:?}"))
    }

    /// Waits until what `css` finds has no text. The element must exist.
    ///
    /// # Errors
    ///
    /// If that does not happen in time; the message has the actual text.
    pub async fn wait_until_blank(&self, css: &str) -> Result<()> {
        self.page.find(Locator::Css(css)).await.with_context(|| format!("no element matches {css}"))?;
        self.wait_for_text(css, str::is_empty).await.map(drop)
    }

    async fn wait_for_text(&self, css: &str, fits: impl Fn(&str) -> bool) -> Result<String> {
        let mut text = Ok(String::new());
        let shown = eventually(WAIT_LIMIT, async || {
            text = self.text(css).await;
            text.as_deref().map_or(true, &fits)
        });
        if !shown.await {
            let body = self.text("body").await?;
            bail!("{css} says {:?}; the page says: {body}", text?);
        }
        text
    }

    /// Waits until a JavaScript expression is true.
    ///
    /// # Errors
    ///
    /// If that does not happen in time, or the expression throws.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        let script = format!("return Boolean({expression})");
        let mut value = Ok(Value::Null);
        let holds = eventually(WAIT_LIMIT, async || {
            value = self.page.execute(&script, vec![]).await;
            value.as_ref().map_or(true, |it| *it == true)
        });
        ensure!(holds.await, "not true: {expression}");
        value?;
        Ok(())
    }

    /// What the browser logged since the last call: script errors, policy violations, failed loads, and everything else
    /// that was written to the console, except at the level `DEBUG`.
    ///
    /// # Errors
    ///
    /// If the driver does not return the log.
    pub async fn logged_errors(&self) -> Result<Vec<String>> {
        let log = self.page.issue_cmd(BrowserLog).await?;
        let entries = log.as_array().with_context(|| format!("no log: {log}"))?;
        let entries = entries.iter().filter(|it| it["level"] != "DEBUG");
        Ok(entries.map(|it| format!("{}: {}", it["level"], it["message"])).collect())
    }

    /// The text of all elements that `css` finds; empty if there are none.
    ///
    /// # Errors
    ///
    /// If the session broke.
    pub async fn text(&self, css: &str) -> Result<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(it => it.textContent).join('\\n')";
        let value = self.page.execute(script, vec![json!(css)]).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Takes a screenshot: of the whole page in a window, of the visible part on a phone.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub async fn screenshot(&self, path: &std::path::Path) -> Result<()> {
        let size = self.page.execute("return [innerWidth, document.documentElement.scrollHeight]", vec![]).await?;
        let side = |i: usize| size[i].as_u64().and_then(|it| u32::try_from(it).ok()).unwrap_or(1_000);
        if side(0) >= 500 {
            self.page.set_window_size(side(0), side(1) + 150).await?;
        }
        std::fs::write(path, self.page.screenshot().await?)?;
        Ok(())
    }
}

/// Asks chromedriver for the browser's log since the last call.
#[derive(Debug)]
struct BrowserLog;

impl WebDriverCompatibleCommand for BrowserLog {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({"type": "browser"}).to_string()))
    }
}

/// A running chromedriver. Dropping it stops it and all of its browsers.
#[derive(Debug)]
struct Driver {
    url: String,
    child: Child,
}

impl Driver {
    fn start() -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new("/usr/bin/chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("chromedriver does not start")?;
        Ok(Self { url: format!("http://127.0.0.1:{port}"), child })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            // It may have exited already.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}
