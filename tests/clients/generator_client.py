"""Asks the service by the client that openapi-generator makes of the API's description (package `openapi_client`)."""

import json
import sys

from openapi_client import ApiClient, ApiException, Configuration, DefaultApi
from openapi_client.models import ExplainRequest, Outcome, Problem, ProbeRequest, Security, SettingsForm, Severity, Stage

base_url, port = sys.argv[1:]
client = ApiClient(Configuration(host=base_url))
api = DefaultApi(client)

form = SettingsForm.from_dict(
    {"server": "mail.example.com", "port": 465, "security": "starttls", "from": "a@example.com"}
)
mismatch = api.check(form).findings[0]
assert mismatch.id == "port-security-mismatch"
assert mismatch.severity is Severity.WARNING
assert mismatch.fix.security is Security.IMPLICIT_TLS
assert mismatch.entry.steps

explained = api.explain(ExplainRequest(text="550 5.7.1 Unable to relay", stage=Stage.RCPT_TO))
assert explained.findings[0].id == "relay-denied"
assert explained.replies[0].code == 550

assert any(it.slug == "relay-denied" for it in api.findings().entries)
assert any(it.id == "microsoft-365" for it in api.providers().providers)

settings = {
    "server": "127.0.0.1", "port": port, "security": "none", "from": "a@example.com", "to": "b@example.com",
}
report = api.probe(ProbeRequest.from_dict({"settings": settings}))
assert report.passed is True
outcomes = {it.outcome for it in report.stages}
assert Outcome.PASSED in outcomes and Outcome.FAILED not in outcomes

try:
    api.probe(ProbeRequest.from_dict({"settings": {"server": ""}}))
    raise AssertionError("a form without a server is taken")
except ApiException as refused:
    assert refused.status == 422
    problem = Problem.from_json(refused.body)
    assert problem.type == "/problems/unusable-settings"
    assert problem.findings[0].id == "server-blank"
