using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Packs;

/// <summary>An installed pack in the collection <c>packs</c>.</summary>
[BsonIgnoreExtraElements]
internal sealed class PackDocument
{
    [BsonId]
    public required string Name { get; init; }

    [BsonElement("version")]
    public required string Version { get; init; }

    [BsonElement("canonical")]
    [BsonIgnoreIfNull]
    public string? Canonical { get; init; }

    [BsonElement("title")]
    [BsonIgnoreIfNull]
    public string? Title { get; init; }

    [BsonElement("description")]
    [BsonIgnoreIfNull]
    public string? Description { get; init; }

    [BsonElement("fingerprint")]
    public required string Fingerprint { get; init; }

    [BsonElement("installed")]
    public required DateTime Installed { get; init; }

    /// <summary><c>fhirhub.cn-base#0.1.0</c>: names have dots, which the names of fields may not have.</summary>
    [BsonElement("dependencies")]
    public required IReadOnlyList<string> Dependencies { get; init; }

    /// <summary>Key, URL and version, with a tab between.</summary>
    [BsonElement("resources")]
    public required IReadOnlyList<string> Resources { get; init; }

    [BsonElement("policy")]
    [BsonIgnoreIfNull]
    public string? Policy { get; init; }

    public static PackDocument Of(InstalledPack pack) => new()
    {
        Name = pack.Name,
        Version = pack.Version,
        Canonical = pack.Canonical,
        Title = pack.Title,
        Description = pack.Description,
        Fingerprint = pack.Fingerprint,
        Installed = pack.Installed,
        Dependencies = [.. pack.Dependencies.Select(d => $"{d.Key}#{d.Value}")],
        Resources = [.. pack.Resources.Select(r => $"{r.Key}\t{r.Url}\t{r.Version}")],
        Policy = pack.Policy,
    };

    /// <summary>The pack of a document as it is stored. One that cannot be read keeps no other from being read: it says why it cannot.</summary>
    public static InstalledPack Read(BsonDocument stored)
    {
        PackDocument document;
        try
        {
            document = BsonSerializer.Deserialize<PackDocument>(stored);
        }
        catch (Exception e) when (e is FormatException or BsonException or InvalidOperationException or ArgumentException)
        {
            return Broken(stored, e.Message);
        }

        try
        {
            return document.ToPack(document.Policy is null ? null : PolicyRules.Read(document.Policy));
        }
        catch (FormatException e)
        {
            return document.ToPack(null) with { Unreadable = $"its policy.json: {e.Message}" };
        }
    }

    private InstalledPack ToPack(ValidationRules? rules) => new()
    {
        Name = Name,
        Version = Version,
        Canonical = Canonical,
        Title = Title,
        Description = Description,
        Fingerprint = Fingerprint,
        Installed = Installed,
        // Of a name that is there twice the first counts.
        Dependencies = Dependencies.Select(d => d.Split('#', 2)).DistinctBy(d => d[0]).ToDictionary(d => d[0], d => d[^1], StringComparer.Ordinal),
        Resources = [.. Resources.Select(r => r.Split('\t', 3)).Where(r => r is [{ Length: > 0 } key, _, _] && key.Contains('/', StringComparison.Ordinal)).Select(r => new InstalledResource(r[0], Null(r[1]), Null(r[2])))],
        Policy = Policy,
        Rules = rules,
    };

    private static InstalledPack Broken(BsonDocument stored, string fault) => new()
    {
        Name = stored["_id"].ToString()!,
        Version = stored.TryGetValue("version", out var version) && version.IsString ? version.AsString : "0.0.0",
        Fingerprint = string.Empty,
        Installed = DateTime.UnixEpoch,
        Dependencies = new Dictionary<string, string>(),
        Resources = [],
        Unreadable = fault,
    };

    private static string? Null(string text) => text.Length == 0 ? null : text;
}
