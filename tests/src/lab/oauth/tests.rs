//! Postfix and Dovecot accept or refuse tokens from the OAuth server.

use std::io::{BufRead, BufReader};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use smtp_doctor_testkit::certs::LabCerts;

use super::*;
use crate::lab::MailLab;

fn start() -> MailLab {
    MailLab::start_with_oauth(&LabCerts::generate().unwrap()).unwrap()
}

/// An unencrypted session after EHLO.
struct Session(BufReader<TcpStream>);

impl Session {
    /// Connects; returns the session and the reply to EHLO.
    fn open(port: u16) -> (Self, String) {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        let mut session = Self(BufReader::new(stream));
        session.reply();
        let ehlo = session.say("EHLO client.example.test");
        (session, ehlo)
    }

    fn say(&mut self, line: &str) -> String {
        write!(self.0.get_mut(), "{line}\r\n").unwrap();
        self.reply()
    }

    /// All lines of a reply.
    fn reply(&mut self) -> String {
        let mut reply = String::new();
        loop {
            let begin = reply.len();
            assert_ne!(self.0.read_line(&mut reply).unwrap(), 0, "the connection ended after {reply:?}");
            if reply.as_bytes().get(begin + 3) != Some(&b'-') {
                return reply;
            }
        }
    }

    /// Signs in by XOAUTH2 in two steps. Returns the challenge that the server sends if it refuses the token, and the last
    /// reply.
    fn xoauth2(&mut self, token: &str) -> (Option<Value>, String) {
        assert!(self.say("AUTH XOAUTH2").starts_with("334 "));
        let first = self.say(&BASE64_STANDARD.encode(format!("user={MAILBOX}\x01auth=Bearer {token}\x01\x01")));
        match first.strip_prefix("334 ") {
            None => (None, first),
            Some(challenge) => {
                let challenge = BASE64_STANDARD.decode(challenge.trim_end()).unwrap();
                (Some(serde_json::from_slice(&challenge).unwrap()), self.say(""))
            }
        }
    }
}

#[test]
fn a_good_token_signs_in_and_bad_ones_do_not() {
    let lab = start();
    let oauth = lab.oauth.as_ref().unwrap();
    let (mut session, ehlo) = Session::open(lab.plain_auth);
    assert!(ehlo.contains("AUTH PLAIN LOGIN XOAUTH2 OAUTHBEARER\r\n"), "{ehlo}");
    let token = oauth.token(APP).unwrap();
    assert!(token.len() > 2_048, "{} bytes", token.len());
    assert_eq!(session.xoauth2(&token), (None, "235 2.7.0 Authentication successful\r\n".to_owned()));
    assert!(session.say(&format!("MAIL FROM:<{MAILBOX}>")).starts_with("250 "));
    assert_eq!(lab.failed_logins(), 0);

    let refused = [APP_REFUSED, APP_WITHOUT_ROLE, APP_OTHER_AUDIENCE, APP_TOKEN_EXPIRED];
    for client in refused {
        let (challenge, reply) = Session::open(lab.plain_auth).0.xoauth2(&oauth.token(client).unwrap());
        assert_eq!(challenge.unwrap()["status"], "401", "{client}");
        assert!(reply.starts_with("535 5.7.8 "), "{client}: {reply}");
    }
    assert_eq!(lab.failed_logins(), refused.len(), "{}", lab.logs());
    assert!(!lab.logs().contains(&token));
    // Passwords still work.
    let plain = BASE64_STANDARD.encode(format!("\0{MAILBOX}\0secret"));
    assert!(Session::open(lab.plain_auth).0.say(&format!("AUTH PLAIN {plain}")).starts_with("235 "));
}

