using FhirHub.Engine.Conformance;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.Engine.Installation;

/// <summary>The profiles of a pack that nobody could use: each resource that claims one of them would be refused.</summary>
internal static class PackProfiles
{
    private const string Profile = "StructureDefinition";

    /// <summary>A sentence for each, by what the pack brings and what is there.</summary>
    public static IReadOnlyList<string> Unusable(Pack pack, DefinitionCatalog catalog)
    {
        var all = new MemoryDefinitions(catalog);
        foreach (var definition in pack.Definitions.Where(d => d.Url is not null && FhirDefinitions.Find(d.Type, d.Url) is null && DefinitionCatalog.IsDefinition(d.Type) && d.Type != "NamingSystem"))
            all.Add(definition.Json);
        var validator = new Validator(all, new LocalTerminology(all), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        return
        [
            .. from definition in pack.Definitions
               // R4's own go first: what has one of their URLs is never asked for.
               where definition is { Type: Profile, Url: not null } && FhirDefinitions.Find(Profile, definition.Url) is null
               let canonical = definition.Version is null ? definition.Url : $"{definition.Url}|{definition.Version}"
               // That it is one of another type says that it can be used.
               let fault = validator.Unusable(canonical, "Patient", MessageLanguage.English)
               where fault?.Code == MessageTable.ProfileBroken.Code
               select $"{definition.Path}: {fault.Diagnostics}",
        ];
    }
}
