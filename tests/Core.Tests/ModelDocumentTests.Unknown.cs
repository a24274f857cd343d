namespace OrleansAcl.Tests;

/// <summary>What one section of a model file names must be in another one, or the check that names it would silently never be asked.</summary>
public sealed partial class ModelDocumentTests
{
    [Theory]
    [InlineData("job: {parents: [fodler]}", "types.job.parents[0] (line 3)", "there is no type `fodler`")]
    [InlineData("job: {actions: [view], shown_by: read}", "types.job.shown_by (line 3)", "there is no action `read` of `job`")]
    [InlineData("job: {actions: [view], create: make, shown_by: make}", "types.job.shown_by (line 3)", "there is no action `make` of `job`")]
    [InlineData("job: {id: [a, b, c]}", "types.job.id (line 3)", "an id has at most two parts")]
    [InlineData("job: {decided_as: 'fodler:{id}'}", "types.job.decided_as (line 3)", "expected `type:` of this model")]
    [InlineData("job: {decided_as: '{id}'}", "types.job.decided_as (line 3)", "expected `type:` of this model")]
    [InlineData("job: {id: [scope, code], decided_as: 'job:{scop}'}", "types.job (line 3)", "`{scop}` is nothing here; expected one of id, scope, code")]
    [InlineData("job: {decided_as: 'job:{id}', namespace: '{scope}'}", "types.job (line 3)", "`{scope}` is nothing here; expected one of id")]
    public void Type_NamingWhatIsNotThere_IsRefused(string type, string place, string message) =>
        Refused($"model: m\ntypes:\n  {type}\nladder: []\n", place, message);

    [Fact]
    public void Types_ThatDifferOnlyInCaseThatIsIgnored_AreRefused() =>
        Refused("model: m\ntypes: {job: {}, JOB: {}}\nladder: []\nignore_case: true\n", "types (line 2)", "`job` stands twice when case is ignored");

    [Theory]
    [InlineData("grants: acl", "grants (line 5)", "grants of entries need `acl`")]
    [InlineData("grants: levels", "grants (line 5)", "grants of levels need `levels`")]
    [InlineData("levels: {order: [view], owner: view, default: view, roles: {type: r, expand_at: view, name: a}}", "levels (line 5)", "levels need `uris`")]
    [InlineData("documents: {rol: lusid-role}", "documents.rol (line 5)", "there is no verb `rol`; expected role, policy")]
    [InlineData("principals: {bind: {roles: [user]}}", "principals.bind.roles (line 5)", "only a `role` or a `policy` is bound")]
    public void Section_WithoutTheOneItNeeds_IsRefused(string section, string place, string message) => Refused($"{Whole}{section}\n", place, message);

    [Theory]
    [InlineData("{args: {a: mount}}", "operations.op.args.a (line 6)", "expected `mount:` and a type")]
    [InlineData("{args: {a: 'mount:fodler*'}}", "operations.op.args.a (line 6)", "expected `mount:` and a type")]
    [InlineData("{args: {a: 'job = b.properties.job'}}", "operations.op.args.a (line 6)", "`{b}` is nothing here; expected one of a")]
    [InlineData("{args: {a: 'job?'}, one_of: [a, b]}", "operations.op.one_of[1] (line 6)", "there is no argument `b`")]
    [InlineData("{items: {types: [jbo]}}", "operations.op.items.types[0] (line 6)", "there is no type `jbo`")]
    [InlineData("{items: {keep: '{itm.owner}'}}", "operations.op.items (line 6)", "`{itm}` is nothing here")]
    [InlineData("{items: {unless: '{item.owner} is {calller}'}}", "operations.op.items (line 6)", "`{calller}` is nothing here")]
    [InlineData("{items: 'view {itm}'}", "operations.op.items (line 6)", "`{itm}` is nothing here; expected one of caller, namespace, operation, item")]
    [InlineData("{items: {checks: [{check: 'view {it}', each: items}]}}", "operations.op.items (line 6)", "a check of items is asked of each item already")]
    [InlineData("{items: {checks: [{check: 'view {item}', or: [{check: 'view {it}', each: items}]}]}}", "operations.op.items (line 6)", "is no list")]
    public void Operation_NamingWhatIsNotThere_IsRefused(string operation, string place, string message) =>
        Refused($"{Whole}operations:\n  op: {operation}\n", place, message);

    [Theory]
    [InlineData("'view {b}'", "`{b}` is nothing here; expected one of caller, namespace, operation, a, l")]
    [InlineData("'{b} {a}'", "`{b}` is nothing here")]
    [InlineData("'view {item}'", "`{item}` is nothing here")]
    [InlineData("'view {it}'", "`{it}` is nothing here")]
    [InlineData("'view jbo:{a.id}'", "there is no type `jbo`")]
    [InlineData("{check: 'view {it}', each: a}", "`a` is no list argument, nor `items`")]
    [InlineData("{check: 'view {it}', each: lst}", "`lst` is no list argument, nor `items`")]
    [InlineData("{check: 'view {a}', if: '{b}'}", "`{b}` is nothing here")]
    [InlineData("{check: 'view {a}', unless: ['{a.owner} is {b}']}", "`{b}` is nothing here")]
    [InlineData("{check: 'view {a}', or: ['edit {b}']}", "`{b}` is nothing here")]
    [InlineData("{check: 'view {a}', parent: '{b}'}", "`{b}` is nothing here")]
    [InlineData("{check: 'view {a}', namespace: '{b}'}", "`{b}` is nothing here")]
    [InlineData("{check: 'view {a}', report: 'view of {b}'}", "`{b}` is nothing here")]
    public void Check_NamingWhatIsNotThere_IsRefused(string check, string message) => Refused(
        $"{Whole}operations:\n  op: {{args: {{a: job, l: job*}}, checks: ['view {{a}}', {check}]}}\n", "operations.op.checks[1] (line 6)", message);

    [Theory]
    [InlineData("guards: {resource.made: []}", "guards.resource.made (line 5)", "there is no event `resource.made`; expected user.create")]
    [InlineData("guards: {'acl.*': []}", "guards.acl.* (line 5)", "there is no event `acl.*`")]
    [InlineData("guards: {acl: ['edit {parent}']}", "guards.acl[0] (line 5)", "`{parent}` is nothing here; expected one of caller, namespace, resource, type")]
    [InlineData("guards: {'*': ['edit {resource}']}", "guards.*[0] (line 5)", "`{resource}` is nothing here; expected one of caller, namespace")]
    [InlineData("guards: {bind: [{check: 'edit {it}', each: to}]}", "guards.bind[0] (line 5)", "`to` is no list argument")]
    [InlineData("operations: {op: {}}\nfirst: call job:{opration}", "first (line 6)", "`{opration}` is nothing here; expected one of caller, namespace, operation")]
    public void Guard_NamingWhatIsNotThere_IsRefused(string guards, string place, string message) => Refused($"{Whole}{guards}\n", place, message);
}
