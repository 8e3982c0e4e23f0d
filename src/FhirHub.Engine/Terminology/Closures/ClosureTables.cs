using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Codes;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;
using MongoDB.Driver;

namespace FhirHub.Engine.Terminology.Closures;

/// <summary>Closure tables that clients keep up to date, https://hl7.org/fhir/R4/terminology-service.html#closure.</summary>
internal sealed class ClosureTables(FhirDatabase database)
{
    private const int MaxAttempts = 20;

    /// <summary>Concepts of one table: all of it is one document.</summary>
    private const int MostConcepts = 5000;

    private const int MostEntries = 100_000;

    private readonly IMongoCollection<ClosureDocument> _tables = database.Collection<ClosureDocument>("closures");

    /// <summary>Begins a table, empty, or anew.</summary>
    public Task<ClosureDocument> BeginAsync(string name, CancellationToken cancellationToken) => DriverErrors.Translate(async () =>
    {
        var empty = new ClosureDocument { Name = name, Version = 0, Concepts = [], Entries = [] };
        await _tables.ReplaceOneAsync(t => t.Name == name, empty, new ReplaceOptions { IsUpsert = true }, cancellationToken);
        return empty;
    });

    /// <exception cref="FhirException">Not found: it was never begun.</exception>
    public async Task<ClosureDocument> ReadAsync(string name, CancellationToken cancellationToken) =>
        await DriverErrors.Translate(() => _tables.Find(t => t.Name == name).FirstOrDefaultAsync(cancellationToken))
        ?? throw FhirException.NotFound("closure-unknown", $"There is no closure table '{name}'. Begin it by a request with its name alone.");

    /// <summary>Adds concepts; those that are there already change nothing.</summary>
    /// <returns>The table with the relations that came with its new version.</returns>
    public async Task<ClosureDocument> AddAsync(TermSnapshot snapshot, string name, IReadOnlyList<Coded> concepts, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var table = await ReadAsync(name, cancellationToken);
            ClosureConcept[] added = [.. concepts.Select(c => new ClosureConcept(c.System!, c.Code!)).Distinct().Except(table.Concepts)];
            if (added.Length == 0)
                return table;
            var grown = await WithAsync(snapshot, table, added, cancellationToken);
            var result = await DriverErrors.Translate(
                () => _tables.ReplaceOneAsync(t => t.Name == name && t.Version == table.Version && t.Concepts.Count == table.Concepts.Count, grown, cancellationToken: cancellationToken));
            if (result.MatchedCount == 1)
                return grown;
        }

        throw FhirException.Conflict("too-busy", $"Others changed the closure table '{name}' {MaxAttempts} times in a row. Nothing was added; try again.");
    }

    private static async ValueTask<ClosureDocument> WithAsync(
        TermSnapshot snapshot, ClosureDocument table, ClosureConcept[] added, CancellationToken cancellationToken)
    {
        if (table.Concepts.Count + added.Length > MostConcepts)
            throw TermFaults.TooCostly($"A closure table holds at most {MostConcepts} concepts.");
        int version = table.Version + 1;
        var entries = table.Entries.ToList();
        var codes = table.Concepts.Concat(added).ToHashSet();
        foreach (var system in codes.GroupBy(c => c.System))
        {
            if (!added.Any(a => a.System == system.Key))
                continue;
            var source = await SystemLibrary.FindAsync(snapshot, system.Key, null, cancellationToken) ?? throw TermFaults.SystemUnknown(system.Key);
            foreach (var concept in system)
                await RelateAsync(source, concept, codes, added, version, entries, cancellationToken);
        }

        return entries.Count <= MostEntries
            ? new ClosureDocument { Name = table.Name, Version = version, Concepts = [.. table.Concepts, .. added], Entries = entries }
            : throw TermFaults.TooCostly($"A closure table holds at most {MostEntries} relations.");
    }

    /// <summary>Of two codes, one of which is new.</summary>
    private static async ValueTask RelateAsync(
        IConceptSource source, ClosureConcept concept, HashSet<ClosureConcept> codes, ClosureConcept[] added, int version, List<ClosureEntry> entries, CancellationToken cancellationToken)
    {
        var known = await Subsumption.ConceptAsync(source, concept.Code, cancellationToken);
        bool isNew = added.Contains(concept);
        foreach (string above in known.Ancestors)
        {
            var other = concept with { Code = above };
            if (codes.Contains(other) && (isNew || added.Contains(other)))
                entries.Add(new ClosureEntry(version, concept.System, concept.Code, above));
        }
    }
}
