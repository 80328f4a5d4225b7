//! A real browser: Chromium without a window, moved over `WebDriver`.
//!
//! What `WebDriver` says is JSON over HTTP on loopback, so that the client of the other tests is all that it takes.

use crate::Client;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// The variable with the place of axe-core's `axe.min.js`. Without it nothing is tested in a browser.
pub const AXE_VARIABLE: &str = "ROLLBOOK_TEST_AXE";

/// The key under which `WebDriver` hands out elements (W3C `WebDriver` §11).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// What the driver prints once it listens.
const STARTED: &str = "started successfully on port ";
/// How often a picture is tried.
const SHOTS_MAX: usize = 3;

/// The program that moves browsers. It stops when this is dropped.
pub struct Driver {
    process: Child,
    url: String,
    // Held open: a program whose output nobody takes may end.
    _output: BufReader<ChildStdout>,
}

/// What a window is to be like.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether pages may run scripts.
    pub scripts: bool,
    /// The language that is preferred.
    pub language: &'static str,
    /// Width and height, in CSS pixels.
    pub size: (u32, u32),
}

/// A browser of its own, with cookies and a log of its own. It closes when this is dropped.
pub struct Window {
    client: RefCell<Client>,
    session: String,
}

/// Something on the page that is there at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

/// Where axe-core is, if the tests shall use a browser.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the tests are told by their environment")]
pub fn axe() -> Option<String> {
    std::env::var(AXE_VARIABLE).ok().filter(|place| !place.is_empty())
}

impl Default for Look {
    fn default() -> Self {
        Self { scripts: true, language: "en", size: (1280, 900) }
    }
}

impl Driver {
    /// Starts the driver on a free port.
    ///
    /// # Panics
    /// If it is not installed, or does not say that it listens.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "starting a program is no default")]
    pub fn new() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed; `cargo xtask test` does that");
        let mut output = BufReader::new(process.stdout.take().expect("a pipe was asked for"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            assert!(output.read_line(&mut line).is_ok_and(|bytes| bytes > 0), "chromedriver ended at once");
            if let Some((_, rest)) = line.split_once(STARTED) {
                break rest.trim().trim_end_matches('.').to_owned();
            }
        };
        Self { process, url: format!("http://127.0.0.1:{port}"), _output: output }
    }

