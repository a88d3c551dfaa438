// Uses the types that openapi-typescript makes of the API's description. `tsc` holds this file to them: it compiles only
// where optional fields are optional and choices are named one by one.

import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

const [baseUrl, port] = process.argv.slice(2);
const api = createClient<paths>({ baseUrl });

const form: components["schemas"]["SettingsForm"] = {
  server: "mail.example.com",
  port: 465,
  security: "starttls",
  from: "a@example.com",
};
const checked = await api.POST("/api/v1/check", { body: form });
const [mismatch] = checked.data!.findings;
const severity: "info" | "warning" | "error" = mismatch!.severity;
assert.equal(mismatch!.id, "port-security-mismatch");
assert.equal(severity, "warning");
assert.equal(mismatch!.fix?.security, "implicit_tls");
assert.ok(mismatch!.entry!.steps.length > 0);

const brief = await api.POST("/api/v1/check", { body: form, params: { query: { text: "none" } } });
assert.equal(brief.data!.findings[0]!.entry, undefined);

const explained = await api.POST("/api/v1/explain", { body: { text: "550 5.7.1 Unable to relay", stage: "rcpt_to" } });
assert.equal(explained.data!.findings[0]!.id, "relay-denied");
assert.equal(explained.data!.replies[0]!.code, 550);

const catalogue = await api.GET("/api/v1/findings");
assert.ok(catalogue.data!.entries.some((it) => it.slug === "relay-denied"));
const known = await api.GET("/api/v1/providers");
assert.ok(known.data!.providers.some((it) => it.id === "microsoft-365"));

const settings = { server: "127.0.0.1", port, security: "none" as const, from: "a@example.com", to: "b@example.com" };
const probed = await api.POST("/api/v1/probes", { body: { settings }, headers: { accept: "application/json" } });
const report = probed.data as components["schemas"]["ProbeReport"];
assert.equal(report.passed, true);
const outcomes = report.stages.map((it) => it.outcome);
assert.ok(outcomes.includes("passed") && !outcomes.includes("failed"));

const refused = await api.POST("/api/v1/probes", { body: { settings: { server: "" } } });
assert.equal(refused.response.status, 422);
const problem = refused.error as components["schemas"]["Problem"];
assert.equal(problem.type, "/problems/unusable-settings");
assert.equal(problem.findings![0]!.id, "server-blank");
