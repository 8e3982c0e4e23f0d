using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>One version of a CodeSystem, ValueSet or ConceptMap that this server knows, of R4 or stored. What is made of its content is kept with it.</summary>
internal sealed class TermEntry
{
    private readonly Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> _load;
    private Tuple<string, object>? _made;

    private TermEntry(string type, string url, Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> load) => (Type, Url, _load) = (type, url, load);

    public string Type { get; }

    public string Url { get; }

    public string? Version { get; private init; }

    public string? Status { get; private init; }

    public string? Name { get; private init; }

    /// <summary><c>CodeSystem/1</c>; null for one of R4.</summary>
    public string? Key { get; private init; }

    /// <summary>Of the resource; 0 for one of R4.</summary>
    public long ResourceVersion { get; private init; }

    public DateTime LastUpdated { get; private init; }

    public bool IsDeleted { get; private init; }

    /// <summary>Of a stored CodeSystem: how many concepts it has.</summary>
    public int ConceptCount { get; private init; }

    /// <summary>Of a stored CodeSystem.</summary>
    public string? Content { get; private init; }

    /// <summary>Of a stored supplement: the code system that it adds to.</summary>
    public string? Supplements { get; private init; }

    /// <summary>Of a stored CodeSystem: the value set of all its codes.</summary>
    public string? AllCodes { get; private init; }

    /// <summary>With the version where there is one.</summary>
    public string Canonical => Version is null ? Url : $"{Url}|{Version}";

    /// <summary>Changes with the content.</summary>
    public string Fingerprint => Key is null ? Canonical : $"{Key}/{ResourceVersion}";

    public static TermEntry OfR4(DefinitionEntry definition) =>
        new(definition.Type, definition.Url, _ => ValueTask.FromResult<ReadOnlyMemory<byte>>(FhirDefinitions.Read(definition)))
        {
            Version = definition.Version,
            Name = definition.Name,
            Status = "active",
        };

    public static TermEntry Stored(StoredTerm term, Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> load) => new(term.Type, term.Url, load)
    {
        Key = term.Key,
        ResourceVersion = term.ResourceVersion,
        LastUpdated = term.LastUpdated,
        IsDeleted = term.IsDeleted,
        Version = term.Version,
        Name = term.Name,
        Status = term.Status,
        ConceptCount = term.ConceptCount,
        Content = term.Content,
        Supplements = term.Supplements,
        AllCodes = term.AllCodes,
    };

    /// <summary>The resource, to be disposed of.</summary>
    public async ValueTask<JsonDocument> ReadAsync(CancellationToken cancellationToken) =>
        JsonDocument.Parse(await _load(cancellationToken), new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });

    /// <summary>What was made of the content before, or is made now. Two may be made at once; either is right.</summary>
    /// <param name="of">What it is made of beside this content.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<T> MadeAsync<T>(string of, Func<JsonElement, CancellationToken, ValueTask<T>> make, CancellationToken cancellationToken)
        where T : class
    {
        if (_made is { } made && made.Item1 == of && made.Item2 is T known)
            return known;
        using var json = await ReadAsync(cancellationToken);
        var fresh = await make(json.RootElement, cancellationToken);
        _made = Tuple.Create(of, (object)fresh);
        return fresh;
    }
}
