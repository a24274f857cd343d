using System.Collections.Concurrent;
using OrleansAcl.Behaviour.Comparing;

namespace OrleansAcl.Properties.Tests;

/// <summary>Counts worlds and questions over all tests and prints them at the end.</summary>
public sealed class Tally : IDisposable
{
    private readonly ConcurrentDictionary<string, (int Worlds, long Questions)> _counts = new();

    /// <summary>One more world, in which so many questions were answered alike.</summary>
    public void Add(string model, int questions) =>
        _counts.AddOrUpdate(model, (1, questions), (_, before) => (before.Worlds + 1, before.Questions + questions));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_counts.IsEmpty) return;
        foreach (var (model, count) in _counts.OrderBy(c => c.Key, StringComparer.Ordinal))
            Console.WriteLine($"{model}: {count.Worlds} worlds, {count.Questions} questions");
        Console.WriteLine($"{_counts.Values.Sum(c => c.Worlds)} worlds, {_counts.Values.Sum(c => c.Questions)} questions, seed {Settings.Seed}");
    }
}
