using System.CommandLine;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary>The options of <c>acl impact</c>: when, and what of the tenant is looked at.</summary>
internal sealed class ImpactOptions
{
    private const string AtName = "--at";

    private readonly Option<string?> _at = new(AtName)
    {
        Description = "Compares with an instant, in full or as so much later: +7d, +12h, +30m", HelpName = "INSTANT",
    };

    private readonly Option<bool> _onlyLosses = new("--only-losses") { Description = "Only what is allowed now and would not be then" };
    private readonly Option<string[]> _subjects = Several(
        "--subjects", "A type such as group, or one such as user:ann; may be repeated; left out, every user", "SUBJECT");
    private readonly Option<string[]> _types = Several("--types", "Only resources of a type; may be repeated", "TYPE");
    private readonly Option<string[]> _actions = Several("--actions", "Only an action; may be repeated", "ACTION");
    private readonly Option<string?> _context = new("--context") { Description = "Facts about the request, a JSON object", HelpName = "JSON" };
    private readonly PageOptions _pages = new();

    private static Option<string[]> Several(string name, string description, string shown) =>
        new(name) { Description = description, HelpName = shown };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_at, _onlyLosses, _subjects, _types, _actions, _context]) command.Add(option);
        _pages.AddTo(command);
    }

    /// <summary>The request they stand for, without steps.</summary>
    public async Task<ImpactRequest> ReadAsync(Session session, ParseResult parsed, CancellationToken cancellation) =>
        _pages.Of(parsed, new ImpactRequest
        {
            At = parsed.GetValue(_at) is { } at ? await InstantAsync(session, at, cancellation) : null,
            OnlyLosses = parsed.GetValue(_onlyLosses),
            Subjects = parsed.GetValue(_subjects) ?? [],
            Types = parsed.GetValue(_types) ?? [],
            Actions = parsed.GetValue(_actions) ?? [],
            Context = QuestionOptions.ReadMap(parsed.GetValue(_context), "--context"),
        });

    /// <summary>An instant; so much later is reckoned once, for all pages alike, by the tenant's own clock if it has one.</summary>
    private static async Task<DateTimeOffset> InstantAsync(Session session, string text, CancellationToken cancellation)
    {
        var clock = text.StartsWith('+') ? (await session.Service.GetTenantAsync(session.Tenant, cancellation))?.Clock : null;
        try
        {
            return Moments.Read(Node.Of(text), clock ?? TimeProvider.System.GetUtcNow());
        }
        catch (AclException e)
        {
            throw new AclException(ErrorCodes.InvalidArguments, e.Detail, AtName, e);
        }
    }
}
