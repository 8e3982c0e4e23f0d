using FhirHub.Engine.Access;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Search;

/// <summary>Finds what refers to a resource, of whatever type, by one read of the index: by every search parameter that leads to its type.</summary>
/// <param name="database">Where everything is.</param>
/// <param name="parameters">The search parameters in force.</param>
/// <param name="settings">How references are understood.</param>
public sealed class ReferrerSearch(FhirDatabase database, ISearchParameters parameters, MatchSettings settings)
{
    private static readonly FilterDefinitionBuilder<ResourceDocument> Filter = Builders<ResourceDocument>.Filter;

    /// <summary>Some of them, in no order.</summary>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="session">The transaction whose writes it sees, too; null for none.</param>
    /// <param name="target">What they refer to.</param>
    /// <param name="withoutTypes">Types that are left out.</param>
    /// <param name="without">Keys that are left out.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Given up.</param>
    public async Task<IReadOnlyList<StoredVersion>> FindAsync(
        Caller caller, DatabaseSession? session, ResourceKey target, IReadOnlyCollection<string> withoutTypes, IReadOnlyCollection<string> without, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var filter = Filter.AnyIn(r => r.Tokens, EntriesOf(target, withoutTypes)) & Filter.Nin(r => r.Key, without);
        var payloads = new Payloads(database, session);
        var found = await DriverErrors.Translate(() => database.Resources.FindIn(session, filter)
            .Limit(limit).Project<ResourceDocument>(SearchableDocument.WithoutSearchFields).ToListAsync(cancellationToken));
        return [.. found.Where(d => !d.Deleted).Select(d => StoredVersion.From(d, payloads))];
    }

    /// <summary>The index entry of such a reference, under each parameter that there is.</summary>
    private string[] EntriesOf(ResourceKey target, IReadOnlyCollection<string> withoutTypes) =>
    [
        .. from type in FhirSchema.R4.Resources
           where !withoutTypes.Contains(type.Name, StringComparer.Ordinal)
           from parameter in parameters.Current.Catalog.For(type.Name)
           where parameter is { Type: SearchParameterType.Reference, Expression: not null }
           where parameter.Targets.Count == 0 || parameter.Targets.Contains(target.Type, StringComparer.Ordinal)
           from entry in SearchMatching.Match(parameter, null, target.ToString(), settings).Equal
           select entry,
    ];
}
