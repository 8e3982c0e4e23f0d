using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Profiles;
using MongoDB.Driver;

namespace FhirHub.Engine.Acceptance;

/// <summary>What references lead to: resources of this server, and, within a transaction, what it writes.</summary>
/// <param name="database">Where resources are.</param>
/// <param name="ownUrl">The service root, where it is known: references that begin with it lead here.</param>
public sealed class StoredReferences(FhirDatabase database, string? ownUrl) : IReferences
{
    private static readonly ProjectionDefinition<ResourceDocument, ResourceDocument> WithoutSearchFields = SearchableDocument.WithoutSearchFields;

    public ValueTask<IReadOnlyDictionary<string, ReferencedResource>> FindAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken) =>
        FindAsync(references, null, cancellationToken);

    /// <summary>The same, with what a transaction writes in front.</summary>
    internal IReferences Within(WriteSurroundings surroundings) => new TransactionReferences(this, surroundings);

    /// <summary>The same with a resource that is about to be there, under its key: it may refer to itself.</summary>
    internal static IReferences With(IReferences all, string key, ReadOnlyMemory<byte> json) => new OwnReference(all, key, json);

    private async ValueTask<IReadOnlyDictionary<string, ReferencedResource>> FindAsync(
        IReadOnlyCollection<string> references, WriteSurroundings? surroundings, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ReferencedResource>(StringComparer.Ordinal);
        var stored = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (string reference in references)
        {
            if (KeyOf(reference) is not { } key)
                continue;
            if (VersionOf(reference) is { } version)
            {
                if (await VersionAsync(key, version, surroundings, cancellationToken) is { } old)
                    found[reference] = old;
                continue;
            }

            if (surroundings is not null && surroundings.Written.TryGetValue(key, out var written))
            {
                if (written is not null)
                    found[reference] = Read(written.Type, new ExactJson(written, key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..]).Bytes);
                continue;
            }

            if (!stored.TryGetValue(key, out var names))
                stored[key] = names = [];
            names.Add(reference);
        }

        if (stored.Count == 0)
            return found;
        var filter = Builders<ResourceDocument>.Filter.In(r => r.Key, stored.Keys) & Builders<ResourceDocument>.Filter.Ne(r => r.Deleted, true);
        var documents = await DriverErrors.Translate(() =>
            database.Resources.FindIn(surroundings?.Session, filter).Project(WithoutSearchFields).ToListAsync(cancellationToken));
        foreach (var document in documents)
        {
            // What is kept in pieces is too large to be looked into for a reference.
            var resource = document.Json is { } json ? Read(document.Type, json) : new ReferencedResource(document.Type, []);
            foreach (string reference in stored[document.Key])
                found[reference] = resource;
        }

        return found;
    }

    /// <summary>A version that was written, be it the current one or an older one; null where there is none, or it was a deletion.</summary>
    private async ValueTask<ReferencedResource?> VersionAsync(string key, long version, WriteSurroundings? surroundings, CancellationToken cancellationToken)
    {
        var current = await DriverErrors.Translate(() => database.Resources
            .FindIn(surroundings?.Session, Builders<ResourceDocument>.Filter.Eq(r => r.Key, key)).Project(WithoutSearchFields).FirstOrDefaultAsync(cancellationToken));
        VersionDocument? found = current?.Version == version ? current : null;
        if (current is not null && version < current.Version)
        {
            var filter = Builders<HistoryDocument>.Filter.Eq(h => h.Id, HistoryDocument.IdOf(key, version));
            found = await DriverErrors.Translate(() => database.History.FindIn(surroundings?.Session, filter).Limit(1).FirstOrDefaultAsync(cancellationToken));
        }

        return found is null or { Deleted: true } ? null : found.Json is { } json ? Read(found.Type, json) : new ReferencedResource(found.Type, []);
    }

    private static long? VersionOf(string reference)
    {
        int history = reference.IndexOf("/_history/", StringComparison.Ordinal);
        if (history < 0)
            return null;
        // A version that is no number is one that was never written.
        return long.TryParse(reference.AsSpan(history + "/_history/".Length), NumberStyles.None, CultureInfo.InvariantCulture, out long version) ? version : 0;
    }

    private static ReferencedResource Read(string type, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        return new ReferencedResource(type, document.RootElement.Member("meta")?.Texts("profile") ?? []) { Json = json };
    }

    /// <summary><c>Patient/1</c>; null for what is not of this server.</summary>
    private string? KeyOf(string reference)
    {
        if (ownUrl is not null && reference.StartsWith(ownUrl + "/", StringComparison.Ordinal))
            reference = reference[(ownUrl.Length + 1)..];
        string[] parts = reference.Split('/');
        return parts is [{ Length: > 0 }, { Length: > 0 }] or [{ Length: > 0 }, { Length: > 0 }, "_history", _] ? $"{parts[0]}/{parts[1]}" : null;
    }

    private sealed class TransactionReferences(StoredReferences all, WriteSurroundings surroundings) : IReferences
    {
        public ValueTask<IReadOnlyDictionary<string, ReferencedResource>> FindAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken) =>
            all.FindAsync(references, surroundings, cancellationToken);
    }

    private sealed class OwnReference(IReferences all, string key, ReadOnlyMemory<byte> json) : IReferences
    {
        public async ValueTask<IReadOnlyDictionary<string, ReferencedResource>> FindAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken)
        {
            if (!references.Contains(key))
                return await all.FindAsync(references, cancellationToken);
            var found = new Dictionary<string, ReferencedResource>(await all.FindAsync([.. references.Where(r => r != key)], cancellationToken), StringComparer.Ordinal);
            found[key] = Own(key[..key.IndexOf('/', StringComparison.Ordinal)]);
            return found;
        }

        private ReferencedResource Own(string type)
        {
            try
            {
                return Read(type, json);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // What it claims is no text: its own validation says so.
                return new ReferencedResource(type, []);
            }
        }
    }
}
