using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Generators;

/// <summary>
/// Makes the steps and questions of one random world over a small alphabet, so that things collide, overlap and come back under their
/// old names. Two generators with the same random make the same world.
/// </summary>
public abstract class Generator(Random random)
{
    /// <summary>Where the tenant's clock starts.</summary>
    protected static readonly DateTimeOffset Start = new(2026, 1, 1, 9, 30, 0, TimeSpan.Zero);

    private readonly List<Node> _bound = [];
    private Queue<Step>? _founding;

    /// <summary>The built-in model's name.</summary>
    public abstract string Model { get; }

    /// <summary>The tenant the world lives in.</summary>
    public virtual TenantDefinition Tenant => new() { Model = Model, Clock = Start };

    /// <summary>Something to be asked that has a name; null when the oracle knows none for this model.</summary>
    public virtual OperationRequest? NextOperation(ITasks tasks) => null;

    /// <summary>An empty world of the model.</summary>
    public abstract World NewWorld();

    /// <summary>The tasks of the world, where the oracle knows some.</summary>
    public virtual ITasks? TasksOf(World world) => null;

    /// <summary>A step, which the world may refuse; the first ones store most of what later ones name.</summary>
    public Step NextStep()
    {
        _founding ??= new(Founding().Where(_ => Chance(80)));
        return _founding.TryDequeue(out var step) ? step : AnyStep();
    }

    /// <summary>A question.</summary>
    public abstract CheckRequest NextCheck();

    /// <summary>A type whose resources can be listed for the action of this check.</summary>
    public virtual string TypeOf(CheckRequest check) => check.Resource.Type;

    /// <summary>What most worlds begin with.</summary>
    protected abstract IEnumerable<Step> Founding();

    /// <summary>Any step at all.</summary>
    protected abstract Step AnyStep();

    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Roll(int limit) => random.Next(limit);

    /// <summary>True with this chance in a hundred.</summary>
    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>One of them.</summary>
    protected T Pick<T>(params ReadOnlySpan<T> from) => from[random.Next(from.Length)];

    /// <summary>Between <paramref name="least"/> and <paramref name="most"/> distinct ones.</summary>
    protected string[] Some(string[] from, int least, int most)
    {
        var shuffled = from.ToArray();
        random.Shuffle(shuffled);
        return shuffled[..Math.Min(from.Length, random.Next(least, most + 1))];
    }

    /// <summary>Text as a node, or nothing.</summary>
    protected static Node? Text(string? text) => text is null ? null : Node.Of(text);

    /// <summary>A list of text.</summary>
    protected static Node Texts(params IEnumerable<string> items) => Node.List(items);

    /// <summary>So many nodes.</summary>
    protected static Node Many(int count, Func<Node> make) => Node.List(Enumerable.Range(0, count).Select(_ => make()).ToArray());

    /// <summary>A <c>user</c> step.</summary>
    protected Step AnyUser(string id, int adminChance, params ReadOnlySpan<(string, Node?)> more) => new("user", Node.Map(
    [
        ("id", Node.Of(id)),
        ("admin", Chance(adminChance) ? Node.Of(true) : null),
        ("active", Chance(6) ? Node.Of(false) : null),
        .. more,
    ]));

    /// <summary>A <c>group</c> step, whose members may be groups and may make a cycle.</summary>
    protected Step AnyGroup(string id, string[] users, string[] groups) => new("group", Node.Map(
        ("id", Node.Of(id)),
        ("members", Texts([.. Some(users, 0, 3).Select(u => "user:" + u), .. Some(groups, 0, Pick(0, 1, 1, 2)).Select(g => "group:" + g)]))));

    /// <summary>A <c>bind</c> step.</summary>
    protected Step Bind(string key, string what, string[] to, string? ns = null)
    {
        _bound.Add(Node.Map((key, Node.Of(what)), ("to", Texts(to)), ("namespace", Text(ns))));
        return new Step("bind", _bound[^1]);
    }

    /// <summary>An <c>unbind</c> step of what was bound before, or otherwise the step given.</summary>
    protected Step Unbind(Func<Step> otherwise) => _bound.Count == 0 ? otherwise() : new Step("unbind", _bound[Roll(_bound.Count)].Copy());

    /// <summary>A <c>delete</c> step.</summary>
    protected static Step Delete(string reference) => new("delete", Node.Of(reference));

    /// <summary>Groups of a token, seldom.</summary>
    protected Node? Token(string[] groups) => Chance(8) ? Node.Map(("groups", Texts(Some(groups, 0, 2)))) : null;
}
