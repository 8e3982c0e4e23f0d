using FhirHub.Engine.Acceptance;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Registry;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.Benchmarks;

/// <summary>The engine's store without a server around it.</summary>
internal static class EngineStore
{
    /// <summary>With the rules for writes that the server has by default.</summary>
    public static ResourceStore Of(FhirDatabase database, ReferencePolicy policy)
    {
        var catalog = new DefinitionCatalog(database, TimeProvider.System);
        var references = new StoredReferences(database, ownUrl: null);
        var rules = new AcceptancePolicy(ValidationRules.Default, new InstalledPacks(database, TimeProvider.System));
        var check = new WriteCheck(new Validator(catalog, new LocalTerminology(catalog), references), rules, catalog, references);
        return new ResourceStore(
            database, new WriteClock(TimeProvider.System), new ResourceIndexer(SearchParameterCatalog.R4, new MatchSettings()),
            new SearchParameterRegistry(database, TimeProvider.System), catalog, check, policy, ownUrl: null, guard: null);
    }
}
