using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>The state of a large code system.</summary>
/// <param name="Document">As it was read.</param>
/// <param name="Source">The concepts in use; null while there are none yet.</param>
internal sealed record LoadedSet(SetDocument Document, IConceptSource? Source)
{
    public string Key => Document.Key;

    public static LoadedSet Of(FhirDatabase database, SetDocument document, LoadedSet? before)
    {
        if (document.Set is not { } set || document.Head is not { } head)
            return new LoadedSet(document, null);
        return before is { Source: { } known } && before.Document.Set == set
            ? new LoadedSet(document, known)
            : new LoadedSet(document, new StoredConcepts(database, set, HeadJson.Read(head), document.Count));
    }

    /// <summary>Whether it gives the same answers.</summary>
    public bool IsSame(LoadedSet other) => Document.Set == other.Document.Set && Document.Loading?.Fault == other.Document.Loading?.Fault;
}
