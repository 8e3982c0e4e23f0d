using MongoDB.Bson;

namespace FhirHub.Benchmarks.Search;

/// <summary>A search in several instances of equal kind, and the query that a program without FhirHub would send for each.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Paths">Below the server's root: <c>Patient?identifier=…</c>; at least one.</param>
/// <param name="Bare">The same documents from the driver, by the index of the path.</param>
internal sealed record SearchCase(string Name, IReadOnlyList<string> Paths, Func<int, CancellationToken, Task<BareResult>> Bare)
{
    /// <summary>The driver's query, where it is a single one, for explaining.</summary>
    public Func<int, BsonDocument>? Command { get; init; }

    /// <summary>Another instance for each client and turn.</summary>
    public int Instance(int client, int turn) => (client * 31 + turn) % Paths.Count;
}
