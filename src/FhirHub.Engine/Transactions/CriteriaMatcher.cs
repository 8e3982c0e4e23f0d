using FhirHub.Engine.Access;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>Finds what matches criteria now, within a transaction.</summary>
public delegate Task<IReadOnlyList<ResourceKey>> CriteriaMatcher(
    Caller caller, DatabaseSession session, SearchQuery query, int limit, CancellationToken cancellationToken);
