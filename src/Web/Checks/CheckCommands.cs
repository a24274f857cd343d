using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;
using OrleansAcl.Wire;

namespace OrleansAcl.Web.Checks;

/// <summary>A question as other programs ask it, each to be pasted into a shell.</summary>
internal static class CheckCommands
{
    /// <summary>The address of the page that asks it.</summary>
    public static string Address(PageCall call, CheckForm form) => Root(call) + PagePaths.Of(call.Tenant, "check", form.Query());

    /// <summary>The command line of <c>acl</c>.</summary>
    public static string CommandLine(PageCall call, CheckForm form, CheckRequest request)
    {
        var assumed = request.Assuming.Where(step => step.Verb != "clock" || form.At() is null).ToArray();
        var words = new List<string>
        {
            "acl explain", "--server", Quoted(Root(call)), "--tenant", call.Tenant.ToString(),
            Quoted(request.Subject.ToString()), Quoted(request.Action), Quoted(request.Resource.ToString()),
        };
        Option("--namespace", request.Namespace);
        Option("--parent", request.Parent?.ToString());
        Option("--context", request.Context?.ToString());
        Option("--subject-properties", request.SubjectProperties?.ToString());
        Option("--resource-properties", request.ResourceProperties?.ToString());
        Option("--action-properties", request.ActionProperties?.ToString());
        Option("--at", form.At() is not null ? request.Assuming[0].Value.Text : null);
        if (assumed.Length > 0) words.AddRange(["--assuming", "-"]);
        return (assumed.Length > 0 ? $"printf '%s\\n' {Quoted(StepsText.Write(assumed))} | " : "") + string.Join(' ', words);

        void Option(string name, string? value)
        {
            // What looks like an option would be read as one.
            if (value is ['-', ..]) words.Add($"{name}={Quoted(value)}");
            else if (value is not null) words.AddRange([name, Quoted(value)]);
        }
    }

    /// <summary>The same over HTTP.</summary>
    public static string Curl(PageCall call, CheckRequest request) =>
        $"curl -X POST {Quoted($"{Root(call)}/{AclPaths.Management(call.Tenant.ToString())}/{AclPaths.Explain}")} -H \"Authorization: Bearer $ACL_TOKEN\" "
        + $"-H 'Content-Type: application/json' -d {Quoted(CheckWire.WriteExplained(request).ToString())}";

    /// <summary>Where this is served, as far as whoever asks can tell.</summary>
    private static string Root(PageCall call) =>
        call.Options.PublicBaseUrl?.ToString().TrimEnd('/') ?? $"{call.Context.Request.Scheme}://{call.Context.Request.Host.ToUriComponent()}{call.Base}";

    /// <summary>A word of a POSIX shell.</summary>
    private static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '/' or '.' or '-' or '_') ? text : $"'{text.Replace("'", @"'\''")}'";
}
