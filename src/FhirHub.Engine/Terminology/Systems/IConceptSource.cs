namespace FhirHub.Engine.Terminology.Systems;

/// <summary>The concepts of one code system: in memory, or in the database where they are many. Safe for all threads.</summary>
internal interface IConceptSource
{
    CodeSystemHead Head { get; }

    /// <summary>Whether all of them are in memory, where walking through costs next to nothing.</summary>
    bool IsHeld { get; }

    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>A concept by its code; null where there is none.</summary>
    ValueTask<Concept?> FindAsync(string code, CancellationToken cancellationToken);

    /// <summary>Those that exist, by the codes asked for.</summary>
    ValueTask<IReadOnlyDictionary<string, Concept>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken);

    /// <summary>In the order of the code system.</summary>
    IAsyncEnumerable<Concept> ReadAsync(ConceptQuery query, int skip, int? take, CancellationToken cancellationToken);

    /// <summary>Whether pages and counts of the query cost no more than their codes; else all are read and tried.</summary>
    bool Decides(ConceptQuery query);

    ValueTask<int> CountAsync(ConceptQuery query, CancellationToken cancellationToken);
}
