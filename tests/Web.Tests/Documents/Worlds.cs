namespace OrleansAcl.Web.Tests.Documents;

/// <summary>What the tests of documents begin with.</summary>
internal static class Worlds
{
    /// <summary>Ann is an operator, who may run every job but those of production; the auditors may read.</summary>
    public const string Scheduler = """
        [
          {"policy": {"code": "run-all", "description": "Runs every job", "grant": "Allow", "selectors": [{"idSelectorDefinition": {
            "identifier": {"scope": "*", "code": "*"}, "actions": [{"scope": "default", "activity": "Run", "entity": "Job"}]}}]}},
          {"policy": {"code": "not-production", "description": "Keeps hands off production", "grant": "Deny", "selectors": [{"idSelectorDefinition": {
            "identifier": {"scope": "prod", "code": "*"}, "actions": [{"scope": "default", "activity": "Run", "entity": "Job"}]}}]}},
          {"role": {"code": "operator", "description": "Runs jobs outside production", "rank": 5, "resource": {"policyIdRoleResource": {
            "policies": [{"scope": "default", "code": "run-all"}, {"scope": "default", "code": "not-production"}]}}}},
          {"role": {"code": "auditor"}},
          {"user": {"id": "ann", "roles": ["operator"]}},
          {"user": {"id": "bob"}},
          {"group": {"id": "night-shift", "members": ["user:bob"]}},
          {"bind": {"role": "operator", "to": ["group:night-shift"], "until": "2100-01-01T00:00:00Z", "when": "context.mfa"}},
          {"resource": {"id": "Job:prod/nightly"}},
          {"resource": {"id": "Job:dev/nightly"}},
          {"resource": {"id": "Image:tools/loader"}}
        ]
        """;
}
