using OrleansAcl.Documents;

namespace OrleansAcl.Web.Models;

/// <summary>A rung in words: what it looks at and how it decides, then where it speaks.</summary>
internal static class LadderWords
{
    /// <summary>The rung's name.</summary>
    public static string Name(Node rung) => Kind(rung).Value["name"]?.Text ?? Kind(rung).Key;

    /// <summary>What it says.</summary>
    public static string Says(Node rung)
    {
        var (kind, node) = Kind(rung);
        return kind switch
        {
            "administrator" => $"Allows {string.Join(" and ", Administrators(node))}.",
            "owner" => $"Allows the owner{(node["of"]?.Text == "parent" ? " of what it lies in" : "")}"
                + $"{(node["unless"]?.Text == "denied_by_another" ? ", unless somebody else wrote its access list and denies him there" : "")}.",
            "acl" => $"Reads the access list{(node["inherit"]?.Text == "true" ? ", and those above it" : "")}"
                + $"{(node["subjects"]?.Text is "users" or "groups" ? $", entries of {node["subjects"]!.Text} only" : "")}: {Lists(node["combine"]?.Text)}.",
            "roles" => $"Reads the roles and policies of the subject and of its groups: {Roles(node["combine"]?.Text)}.",
            "levels" => "Allows when the highest level on it or on anything above it reaches the action.",
            "boundary" => $"Denies when the property {node["property"]!.Text} of the subject and that of the resource differ.",
            "prerequisite" => $"Denies when what is below does not allow {node["action"]!.Text}, for requests with "
                + $"{string.Join(", ", node["when"]!.Entries.Select(fact => $"{fact.Key} {fact.Value.Text}"))}.",
            "everyone" => $"{(node["effect"]?.Text == "deny" ? "Denies" : "Allows")} everybody{(node["parent"]?.Text == "none" ? ", where there is no parent" : "")}.",
            _ => kind,
        };
    }

    /// <summary>Where it speaks; empty for everywhere.</summary>
    public static IEnumerable<string> Where(Node rung)
    {
        var (kind, node) = Kind(rung);
        if (node["types"] is { } types) yield return $"types {Names(types)}";
        if (node["actions"] is { } actions) yield return $"actions {Names(actions)}";
        if (node["except"] is { } except) yield return $"all actions but {Names(except)}";
        if (kind != "prerequisite" && node["when"] is { } when) yield return $"when {when.Text}";
    }

    private static (string Key, Node Value) Kind(Node rung) => (rung.Entries.First().Key, rung.Entries.First().Value);

    private static string Names(Node names) => string.Join(", ", names.AsStrings());

    private static IEnumerable<string> Administrators(Node node)
    {
        if (node["flag"]?.Text == "true") yield return "users marked as administrators";
        if (node["groups"] is { } groups) yield return $"members of {Names(groups)}";
        if (node["roles"] is { } roles) yield return $"whoever has the role {string.Join(" or ", roles.AsStrings())} in no namespace";
    }

    private static string Lists(string? combine) => combine switch
    {
        "permit_overrides" => "any allow allows, else any deny denies",
        "nearest" => "the nearest list with an entry about it decides",
        _ => "any deny denies, else any allow allows",
    };

    private static string Roles(string? combine) => combine switch
    {
        "deny_overrides" => "any deny denies, else any allow allows",
        "ranked" => "by their rank, 1 first; the first rank with a match decides, deny first",
        _ => "any allow allows, denies are not looked at",
    };
}
