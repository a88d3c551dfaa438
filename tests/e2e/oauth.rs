//! Microsoft OAuth from the form to the mail server: a real `OAuth2` server issues the tokens, Dovecot checks them.

use serde_json::Value;
use serde_json::json;
use smtp_doctor_e2e::lab::oauth;

use crate::world::World;
use crate::world::form;
use crate::world::slugs;

fn app(world: &World, client: &str) -> Value {
    let mut form = form(world.lab.submission, "tls");
    form["auth"] = json!({"method": "microsoft_oauth", "tenant_id": oauth::TENANT, "client_id": client,
        "client_secret": oauth::SECRET, "username": oauth::MAILBOX});
    form
}

fn stage<'a>(report: &'a Value, name: &str) -> &'a Value {
    report["stages"].as_array().unwrap().iter().find(|it| it["stage"] == name).unwrap()
}

/// The probe failed in the stage `at` with this finding alone.
#[track_caller]
fn failed(report: &Value, at: &str, slug: &str) {
    assert_eq!(slugs(report), [slug], "{report:#}");
    assert_eq!(stage(report, at)["outcome"], "failed", "{report:#}");
}

/// The states of the set-up steps, each by its first letter: d(one), m(issing), o(pen).
fn steps(report: &Value) -> String {
    let steps = report["findings"][0]["set_up"].as_array().unwrap();
    steps.iter().map(|it| it["state"].as_str().unwrap().chars().next().unwrap()).collect()
}

#[tokio::test]
async fn an_app_signs_in_with_its_secret() {
    let world = World::with_oauth().await;
    let report = world.probe(&app(&world, oauth::APP)).await;
    assert_eq!(report["passed"], true, "{report:#}");
    assert_eq!(stage(&report, "auth")["facts"]["mechanism"], "XOAUTH2");
    let token = &stage(&report, "token")["facts"]["token"];
    assert_eq!(token["roles"], json!(["SMTP.SendAsApp"]));
    assert_eq!(token["object_id"], oauth::OBJECT_ID);
    // The token is too long for one AUTH command line, so it is sent in a second step.
    let said: Vec<&str> =
        report["transcript"].as_array().unwrap().iter().map(|it| it["text"].as_str().unwrap()).collect();
    assert!(said.contains(&"AUTH XOAUTH2") && said.contains(&"[redacted]"), "{said:#?}");
    assert!(!world.lab.logs().contains("Line too long"));
}

#[tokio::test]
async fn each_refusal_of_the_sign_in_service_has_its_finding_and_step() {
    let world = World::with_oauth().await;
    failed(&world.probe(&app(&world, oauth::APP_SECRET_EXPIRED)).await, "token", "oauth-secret-expired");
    failed(&world.probe(&app(&world, oauth::APP_UNAVAILABLE)).await, "token", "oauth-unavailable");

    let mut wrong = app(&world, oauth::APP);
    wrong["auth"]["client_secret"] = crate::world::CANARY.into();
    let report = world.probe(&wrong).await;
    failed(&report, "token", "oauth-secret-invalid");
    assert_eq!(report["findings"][0]["field"], "client_secret");
    assert_eq!(steps(&report), "dmoooooo");
    // The evidence keeps what IT needs: the original error with its trace and correlation IDs.
    let evidence = report["findings"][0]["evidence"].to_string();
    assert!(evidence.contains("AADSTS7000215") && evidence.contains("Trace ID") && evidence.contains("Correlation ID"));

    let mut unknown = app(&world, "99999999-8888-7777-6666-555555555555");
    failed(&world.probe(&unknown).await, "token", "oauth-app-not-found");
    unknown["auth"]["tenant_id"] = "99999999-8888-7777-6666-555555555555".into();
    let report = world.probe(&unknown).await;
    failed(&report, "token", "oauth-tenant-not-found");
    assert_eq!(steps(&report), "mooooooo");
    assert_eq!(world.lab.failed_logins(), 0, "no sign-in at the mail server");
}

#[tokio::test]
async fn a_token_that_cannot_work_is_not_sent_to_the_mail_server() {
    let world = World::with_oauth().await;
    let report = world.probe(&app(&world, oauth::APP_WITHOUT_ROLE)).await;
    failed(&report, "token", "oauth-role-missing");
    assert_eq!(steps(&report), "ddmmoooo");
    let report = world.probe(&app(&world, oauth::APP_OTHER_AUDIENCE)).await;
    failed(&report, "token", "oauth-audience-wrong");
    assert!(report["findings"][0]["detail"].as_str().unwrap().contains("https://graph.microsoft.com"));
    failed(&world.probe(&app(&world, oauth::APP_TOKEN_EXPIRED)).await, "token", "oauth-token-expired");
    assert_eq!(world.lab.failed_logins(), 0);
}

#[tokio::test]
async fn a_refused_good_token_shows_the_steps_in_exchange() {
    let world = World::with_oauth().await;
    let report = world.probe(&app(&world, oauth::APP_REFUSED)).await;
    assert_eq!(stage(&report, "auth")["outcome"], "failed", "{report:#}");
    assert_eq!(slugs(&report), ["oauth-token-rejected"], "{report:#}");
    assert_eq!(steps(&report), "ddddoooo");
    // The commands can be run as they are: the object ID comes from the token.
    let commands = report["findings"][0]["set_up"].to_string();
    assert!(commands.contains(&format!(
        "New-ServicePrincipal -AppId {} -ObjectId {}",
        oauth::APP_REFUSED,
        oauth::OBJECT_ID
    )));
    assert!(commands.contains(&format!("Add-MailboxPermission -Identity {}", oauth::MAILBOX)));
    assert!(report["findings"][0]["evidence"].to_string().contains("401"), "the challenge is decoded: {report:#}");
    assert_eq!(world.lab.failed_logins(), 1, "one attempt");
}

#[tokio::test]
async fn an_access_token_signs_in_by_the_mechanism_that_the_server_offers() {
    let world = World::with_oauth().await;
    let token = world.lab.oauth.as_ref().unwrap().token(oauth::APP).unwrap();
    for (port, mechanism) in [(world.lab.submission, "XOAUTH2"), (world.lab.oauthbearer_only, "OAUTHBEARER")] {
        let mut form = form(port, "tls");
        form["auth"] = json!({"method": "access_token", "username": oauth::MAILBOX, "access_token": token});
        let report = world.probe(&form).await;
        assert_eq!(report["passed"], true, "{report:#}");
        assert_eq!(stage(&report, "auth")["facts"]["mechanism"], mechanism);
        assert!(!report.to_string().contains(&token[..40]), "the token leaked");
    }
    let mut wrong = form(world.lab.oauthbearer_only, "tls");
    let other = world.lab.oauth.as_ref().unwrap().token(oauth::APP_REFUSED).unwrap();
    wrong["auth"] = json!({"method": "access_token", "username": oauth::MAILBOX, "access_token": other});
    let report = world.probe(&wrong).await;
    assert_eq!(stage(&report, "auth")["outcome"], "failed");
    assert!(report["findings"][0]["evidence"].to_string().contains("invalid_token"), "{report:#}");
}
