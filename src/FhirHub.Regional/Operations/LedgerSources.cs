using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Transactions;

namespace FhirHub.Regional.Operations;

/// <summary>Where a <see cref="Ledger"/> reads, and takes its turns.</summary>
public sealed record LedgerSources(ResourceStore Store, SearchRunner Search, SearchParser Parser, ReferrerSearch Referrers, TransactionTurns Turns, KeptResources Kept);
