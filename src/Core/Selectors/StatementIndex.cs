using OrleansAcl.Policies;

namespace OrleansAcl.Selectors;

/// <summary>
/// The statements of one permission set as lookups: by exact id, by component, by parent, by literal prefix, and a short residue of
/// expressions that have none. A check looks at the few buckets its target falls into, never at every statement.
/// </summary>
internal sealed class StatementIndex
{
    private readonly Dictionary<string, TypeIndex> _types = new(StringComparer.Ordinal);

    public StatementIndex(IReadOnlyList<Statement> statements)
    {
        foreach (var group in statements.GroupBy(s => s.Type, StringComparer.Ordinal))
            _types[group.Key] = new TypeIndex(group);
    }

    /// <summary>Finds an allow and a deny that speak of the action and the target; null where there is none.</summary>
    public void Find(in Target target, ulong bit, string action, Documents.Node? properties, ref Statement? allow, ref Statement? deny)
    {
        if (_types.TryGetValue(target.Type.Name, out var index))
            index.Find(new Search(target, bit, action, properties), ref allow, ref deny);
    }

    /// <summary>What one lookup is about.</summary>
    private readonly ref struct Search(Target target, ulong bit, string action, Documents.Node? properties)
    {
        public readonly Target Target = target;

        public bool Holds(Statement statement) =>
            statement.Actions.Holds(bit, action) && statement.Selector.Matches(Target) && (statement.When is null || statement.When(properties));

        public void In(List<Statement> bucket, ref Statement? allow, ref Statement? deny)
        {
            foreach (var statement in bucket)
            {
                ref var found = ref statement.Effect == Effect.Allow ? ref allow : ref deny;
                if (found is null && Holds(statement)) found = statement;
            }
        }
    }

    private sealed class TypeIndex
    {
        private readonly List<Statement> _any = [];
        private readonly Dictionary<string, List<Statement>> _exact = new(StringComparer.Ordinal);
        private readonly Dictionary<ResourceRef, List<Statement>> _parents = [];
        private readonly Dictionary<string, List<Statement>>?[] _components = new Dictionary<string, List<Statement>>?[2];
        private readonly PrefixTable _prefixes = new();

        public TypeIndex(IEnumerable<Statement> statements)
        {
            foreach (var statement in statements) BucketOf(statement.Selector).Add(statement);
            _prefixes.Seal();
        }

        private List<Statement> BucketOf(Selector selector) => selector switch
        {
            AnySelector => _any,
            ExactSelector exact => Bucket(_exact, exact.Text),
            ParentSelector parent => Bucket(_parents, parent.Parent),
            ComponentSelector components => ComponentBucket(components.Values),
            SubtreeSelector subtree => _prefixes.Bucket(subtree.Path),
            SimpleGlobSelector glob when glob.Literal == glob.Text => Bucket(_exact, glob.Text),
            SimpleGlobSelector glob => _prefixes.Bucket(glob.Literal),
            DoubleStarSelector glob => _prefixes.Bucket(glob.Literal),
            _ => _prefixes.Bucket(""),
        };

        /// <summary>Under the first component that has a value; the selector verifies the rest.</summary>
        private List<Statement> ComponentBucket(IReadOnlyList<string?> values)
        {
            for (var i = 0; i < values.Count && i < _components.Length; i++)
                if (values[i] is { } value) return Bucket(_components[i] ??= new(StringComparer.Ordinal), value);
            return _any;
        }

        private static List<Statement> Bucket<TKey>(Dictionary<TKey, List<Statement>> buckets, TKey key) where TKey : notnull
        {
            if (!buckets.TryGetValue(key, out var bucket)) buckets[key] = bucket = [];
            return bucket;
        }

        public void Find(in Search search, ref Statement? allow, ref Statement? deny)
        {
            search.In(_any, ref allow, ref deny);
            if (_exact.Count > 0 && _exact.TryGetValue(search.Target.Id, out var exact)) search.In(exact, ref allow, ref deny);
            if (_parents.Count > 0 && search.Target.Parent is { } parent && _parents.TryGetValue(parent, out var children))
                search.In(children, ref allow, ref deny);
            for (var i = 0; i < _components.Length; i++)
            {
                if (_components[i] is not { } component) continue;
                var value = search.Target.Type.Component(search.Target.Id, i);
                if (component.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(value, out var bucket)) search.In(bucket, ref allow, ref deny);
            }

            foreach (var length in _prefixes.Lengths)
            {
                if (length > search.Target.Id.Length) break;
                if (_prefixes.At(search.Target.Id.AsSpan(0, length)) is { } bucket) search.In(bucket, ref allow, ref deny);
            }
        }
    }

    /// <summary>Buckets by literal prefix: one lookup a distinct prefix length, whatever the number of patterns.</summary>
    private sealed class PrefixTable
    {
        private readonly Dictionary<string, List<Statement>> _buckets = new(StringComparer.Ordinal);

        public int[] Lengths { get; private set; } = [];

        public List<Statement> Bucket(string prefix)
        {
            if (!_buckets.TryGetValue(prefix, out var bucket)) _buckets[prefix] = bucket = [];
            return bucket;
        }

        public void Seal() => Lengths = [.. _buckets.Keys.Select(k => k.Length).Distinct().Order()];

        public List<Statement>? At(ReadOnlySpan<char> prefix) =>
            _buckets.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(prefix, out var bucket) ? bucket : null;
    }
}
