namespace OrleansAcl.Cli;

/// <summary>
/// What <c>acl</c> exits with: 0 allowed or done, 1 denied or refused, 2 an error. The sharing commands (grant, share, revoke, ls,
/// add-role, remove-role, list-roles) exit with the code that the command line itself defines.
/// </summary>
internal static class ExitCodes
{
    /// <summary>Allowed, applied, all scenarios hold.</summary>
    public const int Done = 0;

    /// <summary>Denied, a change refused, a scenario that does not hold.</summary>
    public const int Refused = 1;

    /// <summary>Wrong usage, a malformed question, an unreachable server.</summary>
    public const int Error = 2;

    /// <summary>The codes as every <c>--help</c> tells them.</summary>
    public const string Help = "Exit codes: 0 allowed or done, 1 denied or refused, 2 error; grant, revoke and their like end with their own.";
}
