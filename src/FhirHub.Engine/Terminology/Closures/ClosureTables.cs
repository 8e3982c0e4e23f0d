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
    private const int MaxAttempts = 50;

    /// <summary>Concepts of one table: all of it is one document.</summary>
    private const int MostConcepts = 5000;

    private const int MostEntries = 100_000;

    private readonly IMongoCollection<ClosureDocument> _tables = database.Collection<ClosureDocument>("closures");

    /// <summary>Begins a table, empty, or anew.</summary>
    public Task<ClosureDocument> BeginAsync(string name, CancellationToken cancellationToken) => DriverErrors.Translate(async () =>
    {
        var empty = ClosureDocument.Empty(name);
        await _tables.ReplaceOneAsync(t => t.Name == name, empty, new ReplaceOptions { IsUpsert = true }, cancellationToken);
        return empty;
    });

    /// <exception cref="FhirException">Not found: it was never begun.</exception>
    public async Task<ClosureDocument> ReadAsync(string name, CancellationToken cancellationToken) =>
        await DriverErrors.Translate(() => _tables.Find(t => t.Name == name).FirstOrDefaultAsync(cancellationToken))
        ?? throw FhirException.NotFound("closure-unknown", $"There is no closure table '{name}'. Begin it by a request with its name alone.");

    /// <summary>Adds concepts; those that are there already change nothing.</summary>
    /// <returns>The table, and the version since which it has grown.</returns>
    public async Task<(ClosureDocument Table, int Since)> AddAsync(TermSnapshot snapshot, string name, IReadOnlyList<Coded> concepts, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var table = await ReadAsync(name, cancellationToken);
            var systems = SystemsWith(snapshot, table, concepts);
            ClosureConcept[] added = [.. concepts.Select(c => new ClosureConcept(c.System!, c.Code!)).Distinct().Except(table.Concepts)];
            if (added.Length == 0)
                return (table, table.Version);
            var grown = await WithAsync(snapshot, table, systems, added, cancellationToken);
            var result = await DriverErrors.Translate(
                () => _tables.ReplaceOneAsync(t => t.Name == name && t.State == table.State, grown, cancellationToken: cancellationToken));
            if (result.MatchedCount == 1)
                return (grown, table.Version);
            // Those who lost to the same winner do not all come back at once.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 + attempt)), cancellationToken);
        }

        throw FhirException.Conflict("too-busy", $"Others changed the closure table '{name}' {MaxAttempts} times in a row. Nothing was added; try again.");
    }

    /// <summary>The code systems of the table and of what comes to it, each in one version.</summary>
    private static List<ClosureSystem> SystemsWith(TermSnapshot snapshot, ClosureDocument table, IReadOnlyList<Coded> concepts)
    {
        var systems = table.Systems.ToList();
        foreach (var system in concepts.GroupBy(c => c.System!))
        {
            string[] named = [.. system.Select(c => c.Version).OfType<string>().Distinct()];
            if (named.Length > 1)
                throw Versions(system.Key, named);
            var used = systems.Find(s => s.Url == system.Key);
            if (used is null)
            {
                var entry = snapshot.Find(TermTypes.CodeSystem, system.Key, named.FirstOrDefault())
                    ?? throw TermFaults.SystemUnknown(named is [var version] ? $"{system.Key}|{version}" : system.Key);
                systems.Add(new ClosureSystem(system.Key, entry.Version));
            }
            else if (named is [var other] && other != used.Version)
            {
                throw Versions(system.Key, [used.Version ?? "none", other]);
            }
        }

        return systems;
    }

    private static FhirException Versions(string system, IEnumerable<string> versions) => FhirException.NotSupported(
        "closure-version", $"A closure table relates the codes of {system} by one version, not by several: {string.Join(", ", versions)}.");

    private static async ValueTask<ClosureDocument> WithAsync(
        TermSnapshot snapshot, ClosureDocument table, List<ClosureSystem> systems, ClosureConcept[] added, CancellationToken cancellationToken)
    {
        if (table.Concepts.Count + added.Length > MostConcepts)
            throw TermFaults.TooCostly($"A closure table holds at most {MostConcepts} concepts.");
        int version = table.Version + 1;
        var entries = table.Entries.ToList();
        var codes = table.Concepts.Concat(added).ToHashSet();
        var fresh = added.ToHashSet();
        foreach (var system in codes.GroupBy(c => c.System).Where(s => fresh.Any(a => a.System == s.Key)))
        {
            var source = await SourceAsync(snapshot, table.Name, systems.Find(s => s.Url == system.Key)!, cancellationToken);
            // All at once: a database would be asked for each.
            await source.FindAsync([.. system.Select(c => c.Code)], cancellationToken);
            foreach (var concept in system)
                await RelateAsync(source, concept, codes, fresh, version, entries, cancellationToken);
        }

        return entries.Count <= MostEntries
            ? new ClosureDocument
            {
                Name = table.Name,
                State = ClosureDocument.NewState(),
                Version = version,
                Systems = systems,
                Concepts = [.. table.Concepts, .. added],
                Entries = entries,
            }
            : throw TermFaults.TooCostly($"A closure table holds at most {MostEntries} relations.");
    }

    private static async ValueTask<IConceptSource> SourceAsync(TermSnapshot snapshot, string table, ClosureSystem system, CancellationToken cancellationToken) =>
        await SystemLibrary.FindAsync(snapshot, system.Url, system.Version, cancellationToken)
        ?? throw FhirException.NotFound(
            "code-system-unknown", $"The closure table '{table}' goes by {system.Url}|{system.Version}, which is not known here any more. Begin it anew.");

    /// <summary>Of two codes, one of which is new.</summary>
    private static async ValueTask RelateAsync(
        IConceptSource source, ClosureConcept concept, HashSet<ClosureConcept> codes, HashSet<ClosureConcept> added, int version, List<ClosureEntry> entries, CancellationToken cancellationToken)
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
