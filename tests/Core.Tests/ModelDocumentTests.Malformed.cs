using OrleansAcl.Models;

namespace OrleansAcl.Tests;

/// <summary>A model file that is not one is refused with the place and what was expected there.</summary>
public sealed partial class ModelDocumentTests
{
    private const string Types = "model: m\ntypes:\n  job: {actions: [view, edit], create: create}\n";
    private const string Whole = Types + "ladder: []\n";
    private const string Levels = Whole + "levels: {order: [none, view], owner: view, ";

    [Theory]
    [InlineData("", null, "expected one document, not 0")]
    [InlineData("model: m\ntypes: {}\nladder: []\n---\nmodel: n\n", null, "expected one document, not 2")]
    [InlineData("model: m\n\ttypes: {}\n", "line 1", "malformed YAML")]
    [InlineData("model: m\nmodel: n\n", "line 2", "`model` stands twice")]
    [InlineData("model: m\ntypes:\n  job: &j {}\n", "line 3", "anchors are not accepted")]
    [InlineData("model: m\ntypes:\n  job: *j\n", "line 3", "aliases are not accepted")]
    [InlineData("model: !text m\n", "line 1", "tags are not accepted")]
    [InlineData("- model\n", "line 1", "expected a mapping, not a list")]
    public void Model_NotPlainYaml_IsRefusedAtItsLine(string yaml, string? place, string message) => Refused(yaml, place, message);

    [Theory]
    [InlineData("types: {}\nladder: []\n", "line 1", "the key `model` is missing")]
    [InlineData("model: m\nladder: []\n", "line 1", "the key `types` is missing")]
    [InlineData("model: m\ntypes: {}\n", "line 1", "the key `ladder` is missing")]
    [InlineData("model: 1\ntypes: {}\nladder: []\n", "model (line 1)", "expected a string, not the number `1`")]
    [InlineData("model: ''\ntypes: {}\nladder: []\n", "model (line 1)", "not empty")]
    [InlineData(Whole + "operation: {}\n", "operation (line 5)", "unknown key `operation`")]
    [InlineData(Whole + "description: [a]\n", "description (line 5)", "expected a string, not a list")]
    [InlineData(Whole + "ignore_case: yes\n", "ignore_case (line 5)", "expected true or false, not the string `yes`")]
    [InlineData(Whole + "settings: [a]\n", "settings (line 5)", "expected a mapping, not a list")]
    [InlineData(Whole + "facts: [a]\n", "facts (line 5)", "expected a mapping, not a list")]
    [InlineData(Whole + "facts: {contxt: {ip: string}}\n", "facts.contxt (line 5)", "unknown key `contxt`")]
    [InlineData(Whole + "facts: {context: {ip: text}}\n", "facts.context.ip (line 5)", "unknown type `text`; expected one of")]
    [InlineData(Whole + "facts: {context: {ip: [string]}}\n", "facts.context.ip (line 5)", "expected a string, not a list")]
    [InlineData(Whole + "facts: {context: ip}\n", "facts.context (line 5)", "expected a mapping, not the string `ip`")]
    public void Model_MalformedHead_IsRefusedAtItsKey(string yaml, string place, string message) => Refused(yaml, place, message);

    [Theory]
    [InlineData("job:", "types.job (line 3)", "expected a mapping, not null")]
    [InlineData("job: {action: [view]}", "types.job.action (line 3)", "unknown key `action`; expected `actions`")]
    [InlineData("job: {actions: view}", "types.job.actions (line 3)", "expected a list, not the string `view`")]
    [InlineData("job: {actions: [1]}", "types.job.actions[0] (line 3)", "expected a string, not the number `1`")]
    [InlineData("job: {split: middle}", "types.job.split (line 3)", "expected `first` or `last`")]
    [InlineData("job: {reach: nobody}", "types.job.reach (line 3)", "expected `asked`, `stored`, `unstored` or `internal`")]
    [InlineData("job: {decided_as: 'folder:{id'}", "types.job.decided_as (line 3)", "the brace in `folder:{id` is not closed")]
    [InlineData("job: {namespace: '{}'}", "types.job.namespace (line 3)", "`{}` has an empty place")]
    [InlineData("system: {actions: [view]}", "types (line 3)", "`system` is a type every model has")]
    public void Model_MalformedType_IsRefusedAtItsKey(string type, string place, string message) =>
        Refused($"model: m\ntypes:\n  {type}\nladder: []\n", place, message);

