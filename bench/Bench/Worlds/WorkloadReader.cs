using System.Text.Json;

namespace OrleansAcl.Bench.Worlds;

/// <summary>Reads a folder with <c>model.json</c>, <c>queries-zipf.json</c> and <c>queries-uniform.json</c>.</summary>
internal static class WorkloadReader
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="JsonException">A file is not of the format.</exception>
    public static Workload Read(string folder)
    {
        using var model = File.OpenRead(Path.Combine(folder, "model.json"));
        var world = JsonSerializer.Deserialize<World>(model, Web) ?? throw new JsonException("model.json is empty");
        return new Workload(world, ReadQueries(folder, "zipf"), ReadQueries(folder, "uniform"));
    }

    private static QuerySet ReadQueries(string folder, string distribution)
    {
        using var file = File.OpenRead(Path.Combine(folder, $"queries-{distribution}.json"));
        using var document = JsonDocument.Parse(file);
        return new QuerySet(distribution, [.. document.RootElement.GetProperty("queries").EnumerateArray().Select(ReadQuery)]);
    }

    private static Query ReadQuery(JsonElement row) => new(
        row[0].GetString()!, row[1].GetString()!, row[2].GetString()!, row[3].GetInt32() == 1, row[4].GetInt32() == 1);
}
