using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Systems.Lusid;

/// <summary>Demands errors as LUSID has them.</summary>
internal static class LusidErrorAnswers
{
    /// <summary>Demands a status and our code as its name, and gives the body.</summary>
    public static Node RequireError(this HttpAnswer answer, HttpStatusCode status, string code)
    {
        Assert.Equal((status, code), (answer.Status, answer.Body["name"]?.Text));
        Assert.Equal((int)status, answer.Body["code"]?.AsInteger());
        Assert.Equal((int)status, answer.Body["status"]?.AsInteger());
        Assert.Equal(code, Assert.Single(answer.Body.Require("errorDetails").AsList())["code"]?.Text);
        Assert.Equal(status == HttpStatusCode.BadRequest, answer.Body["errors"] is not null);
        return answer.Body;
    }
}