    /// Opens a window in which nothing has happened yet.
    #[must_use]
    pub fn open(&self, look: Look) -> Window {
        let mut client = Client::new(&self.url, None);
        let mut prefs = Map::new();
        prefs.insert("intl.accept_languages".into(), look.language.into());
        if !look.scripts {
            prefs.insert("profile.managed_default_content_settings.javascript".into(), 2.into());
        }
        let (width, height) = look.size;
        let options = json!({
            "args": [
                "--headless=new",
                // Containers run tests as root and give little shared memory; only pages of ours are shown.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                // Whatever asks for another machine fails, and is in the log.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                format!("--lang={}", look.language),
                format!("--window-size={width},{height}"),
            ],
            "prefs": prefs,
        });
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        } } });
        let made = said(&mut client, "POST", "/session", Some(&wanted)).expect("a browser");
        let id = made["sessionId"].as_str().expect("the session has an id");
        let window = Window { session: format!("/session/{id}"), client: RefCell::new(client) };
        // The size of a window without frame is that of the page.
        window.measure(look.size);
        window.shade(false);
        window
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Its windows are closed by now; there is nothing left to be orphaned.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Window {
    /// Goes to an address and waits until the page is there.
    ///
    /// # Panics
    /// If it cannot be reached.
    pub fn go(&self, url: &str) {
        self.tell("POST", "/url", Some(&json!({ "url": url }))).expect("the page");
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> String {
        let url = self.tell("GET", "/url", None).expect("an address");
        url.as_str().unwrap_or_default().to_owned()
    }

    /// Loads the page anew.
    ///
    /// # Panics
    /// If it does not.
    pub fn refresh(&self) {
        self.tell("POST", "/refresh", Some(&json!({}))).expect("the page once more");
    }

    /// Runs a function body on the page, which works where the page itself may run nothing. It returns what it returns;
    /// what a promise keeps, if it returns one.
    ///
    /// # Errors
    /// What the browser says, such as that the page has changed meanwhile.
    pub fn try_run(&self, body: &str, arguments: &[Value]) -> Result<Value, String> {
        self.tell("POST", "/execute/sync", Some(&json!({ "script": body, "args": arguments })))
    }

    /// The same where nothing can be in the way.
    ///
    /// # Panics
    /// If the browser does not run it.
    pub fn run(&self, body: &str, arguments: &[Value]) -> Value {
        self.try_run(body, arguments).expect("the script runs")
    }

    /// The element that a script has found, if it has found one.
    #[must_use]
    pub fn element(found: &Value) -> Option<Element> {
        found[ELEMENT].as_str().map(|id| Element(id.to_owned()))
    }

    /// An element as a script takes it.
    #[must_use]
    pub fn argument(element: &Element) -> Value {
        json!({ ELEMENT: element.0 })
    }

    /// Clicks in the middle of it, as a person does, and waits for the page that this leads to.
    ///
    /// # Errors
    /// What the browser says, such as that something else lies above it.
    pub fn click(&self, element: &Element) -> Result<(), String> {
        self.tell("POST", &format!("/element/{}/click", element.0), Some(&json!({}))).map(drop)
    }

    /// Types into it, behind what is there.
    ///
    /// # Errors
    /// What the browser says.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<(), String> {
        self.tell("POST", &format!("/element/{}/value", element.0), Some(&json!({ "text": text }))).map(drop)
    }

    /// Presses keys one after the other, wherever the focus is. Keys that write nothing have characters of their own.
    ///
    /// # Errors
    /// What the browser says.
    pub fn press(&self, keys: &str) -> Result<(), String> {
        let strokes = keys.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
        });
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes.collect::<Vec<_>>() });
        self.tell("POST", "/actions", Some(&json!({ "actions": [keyboard] }))).map(drop)
    }

    /// Takes out what is in it.
    ///
    /// # Errors
    /// What the browser says.
    pub fn clear(&self, element: &Element) -> Result<(), String> {
        self.tell("POST", &format!("/element/{}/clear", element.0), Some(&json!({}))).map(drop)
    }

    /// What a screen reader calls it, as the browser itself computes it; nothing where it is not there any more.
    #[must_use]
    pub fn label(&self, element: &Element) -> Option<String> {
        let label = self.tell("GET", &format!("/element/{}/computedlabel", element.0), None).ok()?;
        Some(label.as_str().unwrap_or_default().to_owned())
    }

    /// A command of the browser's own tools, such as `Emulation.setEmulatedMedia`.
    ///
    /// # Panics
    /// If the browser does not take it.
    pub fn tool(&self, command: &str, parameters: &Value) -> Value {
        self.tell("POST", "/goog/cdp/execute", Some(&json!({ "cmd": command, "params": parameters })))
            .expect("the browser knows the command")
    }

    /// Shows pages as somebody prefers them who likes it dark, or light; and still, so that no colour is half-way.
    pub fn shade(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.tool("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Gives pages another size.
    pub fn measure(&self, (width, height): (u32, u32)) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tool("Emulation.setDeviceMetricsOverride", &size);
    }

    /// A picture of the whole page, as PNG.
    #[must_use]
    pub fn picture(&self) -> Vec<u8> {
        self.shot(true)
    }

    /// A picture of what is in the window, as PNG.
    #[must_use]
    pub fn view(&self) -> Vec<u8> {
        self.shot(false)
    }

    fn shot(&self, is_whole: bool) -> Vec<u8> {
        let wish = json!({ "format": "png", "captureBeyondViewport": is_whole });
        let command = json!({ "cmd": "Page.captureScreenshot", "params": wish });
        let take = || self.tell("POST", "/goog/cdp/execute", Some(&command));
        // Now and then Chromium waits for a frame that never comes, and has one the next time.
        let picture = (0..SHOTS_MAX).find_map(|_| take().ok()).expect("the browser takes a picture");
        decoded(picture["data"].as_str().expect("a picture"))
    }

    /// What the browser complains of since the last time somebody asked: errors of scripts, of the content security
    /// policy and of what could not be loaded, each with the address.
    ///
    /// # Panics
    /// If the browser keeps no log.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let log = self.tell("POST", "/se/log", Some(&json!({ "type": "browser" }))).expect("a log");
        let entries = log.as_array().into_iter().flatten();
        let told = entries.map(|entry| {
            let [level, source, message] =
                ["level", "source", "message"].map(|name| entry[name].as_str().unwrap_or_default());
            format!("{level} {source}: {message}")
        });
        told.collect()
    }

    /// Every address that pages asked for since the last time somebody asked.
    ///
    /// # Panics
    /// If the browser keeps no log.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        let log = self.tell("POST", "/se/log", Some(&json!({ "type": "performance" }))).expect("a log");
        let entries = log.as_array().into_iter().flatten();
        let events =
            entries.filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok());
        let asked = events.filter_map(|event| {
            let event = &event["message"];
            let is_request = event["method"] == "Network.requestWillBeSent";
            let url = &event["params"]["request"]["url"];
            is_request.then(|| url.as_str().unwrap_or_default().to_owned())
        });
        asked.collect()
    }

    fn tell(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        said(&mut self.client.borrow_mut(), method, &format!("{}{path}", self.session), body)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // It may be closed already.
        let _ = self.tell("DELETE", "", None);
    }
}

/// What the driver answers, or what it says is wrong.
fn said(client: &mut Client, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
    let text = body.map(ToString::to_string);
    let headers = [("Content-Type", "application/json; charset=utf-8")];
    let answer = client.send_with(method, path, text.as_deref(), &headers);
    let value = &answer.body["value"];
    if answer.status == 200 {
        return Ok(value.clone());
    }
    let message = value["message"].as_str().unwrap_or(&answer.text);
    Err(format!(
        "{}: {}",
        value["error"].as_str().unwrap_or("no answer"),
        message.lines().next().unwrap_or_default()
    ))
}

/// The bytes of a text in base64 (RFC 4648 §4).
fn decoded(text: &str) -> Vec<u8> {
    let digits = text.bytes().filter_map(|digit| match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    });
    let (mut bytes, mut held, mut bits) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for digit in digits {
        held = (held << 6) | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(((held >> bits) & 0xff) as u8);
        }
    }
    bytes
}
