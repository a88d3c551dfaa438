//! The order of the stages in one session, enforced by the types of the states.

use smtp_doctor_core::model::Stage;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Settings;

use crate::conductor::record::Record;
use crate::conductor::record::Stopped;
use crate::context::Context;
use crate::context::Plan;
use crate::opening;
use crate::opening::StageRunner as _;
use crate::session::Failed;
use crate::session::Ready;
use crate::session::RecipientsAccepted;
use crate::stage;
use crate::stage::auth::Credentials;
use crate::stage::connect::OtherAddresses;
use crate::stage::message::Composed;
use crate::wire::Wire;

const NO_RECIPIENT: &str = "The settings have no recipient.";

/// A session whose stages go into a record.
pub(super) struct Session<'r, 'a> {
    ctx: &'a Context,
    settings: &'a Settings,
    plan: &'a Plan,
    record: &'r mut Record<'a>,
    others: Option<OtherAddresses>,
}

impl<'r, 'a> Session<'r, 'a> {
    pub(super) fn new(ctx: &'a Context, settings: &'a Settings, plan: &'a Plan, record: &'r mut Record<'a>) -> Self {
        Self { ctx, settings, plan, record, others: None }
    }

    /// Runs the stages as far as they succeed, then QUIT. Returns the connection attempts that are still running.
    pub(super) async fn run(mut self) -> Option<OtherAddresses> {
        let wire = match self.stages_before_quit().await {
            Ok(wire) => Some(wire),
            Err(Stopped { wire }) => wire,
        };
        self.record.skip_missing();
        match wire {
            Some(wire) => {
                let wire = self.record.begin(Stage::Quit, wire);
                let _ = self.record.run(Stage::Quit, stage::quit::quit(wire)).await;
            }
            None => self.record.skip(Stage::Quit, "The connection was already closed."),
        }
        self.others
    }

    async fn stages_before_quit(&mut self) -> Result<Wire, Stopped> {
        let (ctx, endpoint) = (self.ctx, &self.settings.endpoint);
        let transcript = self.record.transcript.clone();
        let (connected, others) = opening::connect(self.record, ctx, endpoint, self.plan.bind, &transcript).await?;
        self.others = others;
        let ready = opening::to_ehlo(self.record, ctx, endpoint, connected).await?;
        let ready = self.sign_in(ready).await?;
        self.transaction(ready).await
    }

    async fn sign_in(&mut self, ready: Ready) -> Result<Ready, Stopped> {
        let (ctx, endpoint) = (self.ctx, &self.settings.endpoint);
        let record = &mut *self.record;
        match &self.settings.auth {
            Auth::None => Ok(ready),
            Auth::Password { username, password } => {
                let ready = record.begin(Stage::Auth, ready);
                let credentials = Credentials::Password { username, password };
                record.run(Stage::Auth, stage::auth::sign_in(ready, credentials)).await
            }
            Auth::AccessToken { username, token } => {
                let ready = record.begin(Stage::Auth, ready);
                record.run(Stage::Auth, stage::auth::sign_in_with_given_token(ready, username, token, endpoint)).await
            }
            Auth::MicrosoftOauth(app) => {
                let ready = record.begin(Stage::Token, ready);
                let (ready, token) = record.run(Stage::Token, stage::token::fetch(ctx, endpoint, app, ready)).await?;
                let ready = record.begin(Stage::Auth, ready);
                let credentials = Credentials::Token { username: &app.username, token: &token, endpoint };
                record.run(Stage::Auth, stage::auth::sign_in(ready, credentials)).await
            }
        }
    }

    /// Sender and recipients, the test message if the plan has one, and the relay question if it has one.
    async fn transaction(&mut self, ready: Ready) -> Result<Wire, Stopped> {
        let envelope = &self.settings.envelope;
        let record = &mut *self.record;
        let message = self.plan.send_message.then(|| stage::message::compose(&self.ctx.messages, self.settings));
        let size = message.as_ref().and_then(|it| it.as_ref().ok()).map(Composed::size);
        let ready = record.begin(Stage::MailFrom, ready);
        let sender_accepted = record.run(Stage::MailFrom, stage::mail_from::mail_from(ready, envelope, size)).await?;
        let mut accepted = if envelope.recipients.is_empty() {
            record.skip(Stage::RcptTo, NO_RECIPIENT);
            RecipientsAccepted { wire: sender_accepted.wire, capabilities: sender_accepted.capabilities }
        } else {
            let sender_accepted = record.begin(Stage::RcptTo, sender_accepted);
            record.run(Stage::RcptTo, stage::rcpt_to::rcpt_to(sender_accepted, &envelope.recipients)).await?
        };
        match message {
            None => {}
            Some(_) if envelope.recipients.is_empty() => record.skip(Stage::Message, NO_RECIPIENT),
            Some(Ok(message)) => {
                accepted = record.begin(Stage::Message, accepted);
                accepted = record.run(Stage::Message, stage::message::send(accepted, &message)).await?;
            }
            Some(Err(failure)) => {
                let refused = async { Err(Failed::with_wire(failure, accepted.wire)) };
                accepted = record.run(Stage::Message, refused).await?;
            }
        }
        if let Some(to) = &self.plan.relay_to {
            accepted = record.begin(Stage::Relay, accepted);
            accepted = record.run(Stage::Relay, stage::relay::relay(accepted, &envelope.from, to)).await?;
        }
        Ok(accepted.wire)
    }
}
