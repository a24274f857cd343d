using OrleansAcl;
using OrleansAcl.Models;

namespace OrleansAcl.Core.Tests.References;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("user:ann", "user", "ann")]
    [InlineData("role:alice/roles/reader", "role", "alice/roles/reader")]
    [InlineData("user:a:b c", "user", "a:b c")]
    public void Subject_Parsed_SplitsAtTheFirstColon(string text, string type, string id)
    {
        var subject = SubjectRef.Parse(text);
        Assert.Equal((type, id), (subject.Type, subject.Id));
        Assert.Equal(text, subject.ToString());
    }

    [Theory]
    [InlineData("ann")]
    [InlineData(":ann")]
    [InlineData("user:")]
    [InlineData("")]
    [InlineData("user:a\nb")]
    [InlineData("user:a\0")]
    public void Subject_Malformed_IsAnInvalidDocument(string text) =>
        Assert.Equal(ErrorCodes.InvalidDocument, Assert.Throws<AclException>(() => SubjectRef.Parse(text)).Code);

    [Fact]
    public void Subject_WithHalfACharacter_IsAnInvalidDocument() =>
        Assert.Equal(ErrorCodes.InvalidDocument, Assert.Throws<AclException>(() => SubjectRef.Parse("user:a" + (char)0xD800)).Code);

    [Fact]
    public void Id_OfExactlyTheLimitInBytes_IsTakenAndOneMoreIsNot()
    {
        var id = new string('é', AclLimits.IdBytes / 2);
        Assert.Equal(id, SubjectRef.Parse("user:" + id).Id);
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<AclException>(() => SubjectRef.Parse($"user:{id}x")).Code);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("qubole-2", true)]
    [InlineData("-a", false)]
    [InlineData("A", false)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    public void Tenant_Name_IsLowerCaseLettersDigitsAndDashes(string text, bool valid) => Assert.Equal(valid, TenantId.TryParse(text, out _));

    [Theory]
    [InlineData("storage:f/x", "storage://c/o/p/f/x")]
    [InlineData("storage:/p2/x", "storage://c/o/p2/x")]
    [InlineData("storage://c2/x/", "storage://c2/x")]
    [InlineData("storage:", "storage:")]
    [InlineData("storage://", "storage:")]
    [InlineData("role://alice/roles/r", "role://alice/roles/r")]
    public void Uri_AsWritten_BecomesAbsolute(string written, string canonical)
    {
        var model = BuiltInModels.Library.Find("apolo")!;
        var settings = Documents.Json("""{"cluster": "c", "org": "o", "project": "p"}""");
        Assert.Equal(canonical, model.Resolve(ResourceRef.Parse(written), settings).Ref.ToString());
    }

    [Theory]
    [InlineData("http://x/y")]
    [InlineData("storage:a//b")]
    [InlineData("storage:///a")]
    [InlineData("storage:~me")]
    [InlineData("image:app:latest")]
    [InlineData("role:alice/roles/r")]
    [InlineData("f")]
    public void Uri_Malformed_IsAnInvalidDocument(string written)
    {
        var model = BuiltInModels.Library.Find("apolo")!;
        Assert.Equal(ErrorCodes.InvalidDocument, Assert.Throws<AclException>(() => model.Resolve(ResourceRef.Parse(written), model.Settings)).Code);
    }

    private static class Documents
    {
        public static OrleansAcl.Documents.Node Json(string text) => OrleansAcl.Documents.Json.Parse(text);
    }
}
