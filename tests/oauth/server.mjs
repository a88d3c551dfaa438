// A token server that answers like Microsoft Entra ID, for the end-to-end tests: node server.mjs PORT KEYS
//
// PORT may be 0; the address is the first line on standard output: "ready http://127.0.0.1:PORT".
// KEYS is the folder where Dovecot looks for public keys. Each start makes a new signing key.
// The client ID selects the fault (APPS); ../src/lab/oauth/mod.rs has the same IDs.

import { createPublicKey, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OAuth2Server } from 'oauth2-mock-server';

const TENANT = 'b71d1e2c-5d3f-4c8e-9a60-2f4c7d9e1a35';
const SECRET = 'Lab8Q~s3cret.value_+/40%characters&long=';
const OBJECT_ID = '5e0b7c1d-8f42-4d9a-b3c6-1a7e9d2f4b80';
const SCOPE = 'https://outlook.office365.com/.default';
const KEY_ID = 'lab';

// The apps, and the faults of their tokens or answers.
const APPS = {
  // Without faults.
  'a0000000-0000-4000-8000-000000000001': {},
  // Lacks SMTP.SendAsApp. Dovecot cannot check a list of roles, so it gets no key for this app.
  'a0000000-0000-4000-8000-000000000002': { claims: { roles: undefined }, unknown: true },
  // The token is for another service.
  'a0000000-0000-4000-8000-000000000003': { claims: { aud: 'https://graph.microsoft.com' } },
  // The token is valid, but not for the mailbox.
  'a0000000-0000-4000-8000-000000000004': { claims: { email: 'other@example.test' } },
  // The token expired an hour ago.
  'a0000000-0000-4000-8000-000000000005': { age: 2 * 3600 },
  // The secret has expired.
  'a0000000-0000-4000-8000-000000000006': { error: secretExpired },
  // The service is down.
  'a0000000-0000-4000-8000-000000000007': { error: transient },
};

function tenantNotFound(tenant) {
  return [400, 'invalid_request', 90002, `Tenant '${tenant}' not found. Check to make sure you have the correct `
    + 'tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen '
    + 'if there are no active subscriptions for the tenant.'];
}

function appNotFound(app) {
  return [400, 'unauthorized_client', 700016, `Application with identifier '${app}' was not found in the directory `
    + "'Lab'. This can happen if the application has not been installed by the administrator of the tenant or "
    + 'consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.'];
}

function secretInvalid(app) {
  return [401, 'invalid_client', 7000215, 'Invalid client secret provided. Ensure the secret being sent in the request '
    + `is the client secret value, not the client secret ID, for a secret added to app '${app}'.`];
}

function secretExpired(app) {
  return [401, 'invalid_client', 7000222, `The provided client secret keys for app '${app}' are expired. Visit the `
    + 'Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate '
    + 'credentials for added security: https://aka.ms/certCreds.'];
}

function scopeInvalid(scope) {
  return [400, 'invalid_scope', 1002012, `The provided value for scope ${scope} is not valid. Client credential flows `
    + 'must have a scope value with /.default suffixed to the resource identifier (application ID URI).'];
}

function transient() {
  return [503, 'temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.'];
}

// The fault of a request: status, error, number and sentence.
function fault(tenant, { client_id: app, client_secret: secret, scope }) {
  if (tenant.toLowerCase() !== TENANT) return tenantNotFound(tenant);
  if (!Object.hasOwn(APPS, app)) return appNotFound(app);
  if (secret !== SECRET) return secretInvalid(app);
  if (APPS[app].error) return APPS[app].error(app);
  if (scope !== SCOPE) return scopeInvalid(scope);
  return undefined;
}

const [port, keys] = process.argv.slice(2);
const server = new OAuth2Server(undefined, undefined, {
  endpoints: { token: '/:tenant/oauth2/v2.0/token', jwks: '/:tenant/discovery/v2.0/keys' },
});

const jwk = await server.issuer.keys.generate('RS256', { kid: KEY_ID });
const pem = createPublicKey({ key: { kty: jwk.kty, n: jwk.n, e: jwk.e }, format: 'jwk' })
  .export({ type: 'spki', format: 'pem' });
for (const [app, { unknown }] of Object.entries(APPS)) {
  if (unknown) continue;
  const folder = join(keys, app, 'RS256');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, KEY_ID), pem);
}

// The package issues the token before the answer can be changed, so unknown apps get here too.
server.service.on('beforeTokenSigning', ({ payload }, { body }) => {
  const app = body.client_id;
  const { claims = {}, age = 0 } = APPS[app] ?? {};
  const begin = Math.floor(Date.now() / 1000) - age;
  for (const claim of Object.keys(payload)) delete payload[claim];
  Object.assign(payload, {
    aud: 'https://outlook.office365.com',
    iss: `https://sts.windows.net/${TENANT}/`,
    iat: begin,
    nbf: begin,
    exp: begin + 3600,
    aio: randomBytes(48).toString('base64'),
    app_displayname: 'SMTP of the lab',
    appid: app,
    appidacr: '1',
    azp: app,
    // Exchange knows which mailboxes an app may use. Dovecot needs the mailbox in the token.
    email: 'user@example.test',
    idp: `https://sts.windows.net/${TENANT}/`,
    oid: OBJECT_ID,
    // Padding to the length of Entra's tokens, which do not fit into one SMTP command line.
    rh: randomBytes(600).toString('base64url'),
    roles: ['SMTP.SendAsApp'],
    sid: randomUUID(),
    sub: OBJECT_ID,
    tid: TENANT,
    uti: randomBytes(16).toString('base64url'),
    ver: '1.0',
  }, claims);
});

server.service.on('beforeResponse', (answer, { body, params }) => {
  const wrong = fault(params.tenant, body);
  if (!wrong) {
    const { access_token } = answer.body;
    answer.body = { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token };
    return;
  }
  const [status, error, number, sentence] = wrong;
  const [trace, correlation] = [randomUUID(), randomUUID()];
  const timestamp = `${new Date().toISOString().replace('T', ' ').slice(0, 19)}Z`;
  answer.statusCode = status;
  answer.body = {
    error,
    error_description: `AADSTS${number}: ${sentence} Trace ID: ${trace} Correlation ID: ${correlation} `
      + `Timestamp: ${timestamp}`,
    error_codes: [number],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${number}`,
  };
});

await server.start(Number(port), '127.0.0.1');
console.log(`ready http://127.0.0.1:${server.address().port}`);
