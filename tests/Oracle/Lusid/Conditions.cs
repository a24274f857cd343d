using OrleansAcl.Documents;

namespace OrleansAcl.Oracle.Lusid;

/// <summary>Section 3: the entries of <c>if</c> and <c>for</c>.</summary>
internal static class Conditions
{
    public static bool If(Node condition, Node? context)
    {
        var (kind, body) = condition.Entries.Single();
        return kind switch
        {
            "ifRequestHeaderExpression" => Compare(body, Header(context, body.Require("headerName").AsString())),
            "ifIdentityClaimExpression" => Compare(body, context?.At("claims", body.Require("claimType").AsString())?.AsString()),
            "ifIdentityScopeExpression" => (context?["scopes"]?.AsStrings() ?? []).Contains(body.Require("scopeName").AsString()),
            "ifViaApiExpression" => context?["viaApi"]?.AsString() is { } via && body.Require("apiFeatureCodes").AsStrings().Contains(via),
            _ => throw new PageIsSilentException(kind),
        };
    }

    private static string? Header(Node? context, string name) =>
        context?["headers"]?.AsMap().Where(h => Vocabulary.Same(h.Key, name)).Select(h => h.Value.AsString()).FirstOrDefault();

    /// <summary>A missing value satisfies only the two <c>NotPresent..</c> operators.</summary>
    private static bool Compare(Node body, string? actual)
    {
        var wanted = body["value"]?.AsString() ?? "";
        var operation = body.Require("operator").AsString();
        if (actual is null) return operation is "NotPresent" or "NotPresentOrNotContainsCaseSensitive";
        return operation switch
        {
            "EqualsCaseSensitive" => actual == wanted,
            "EqualsCaseInsensitive" => Vocabulary.Same(actual, wanted),
            "NotEqualsCaseSensitive" => actual != wanted,
            "NotEqualsCaseInsensitive" => !Vocabulary.Same(actual, wanted),
            "ContainsCaseSensitive" => actual.Contains(wanted, StringComparison.Ordinal),
            "InCaseInsensitive" => wanted.Split(',').Any(w => Vocabulary.Same(w, actual)),
            "NotPresent" => false,
            "NotPresentOrNotContainsCaseSensitive" => !actual.Contains(wanted, StringComparison.Ordinal),
            _ => throw new PageIsSilentException(operation),
        };
    }

    /// <summary>On <c>context.effectiveAt</c>, or else the current time, in UTC.</summary>
    public static bool For(Node condition, Question asked)
    {
        var (kind, body) = condition.Entries.Single();
        var at = (asked.Context?["effectiveAt"]?.AsInstant() ?? asked.Now).ToUniversalTime();
        return kind switch
        {
            "effectiveRange" => (body["from"] is not { } from || at >= from.AsInstant()) && (body["to"] is not { } to || at <= to.AsInstant()),
            "effectiveDateHasQuality" => HasQuality(body.Require("quality").AsString(), at),
            _ => throw new PageIsSilentException(kind),
        };
    }

    private static bool HasQuality(string quality, DateTimeOffset at) => quality switch
    {
        "IsFirstDayOfAnyMonth" => at.Day == 1,
        "IsBeforeMidday" => at.Hour < 12,
        "IsBefore5pm" => at.Hour < 17,
        "IsAfter5pm" => at is { Hour: 17, Minute: 0, Second: 0 } ? throw new PageIsSilentException("five o'clock itself") : at.Hour >= 17,
        _ => throw new PageIsSilentException(quality),
    };
}