    [Theory]
    [InlineData("context.colour == 'red'", "context.colour")]
    [InlineData("context.mfa == 'yes'", "bool")]
    [InlineData("subject.properties.team == 1", null)]
    public void Model_RungOverFacts_IsHeldAgainstWhatIsDeclared(string when, string? message)
    {
        var yaml = $"{Types}facts: {{context: {{mfa: bool}}}}\nladder: [{{acl: {{when: \"{when}\"}}}}]\nacl: {{}}\n";
        if (message is null) Assert.NotNull(BuiltInModels.Library.Read(yaml));
        else Refused(yaml, "ladder[0].acl.when (line 5)", message);
    }

    [Theory]
    [InlineData("{acl: {}}", "ladder (line 4)", "expected a list, not a mapping")]
    [InlineData("[{acl: {}, owner: {}}]", "ladder[0] (line 4)", "a rung is a mapping with one key")]
    [InlineData("[{akl: {}}]", "ladder[0].akl (line 4)", "`akl` is not a kind of rung; expected administrator, owner")]
    [InlineData("[{acl: {combined: nearest}}]", "ladder[0].acl.combined (line 4)", "unknown key `combined`")]
    [InlineData("[{owner: {}}, {acl: {combine: ranked}}]", "ladder[1].acl.combine (line 4)", "expected `deny_overrides`, `permit_overrides`, `nearest`")]
    [InlineData("[{owner: {of: folder}}]", "ladder[0].owner.of (line 4)", "expected `self`, `parent`")]
    [InlineData("[{administrator: {flag: admin}}]", "ladder[0].administrator.flag (line 4)", "expected true or false")]
    [InlineData("[{acl: {types: [jbo]}}]", "ladder[0].acl.types[0] (line 4)", "there is no type `jbo`")]
    [InlineData("[{acl: {except: [vieuw]}}]", "ladder[0].acl.except[0] (line 4)", "no type declares the action `vieuw`")]
    [InlineData("[{boundary: {}}]", "ladder[0].boundary (line 4)", "the key `property` is missing")]
    [InlineData("[{acl: {when: 'context.mfa &&'}}]", "ladder[0].acl.when (line 4)", "column")]
    [InlineData("[{acl: {when: '1 + 1'}}]", "ladder[0].acl.when (line 4)", "bool")]
    [InlineData("[{acl: {when: true}}]", "ladder[0].acl.when (line 4)", "expected a string, not")]
    [InlineData("[{owner: {when: {via: page}}}]", "ladder[0].owner.when (line 4)", "expected a string, not a mapping")]
    [InlineData("[{acl: {from: '2026-03-01T00:00:00Z'}}]", "ladder[0].acl.from (line 4)", "unknown key `from`")]
    [InlineData("[{everyone: {effect: refuse}}]", "ladder[0].everyone.effect (line 4)", "expected `allow`, `deny`")]
    [InlineData("[{prerequisite: {action: view}}]", "ladder[0].prerequisite (line 4)", "the key `when` is missing")]
    [InlineData("[{prerequisite: {action: vieuw, when: {via: page}}}]", "ladder[0].prerequisite.action (line 4)", "vieuw")]
    [InlineData("[{prerequisite: {action: view, when: {}}}]", "ladder[0].prerequisite.when (line 4)", "expected one key of the context")]
    [InlineData("[{levels: {}}]", "ladder[0].levels (line 4)", "the model has no `levels`")]
    public void Model_MalformedRung_IsRefusedAtItsKey(string ladder, string place, string message) =>
        Refused($"{Types}ladder: {ladder}\n", place, message);

    [Theory]
    [InlineData("acl: {word: all}", "acl.word (line 5)", "unknown key `word`; expected `all`, `specific_first`")]
    [InlineData("principals: {bound: {}}", "principals.bound (line 5)", "unknown key `bound`")]
    [InlineData("principals: {token_roles: replace}", "principals.token_roles (line 5)", "expected `replace_all` or `replace_direct`")]
    [InlineData("documents: {policy: my-policy}", "documents.policy (line 5)", "there is no document format `my-policy`")]
    [InlineData("commands: bash", "commands (line 5)", "there is no command line `bash`")]
    [InlineData("grants: acls", "grants (line 5)", "expected `none`, `acl`, `role` or `levels`")]
    [InlineData("uris: {}", "uris (line 5)", "the key `relative_to` is missing")]
    public void Model_MalformedSection_IsRefusedAtItsKey(string section, string place, string message) =>
        Refused($"{Whole}{section}\n", place, message);

