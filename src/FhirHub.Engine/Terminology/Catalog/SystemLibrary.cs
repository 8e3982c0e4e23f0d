using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>The concepts of the code systems of a snapshot.</summary>
internal static class SystemLibrary
{
    /// <summary>A code system of more concepts is kept in the database.</summary>
    public const int MostInMemory = 5000;

    /// <summary>Null where the code system is not known, or not in that version.</summary>
    /// <exception cref="FhirException">Transient: it is being loaded. Unprocessable: it cannot be.</exception>
    public static async ValueTask<IConceptSource?> FindAsync(TermSnapshot snapshot, string url, string? version, CancellationToken cancellationToken) =>
        snapshot.Find(TermTypes.CodeSystem, url, version) is { } entry ? await OfAsync(snapshot, entry, cancellationToken) : null;

    /// <inheritdoc cref="FindAsync"/>
    public static async ValueTask<IConceptSource?> OfAsync(TermSnapshot snapshot, TermEntry entry, CancellationToken cancellationToken)
    {
        if (IsLarge(entry))
            return OfSet(snapshot, entry);
        var source = await entry.MadeAsync<IConceptSource>(Fingerprint(snapshot, entry), async (json, token) =>
        {
            try
            {
                return new MemoryConcepts(CodeSystemHead.Read(json), await ReadConceptsAsync(snapshot, entry, json, token));
            }
            catch (HierarchyTooLargeException e)
            {
                throw Unusable(entry, e.Message);
            }
        }, cancellationToken);
        return source.Head.IsSupplement ? null : source;
    }

    public static IEnumerable<TermEntry> Large(TermSnapshot snapshot) => snapshot.Stored(TermTypes.CodeSystem).Where(e => IsLarge(e) && e.Url.Length > 0);

    /// <summary>Of the code system and all that adds to it.</summary>
    public static string Fingerprint(TermSnapshot snapshot, TermEntry entry) =>
        string.Join('+', snapshot.SupplementsOf(entry).Select(s => s.Fingerprint).Prepend(entry.Fingerprint));

    public static async ValueTask<IReadOnlyList<Concept>> ReadConceptsAsync(
        TermSnapshot snapshot, TermEntry entry, JsonElement system, CancellationToken cancellationToken)
    {
        var head = CodeSystemHead.Read(system);
        var concepts = ConceptReader.Read(system, head);
        foreach (var supplement in snapshot.SupplementsOf(entry))
        {
            using var json = await supplement.ReadAsync(cancellationToken);
            concepts = Supplement.Apply(concepts, head, json.RootElement);
        }

        return concepts;
    }

    private static bool IsLarge(TermEntry entry) => entry is { Key: not null, ConceptCount: > MostInMemory, Supplements: null };

    private static IConceptSource OfSet(TermSnapshot snapshot, TermEntry entry)
    {
        var state = snapshot.Sets.GetValueOrDefault(entry.Key!);
        if (state?.Source is { } source)
            return source;
        if (state?.Document.Loading is { Fault: { } fault })
            throw Unusable(entry, fault);
        throw FhirException.Transient(
            "code-system-loading",
            $"The code system {entry.Canonical} is being loaded: {state?.Document.Loading?.Done ?? 0} of {entry.ConceptCount} concepts so far. Try again shortly.");
    }

    private static FhirException Unusable(TermEntry entry, string why) =>
        FhirException.Unprocessable("processing", "code-system-unusable", $"The code system {entry.Canonical} cannot be used: {why}.");
}
