using System.Text;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Expansions;
using FhirHub.Engine.Terminology.Loading;
using FhirHub.Engine.Terminology.Operations;

namespace FhirHub.UnitTests.Terminology;

/// <summary>What a server knows that has these resources, and operations on it.</summary>
internal sealed class Known
{
    public const string Root = "http://terms.example/";
    private readonly TermSnapshot _snapshot;

    private Known(IEnumerable<string> resources) =>
        _snapshot = new TermSnapshot([.. resources.Select(Entry)], new Dictionary<string, LoadedSet>());

    public TermSnapshot Snapshot => _snapshot;

    public static Known Of(params string[] resources) => new(resources);

    public static TermEntry Entry(string resource)
    {
        byte[] json = Encoding.UTF8.GetBytes(resource);
        using var read = JsonDocument.Parse(resource, new JsonDocumentOptions { MaxDepth = 20_000 });
        string type = read.RootElement.GetProperty("resourceType").GetString()!;
        var document = new ResourceDocument
        {
            Key = $"{type}/{read.RootElement.GetProperty("id").GetString()}",
            Type = type,
            Version = 1,
            LastUpdated = DateTime.UnixEpoch,
            Method = "PUT",
        };
        return TermEntry.Stored(StoredTerm.Of(document, json), _ => ValueTask.FromResult<ReadOnlyMemory<byte>>(json));
    }

    public static string System(string id, string concepts, string more = "", string version = "1.0") => $$"""
        {"resourceType":"CodeSystem","id":"{{id}}","url":"{{Root}}{{id}}","version":"{{version}}","status":"active","content":"complete","caseSensitive":true,{{more}}"concept":[{{concepts}}]}
        """;

    public static string Set(string id, string compose, string version = "1.0") => $$"""
        {"resourceType":"ValueSet","id":"{{id}}-{{version}}","url":"{{Root}}vs/{{id}}","version":"{{version}}","status":"active","compose":{{compose}}}
        """;

    /// <summary>Name and value by turns, as in a URL.</summary>
    public Task<JsonElement> ExpandAsync(params string[] arguments) => ExpandAsync(null, arguments);

    public async Task<JsonElement> ExpandAsync(string? key, string[] arguments) => Read(
        await new ExpandOperation(new ValueSetExpander(new ExpansionLimits()), TimeProvider.System).RunAsync(Scope(key, arguments), CancellationToken.None));

    public async Task<JsonElement> ValidateInSetAsync(string? key, params string[] arguments) =>
        Read(await ValidateCodeOperation.InSetAsync(Scope(key, arguments), CancellationToken.None));

    public async Task<JsonElement> ValidateInSystemAsync(string? key, params string[] arguments) =>
        Read(await ValidateCodeOperation.InSystemAsync(Scope(key, arguments), CancellationToken.None));

    public async Task<string> SubsumesAsync(string? key, params string[] arguments) =>
        Parameter(Read(await SubsumesOperation.RunAsync(Scope(key, arguments), CancellationToken.None)), "outcome").GetString()!;

    public static string Codes(JsonElement valueSet) => valueSet.GetProperty("expansion").TryGetProperty("contains", out var contains)
        ? string.Join(' ', contains.EnumerateArray().Select(c => c.GetProperty("code").GetString()))
        : "";

    public static bool Result(JsonElement parameters) => Parameter(parameters, "result").GetBoolean();

    public static JsonElement Parameter(JsonElement parameters, string name) => parameters.GetProperty("parameter").EnumerateArray()
        .Single(p => p.GetProperty("name").GetString() == name).EnumerateObject().Single(m => m.Name.StartsWith("value", StringComparison.Ordinal)).Value;

    /// <summary>What an operation fails with.</summary>
    public static async Task<FhirException> FaultAsync(Func<Task> operation) => (await Assert.ThrowsAsync<FhirException>(() => operation()))!;

    private OperationScope Scope(string? key, string[] arguments) => new(
        _snapshot,
        new OperationArguments([.. arguments.Chunk(2).Select(a => new OperationArgument(a[0], JsonSerializer.SerializeToElement(a[1]), null))]),
        key is null ? null : _snapshot.ByKey(key));

    private static JsonElement Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
