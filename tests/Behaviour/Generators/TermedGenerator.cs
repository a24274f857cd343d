using System.Globalization;
using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Generators;

/// <summary>The worlds of another generator, in which much of what is given counts for a time, or when something holds.</summary>
internal sealed class TermedGenerator(Random random, Generator inner) : Generator(random)
{
    private const int Hours = 300;

    /// <summary>Unknown for want of a fact, true or false by it; hanging on the time; hanging on who owns it while he lives.</summary>
    private static readonly string[] Conditions =
        ["context.v == 1", "now.getHours() < 12", "now < timestamp(\"2026-01-05T00:00:00Z\")", "resource.owner == \"user:\" + subject.id"];

    public override string Model => inner.Model;

    public override TenantDefinition Tenant => inner.Tenant;

    public override World NewWorld() => throw new NotSupportedException("the oracle knows no terms");

    public override string TypeOf(CheckRequest check) => inner.TypeOf(check);

    public override CheckRequest NextCheck() =>
        inner.NextCheck() is var check && check.Context is null && Chance(60) ? check with { Context = Node.Map(("v", Node.Of(Roll(2)))) } : check;

    protected override IEnumerable<Step> Founding() => [];

    protected override Step AnyStep() => inner.NextStep() switch
    {
        { Verb: "acl", Value: var acl } step => step with { Value = With(acl, "entries", entry => For(entry, mayHang: true)) },
        { Verb: "group", Value: var group } step => step with { Value = With(group, "members", member => For(Node.Map(("member", member.Copy())), mayHang: false)) },
        { Verb: "bind", Value: var bind } step => step with { Value = For(bind, mayHang: Model != "apolo") },
        { Verb: "grant", Value: var grant } step when Model == "apolo" => step with { Value = For(grant, mayHang: false) },
        var step => step,
    };

    private static Node With(Node value, string key, Func<Node, Node> change) =>
        Node.Map(value.Entries.Select(e => (e.Key, (Node?)(e.Key == key ? Node.List(e.Value.Items.Select(change)) : e.Value.Copy()))));

    private Node For(Node given, bool mayHang)
    {
        if (Chance(35)) return given.Copy();
        var from = Roll(Hours);
        var (begins, ends) = (Chance(50), Chance(60));
        return Node.Map([
            .. given.Entries.Select(e => (e.Key, (Node?)e.Value.Copy())),
            ("from", begins ? At(from) : null),
            ("until", ends ? At(from + 1 + Roll(Hours - from)) : null),
            ("when", mayHang && Chance(30) ? Node.Of(Pick<string>(Conditions)) : null)]);
    }

    /// <summary>An hour that has been, or is to come.</summary>
    private static Node At(int hour) => Node.Of(Start.AddHours(hour - (Hours / 4)).ToString("O", CultureInfo.InvariantCulture));
}