#[test]
fn one_listener_accepts_only_oauthbearer() {
    let lab = start();
    let oauth = lab.oauth.as_ref().unwrap();
    for (client, status) in [(APP, "235 "), (APP_REFUSED, "334 ")] {
        let (mut session, ehlo) = Session::open(lab.oauthbearer_only);
        assert!(ehlo.contains("AUTH OAUTHBEARER\r\n"), "{ehlo}");
        assert!(session.say("AUTH OAUTHBEARER").starts_with("334 "));
        let token = oauth.token(client).unwrap();
        let message = format!("n,a={MAILBOX},\x01host=localhost\x01port=587\x01auth=Bearer {token}\x01\x01");
        assert!(session.say(&BASE64_STANDARD.encode(message)).starts_with(status));
        if status == "334 " {
            assert!(session.say("AQ==").starts_with("535 5.7.8 "));
        }
    }
    let plain = format!("PLAIN {}", BASE64_STANDARD.encode(format!("\0{MAILBOX}\0secret")));
    for other in ["XOAUTH2", "LOGIN", &plain] {
        let reply = Session::open(lab.oauthbearer_only).0.say(&format!("AUTH {other}"));
        assert!(reply.starts_with("535 5.7.8 "), "{reply}");
    }
}

#[test]
fn a_lab_without_oauth_offers_only_passwords() {
    let lab = MailLab::start(&LabCerts::generate().unwrap()).unwrap();
    assert!(lab.oauth.is_none());
    let (_, ehlo) = Session::open(lab.plain_auth);
    assert!(ehlo.contains("AUTH PLAIN LOGIN\r\n"), "{ehlo}");
    let (_, ehlo) = Session::open(lab.oauthbearer_only);
    assert!(!ehlo.contains("AUTH"), "{ehlo}");
}

#[test]
fn the_server_answers_like_entra() {
    let lab = start();
    let oauth = lab.oauth.as_ref().unwrap();
    let claims = |client: &str| -> Value {
        let token = oauth.token(client).unwrap();
        let claims = token.split('.').nth(1).unwrap();
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
    };
    let good = claims(APP);
    for (claim, value) in [
        ("aud", "https://outlook.office365.com"),
        ("tid", TENANT),
        ("appid", APP),
        ("azp", APP),
        ("oid", OBJECT_ID),
        ("email", MAILBOX),
    ] {
        assert_eq!(good[claim], value);
    }
    assert_eq!(good["roles"][0], "SMTP.SendAsApp");
    assert!(claims(APP_WITHOUT_ROLE).get("roles").is_none());
    assert_eq!(claims(APP_OTHER_AUDIENCE)["aud"], "https://graph.microsoft.com");
    let expired = claims(APP_TOKEN_EXPIRED)["exp"].as_u64().unwrap();
    assert!(expired < good["iat"].as_u64().unwrap());

    for (tenant, client, secret, scope, status, error, code) in [
        ("contoso.example", APP, SECRET, SCOPE, 400, "invalid_request", 90_002),
        (TENANT, OBJECT_ID, SECRET, SCOPE, 400, "unauthorized_client", 700_016),
        (TENANT, APP, "wrong", SCOPE, 401, "invalid_client", 7_000_215),
        (TENANT, APP_SECRET_EXPIRED, SECRET, SCOPE, 401, "invalid_client", 7_000_222),
        (TENANT, APP, SECRET, "https://outlook.office.com/SMTP.Send", 400, "invalid_scope", 1_002_012),
        (TENANT, APP_UNAVAILABLE, SECRET, SCOPE, 503, "temporarily_unavailable", 90_033),
    ] {
        let (got, body) = oauth.request(tenant, client, secret, scope).unwrap();
        assert_eq!((got, &body["error"], &body["error_codes"][0]), (status, &error.into(), &code.into()), "{body}");
        let description = body["error_description"].as_str().unwrap();
        assert!(description.starts_with(&format!("AADSTS{code}: ")), "{description}");
        let trace = body["trace_id"].as_str().unwrap();
        assert!(description.contains(&format!(" Trace ID: {trace} Correlation ID: ")), "{description}");
    }
}
