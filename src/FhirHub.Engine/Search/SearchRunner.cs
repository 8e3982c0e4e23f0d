using FhirHub.Engine.Search.Execution;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Search;

/// <summary>Runs searches, https://hl7.org/fhir/R4/search.html.</summary>
/// <param name="database">Where everything is.</param>
/// <param name="clock">Tells what a page's later ones may see.</param>
/// <param name="limits">Bounds of a search.</param>
/// <param name="time">Measures time limits.</param>
public sealed class SearchRunner(FhirDatabase database, WriteClock clock, SearchLimits limits, TimeProvider time)
{
    internal RowFinder Finder { get; } = new(database, limits, time);

    internal Reading NewReading(IClientSessionHandle? session, CancellationToken cancellationToken) =>
        new(time, limits.TimeLimit, cancellationToken) { Session = session };

    internal Snapshot Now() => clock.Now();
}
