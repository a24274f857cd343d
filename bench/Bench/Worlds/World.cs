namespace OrleansAcl.Bench.Worlds;

/// <summary>Workload W as data: who there is, what there is and what was granted. Parents come before children.</summary>
internal sealed record World
{
    public required string[] Actions { get; init; }

    public required string[] Types { get; init; }

    /// <summary>Ids without prefix.</summary>
    public required string[] Users { get; init; }

    /// <summary>Ids without prefix.</summary>
    public required string[] Groups { get; init; }

    public required Membership[] Memberships { get; init; }

    public required Role[] Roles { get; init; }

    public required Item[] Folders { get; init; }

    public required Item[] Resources { get; init; }

    public required Grant[] Grants { get; init; }
}

/// <summary>A member, <c>user:</c> or <c>group:</c>, of a group named without prefix.</summary>
internal sealed record Membership(string Group, string Member);

/// <summary>A named set of actions.</summary>
internal sealed record Role(string Id, string[] Actions);

/// <summary>A folder or resource; parent and owner are references or null.</summary>
internal sealed record Item(string Type, string Id, string? Parent, string? Owner)
{
    public string Reference { get; } = $"{Type}:{Id}";
}

/// <summary>A role given to a subject on an object, or denied it.</summary>
internal sealed record Grant(string Object, string Subject, string Role, string Effect)
{
    public bool Denies => Effect == "deny";
}

/// <summary>A question with its answers: without and with regard to deny grants.</summary>
internal readonly record struct Query(string User, string Action, string Object, bool Expected, bool ExpectedWithDeny);

/// <summary>Questions drawn from one distribution over the resources.</summary>
internal sealed record QuerySet(string Distribution, Query[] Queries);

/// <summary>A world and the questions asked of it.</summary>
internal sealed record Workload(World World, QuerySet Zipf, QuerySet Uniform);
