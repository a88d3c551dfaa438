"""Asks the service by the client that openapi-python-client makes of the API's description (package `generated`)."""

import sys

from generated import Client
from generated.api.default import check, explain, findings, probe, providers
from generated.models import ExplainRequest, Outcome, Problem, ProbeReport, ProbeRequest, SettingsForm, Severity
from generated.models.security import Security
from generated.models.settings_form_security import SettingsFormSecurity
from generated.models.stage import Stage

base_url, port = sys.argv[1:]
client = Client(base_url=base_url, headers={"accept": "application/json"})

form = SettingsForm(server="mail.example.com", port=465, security=SettingsFormSecurity.STARTTLS, from_="a@example.com")
mismatch = check.sync(client=client, body=form).findings[0]
assert mismatch.id == "port-security-mismatch"
assert mismatch.severity is Severity.WARNING
assert mismatch.fix.security is Security.IMPLICIT_TLS
assert mismatch.entry.steps

explained = explain.sync(client=client, body=ExplainRequest(text="550 5.7.1 Unable to relay", stage=Stage.RCPT_TO))
assert explained.findings[0].id == "relay-denied"
assert explained.replies[0].code == 550

assert any(it.slug == "relay-denied" for it in findings.sync(client=client).entries)
assert any(it.id == "microsoft-365" for it in providers.sync(client=client).providers)

form = SettingsForm(
    server="127.0.0.1", port=port, security=SettingsFormSecurity.NONE, from_="a@example.com", to="b@example.com"
)
report = probe.sync(client=client, body=ProbeRequest(settings=form))
assert isinstance(report, ProbeReport), report
assert report.passed is True
outcomes = {it.outcome for it in report.stages}
assert Outcome.PASSED in outcomes and Outcome.FAILED not in outcomes

refused = probe.sync(client=client, body=ProbeRequest(settings=SettingsForm(server="")))
assert isinstance(refused, Problem), refused
assert refused.type_ == "/problems/unusable-settings"
assert refused.findings[0].id == "server-blank"
