using System.Globalization;

namespace OrleansAcl.Grains;

/// <summary>How grains that ask questions are keyed: by the tenant, or by it and a number, where they are to be spread.</summary>
public static class QuestionKeys
{
    /// <summary>How many numbers there are.</summary>
    private const uint Numbers = 16;

    /// <summary>A key of a tenant, with a number.</summary>
    public static string Of(TenantId tenant, uint number) => string.Create(CultureInfo.InvariantCulture, $"{tenant.Value}#{number % Numbers}");

    /// <summary>The tenant that a key is of.</summary>
    public static string Tenant(string key) => key.IndexOf('#') is var end and >= 0 ? key[..end] : key;
}