    [Theory]
    [InlineData("roles: {type: role, expand_at: view, name: '.*'}}", "levels (line 5)", "the key `default` is missing")]
    [InlineData("default: vieuw, roles: {type: role, expand_at: view, name: '.*'}}", "levels.default (line 5)", "expected one of none, view")]
    [InlineData("default: view, roles: {type: role, expand_at: view}}", "levels.roles (line 5)", "the key `name` is missing")]
    [InlineData("default: view, roles: {type: role, expand_at: view, name: '('}}", "levels.roles.name (line 5)", "the expression does not parse")]
    [InlineData("default: view, roles: {type: role, expand_at: view, name: '(?=a)'}}", "levels.roles.name (line 5)", "cannot be matched in linear time")]
    [InlineData("default: view, implied: {'{user}': view}, roles: {type: role, expand_at: view, name: a}}", "levels.implied.{user} (line 5)", "`{user}` is no URI")]
    public void Model_MalformedLevels_AreRefusedAtTheirKey(string rest, string place, string message) => Refused($"{Levels}{rest}\n", place, message);

    [Theory]
    [InlineData("{arg: {}}", "operations.op.arg (line 6)", "unknown key `arg`")]
    [InlineData("{args: {a: jbo}}", "operations.op.args.a (line 6)", "`jbo` is no kind of argument")]
    [InlineData("{args: {a: 'job = '}}", "operations.op.args.a (line 6)", "has an empty place")]
    [InlineData("{checks: view}", "operations.op.checks (line 6)", "expected a list, not the string `view`")]
    [InlineData("{checks: [{action: view}]}", "operations.op.checks[0].action (line 6)", "unknown key `action`")]
    [InlineData("{checks: [view]}", "operations.op.checks[0] (line 6)", "expected `Action resource`")]
    [InlineData("{checks: ['view {a']}", "operations.op.checks[0] (line 6)", "the brace in `{a` is not closed")]
    [InlineData("{items: view}", "operations.op.items (line 6)", "expected `Action resource`")]
    [InlineData("{checks: [{check: 'view {a'}]}", "operations.op.checks[0].check (line 6)", "the brace in `{a` is not closed")]
    [InlineData("{checks: [{check: 'view {a}', if: '{a is b'}]}", "operations.op.checks[0].if (line 6)", "the brace in `{a` is not closed")]
    [InlineData("{items: {check: []}}", "operations.op.items.check (line 6)", "unknown key `check`")]
    [InlineData("{namespace: given}", "operations.op.namespace (line 6)", "expected `none`")]
    public void Model_MalformedOperation_IsRefusedAtItsKey(string operation, string place, string message) =>
        Refused($"{Whole}operations:\n  op: {operation}\n", place, message);

    [Theory]
    [InlineData("guards: [acl]", "guards (line 5)", "expected a mapping, not a list")]
    [InlineData("guards: {acl: 'edit {resource}'}", "guards.acl (line 5)", "expected a list, not the string")]
    [InlineData("guards: {acl: [{check: 'edit {resource}', when: a}]}", "guards.acl[0].when (line 5)", "unknown key `when`")]
    [InlineData("operations: {op: {}}\nfirst: view", "first (line 6)", "expected `Action resource`")]
    [InlineData("guards: {acl: [edit]}", "guards.acl[0] (line 5)", "expected `Action resource`")]
    public void Model_MalformedGuard_IsRefusedAtItsKey(string guards, string place, string message) => Refused($"{Whole}{guards}\n", place, message);

    [Fact]
    public void Model_MoreActionsThanBits_IsRefused()
    {
        // The action `administer` of the type every model has is one of them.
        var actions = string.Join(", ", Enumerable.Range(1, AclLimits.ActionsPerModel).Select(i => $"a{i}"));

        Refused($"model: m\ntypes: {{job: {{actions: [{actions}]}}}}\nladder: []\n", "types (line 2)", "at most 64 actions, not 65");
    }

    [Fact]
    public void Model_TooLong_IsAnExceededLimit()
    {
        var error = Assert.Throws<AclException>(() => BuiltInModels.Library.Read(Whole + new string('#', AclLimits.DocumentBytes)));

        Assert.Equal(ErrorCodes.LimitExceeded, error.Code);
    }

    private static void Refused(string yaml, string? place, string message)
    {
        var error = Assert.Throws<AclException>(() => BuiltInModels.Library.Read(yaml));

        Assert.Equal(ErrorCodes.InvalidModel, error.Code);
        Assert.Contains(message, error.Detail);
        if (place is null) Assert.Null(error.Place);
        else Assert.Contains(place, error.Place);
    }
}
