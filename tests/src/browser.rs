//! Headless Chromium, driven by chromedriver.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use fantoccini::Client;
use fantoccini::ClientBuilder;
use fantoccini::Locator;
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::Pid;
use rustix::process::Signal;
use rustix::process::kill_process_group;
use serde_json::json;
use tempfile::TempDir;

/// A browser with one page. Dropping it ends driver and browser, also while a test panics.
#[derive(Debug)]
pub struct Browser {
    /// The `WebDriver` session.
    pub page: Client,
    driver: Child,
    _profile: TempDir,
}

/// How long the page may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(15);

impl Browser {
    /// Starts a browser whose window is `width` wide, in light or dark.
    ///
    /// # Errors
    ///
    /// If Chromium or its driver does not start.
    pub async fn start(width: u32, dark: bool) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let driver = Command::new("/usr/bin/chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("chromedriver does not start")?;
        let profile = tempfile::tempdir()?;
        // Own flags keep the browser from looking for anything on the network.
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
            // Windows are not that narrow; a phone is.
            options["mobileEmulation"] =
                json!({"deviceMetrics": {"width": width, "height": 844, "pixelRatio": 1.0, "mobile": true}});
        }
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        capabilities.insert("goog:loggingPrefs".to_owned(), json!({"browser": "ALL"}));
        // Owned by now: whatever fails below, the driver is ended.
        let mut guard = Guard(Some(driver));
        let address = format!("http://127.0.0.1:{port}");
        let begun = Instant::now();
        loop {
            let connected =
                ClientBuilder::new(HttpConnector::new()).capabilities(capabilities.clone()).connect(&address).await;
            match (connected, guard.0.take()) {
                (Ok(page), Some(driver)) => return Ok(Self { page, driver, _profile: profile }),
                (Err(error), driver) => {
                    guard.0 = driver;
                    if begun.elapsed() > PATIENCE {
                        return Err(error).context("no session with chromedriver");
                    }
                }
                (Ok(_), None) => bail!("the driver is gone"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Selects what stands in a field and types over it, as a person would.
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

    /// Clicks what a CSS selector finds first.
    ///
    /// # Errors
    ///
    /// If it finds nothing.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element = self.page.find(Locator::Css(css)).await.with_context(|| format!("nothing fits {css}"))?;
        // By script: what a test clicks may be covered by nothing but be out of view.
        self.page.execute("arguments[0].click()", vec![serde_json::to_value(element)?]).await?;
        Ok(())
    }

    /// Waits until the text of what `css` finds contains `words`; the text.
    ///
    /// # Errors
    ///
    /// If that does not happen; the message has what is there instead.
    pub async fn wait_for(&self, css: &str, words: &str) -> Result<String> {
        let begun = Instant::now();
        loop {
            let text = self.text(css).await?;
            if text.contains(words) {
                return Ok(text);
            }
            if begun.elapsed() > PATIENCE {
                let body = self.text("body").await?;
                bail!("{css} does not say {words:?} but {text:?}; the page says: {body}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The text of everything that `css` finds; empty if nothing.
    ///
    /// # Errors
    ///
    /// If the session broke.
    pub async fn text(&self, css: &str) -> Result<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(it => it.textContent).join('\\n')";
        let value = self.page.execute(script, vec![json!(css)]).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Takes a picture of the page: the whole of it in a window, what is in view on a phone.
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

impl Drop for Browser {
    fn drop(&mut self) {
        end(&mut self.driver);
    }
}

struct Guard(Option<Child>);

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(driver) = &mut self.0 {
            end(driver);
        }
    }
}

/// Ends the driver and all of its browsers.
fn end(driver: &mut Child) {
    if let Some(group) = i32::try_from(driver.id()).ok().and_then(Pid::from_raw) {
        // If it is gone already, there is nothing to end.
        let _ = kill_process_group(group, Signal::KILL);
    }
    let _ = driver.wait();
}
