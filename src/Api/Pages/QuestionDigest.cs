using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Pages;

/// <summary>What must be the same in all requests for the pages of one list, told in few bytes.</summary>
internal static class QuestionDigest
{
    /// <summary>A digest of where a question is sent, of its tenant, and of all that is asked. The order of keys does not count.</summary>
    /// <param name="path">The endpoint.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="asked">What is asked; a part that is left out is null.</param>
    public static string Of(string path, TenantId tenant, params IEnumerable<Node?> asked)
    {
        var question = Node.List([Node.Of(path), Node.Of(tenant.Value), .. asked.Select(Canonical)]);
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(question.ToString())));
    }

    private static Node Canonical(Node? node) => node?.Kind switch
    {
        null => Node.Null(),
        NodeKind.List => Node.List(node.Items.Select(Canonical)),
        NodeKind.Map => Node.Map(node.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, (Node?)Canonical(e.Value)))),
        _ => node.Copy(),
    };
}
