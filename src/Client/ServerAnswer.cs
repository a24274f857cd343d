using System.Net;
using OrleansAcl.Documents;
using OrleansAcl.Wire;

namespace OrleansAcl.Client;

/// <summary>What a server answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, whatever it holds.</param>
internal readonly record struct ServerAnswer(HttpStatusCode Status, byte[] Body)
{
    /// <summary>Deepest nesting of lists and maps in an answer: explanations nest deeper than documents do.</summary>
    private const int MostDepth = 512;

    /// <summary>Whether the request was carried out.</summary>
    public bool Succeeded => (int)Status is >= 200 and < 300;

    /// <summary>Whether the server refused with that code; a bare 404 of somebody else's does not count.</summary>
    public bool IsRefusedWith(string code) => !Succeeded && Problem?.Code == code;

    private AclException? Problem => ReadProblem(ErrorWire.ReadProblem);

    /// <summary>Reads a success; anything else is thrown.</summary>
    public T ReadSuccess<T>(Func<Node, T> read) => Succeeded ? Read(read) : throw Refusal();

    /// <summary>Reads the body.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Unreachable"/> when it is not what was asked for.</exception>
    public T Read<T>(Func<Node, T> read)
    {
        try
        {
            return read(Json.Parse(Body, HttpAclService.AnswerBytes, MostDepth));
        }
        catch (AclException e)
        {
            throw new AclException(ErrorCodes.Unreachable, $"the server's answer, status {(int)Status}, is not understood", null, e);
        }
    }

    /// <summary>The error the server told of, as it would be in process.</summary>
    public AclException Refusal() => Problem ?? (Status == HttpStatusCode.Unauthorized
        ? new AclException(ErrorCodes.Unauthenticated, "the server wants other credentials")
        : new AclException(ErrorCodes.Unreachable, $"the server answered with status {(int)Status} and no problem details"));

    /// <summary>Reads problem details; null when there are none, or none of that kind.</summary>
    public T? ReadProblem<T>(Func<Node, T?> read)
        where T : class
    {
        try
        {
            return read(Json.Parse(Body, HttpAclService.AnswerBytes, MostDepth));
        }
        catch (AclException)
        {
            return null;
        }
    }
}
