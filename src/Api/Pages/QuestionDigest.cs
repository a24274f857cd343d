using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.AuthZen;

/// <summary>What must be the same in all requests for the pages of one search, told in few bytes.</summary>
internal static class SearchQuestion
{
    private static readonly string[] Members = ["subject", "action", "resource", "context"];

    /// <summary>
    /// A digest of where a search is sent, of its tenant, and of all that the standard knows in its body but the page's token and limit. The order
    /// of members does not count.
    /// </summary>
    public static string Digest(string path, TenantId tenant, Node body)
    {
        var question = Node.List(
        [
            Node.Of(path), Node.Of(tenant.Value), .. Members.Select(member => Canonical(body[member])), Canonical(body["page"]?["properties"]),
        ]);
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
