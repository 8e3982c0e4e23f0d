using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;

namespace FhirHub.Regional.Operations;

/// <summary>Where a <see cref="Ledger"/> reads.</summary>
public sealed record LedgerSources(ResourceStore Store, SearchRunner Search, SearchParser Parser);
