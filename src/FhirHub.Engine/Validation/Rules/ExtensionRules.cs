using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Extensions: known, conforming to their definition, and where they may stand. https://hl7.org/fhir/R4/extensibility.html</summary>
internal static class ExtensionRules
{
    // R4's own definitions carry these where their contexts do not allow them: StructureDefinitions made by its tools would all be refused.
    private static readonly Dictionary<string, string[]> FurtherContexts = new(StringComparer.Ordinal)
    {
        ["http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"] = ["ElementDefinition.type"],
        ["http://hl7.org/fhir/StructureDefinition/structuredefinition-normative-version"] =
            ["CodeSystem", "ValueSet", "OperationDefinition", "SearchParameter", "CapabilityStatement", "ConceptMap", "NamingSystem", "ElementDefinition"],
        ["http://hl7.org/fhir/StructureDefinition/regex"] = ["ElementDefinition.type"],
    };

    public static void Check(ValidationRun run, InstanceNode extension)
    {
        if (extension.Child("url")?.Text is not { } url)
            return;
        // The parts of a complex extension have relative URLs, which its definition lists; nothing else has.
        if (!url.Contains(':', StringComparison.Ordinal))
        {
            if (extension.Parent?.Type.Name != "Extension")
                run.Findings.Add(extension, MessageTable.ExtensionRelative, ValueRules.Cut(url));
            return;
        }
        var isModifier = extension.Element?.Name == "modifierExtension";
        var entry = run.Profiles.Find(url);
        if (entry.Profile is not { } profile)
        {
            if (entry.Fault is not null)
                ResourceWalk.ReportUnusable(run, extension, url);
            else
                run.Findings.Add(extension, isModifier ? MessageTable.ModifierExtensionUnknown : MessageTable.ExtensionUnknown, url);
            return;
        }
        if (profile.Type.Name != "Extension")
        {
            run.Findings.Add(extension, MessageTable.ProfileWrongType, url, profile.Type.Name, "Extension");
            return;
        }
        if (profile.IsModifier != isModifier)
            run.Findings.Add(extension, MessageTable.ExtensionPlace, url, profile.IsModifier ? "modifierExtension" : "extension");
        if (profile.Contexts.Count > 0 && !IsAllowed(run, extension.Parent!, profile))
            run.Findings.Add(extension, MessageTable.ExtensionContext, url, string.Join(", ", profile.Contexts.Select(c => c.Expression)));
        InvariantRules.Check(run, extension.Parent!, profile.ContextInvariants, extension);
        run.Under(extension, profile, () => ElementWalk.Check(run, extension, profile.Root));
    }

    private static bool IsAllowed(ValidationRun run, InstanceNode around, CompiledProfile extension) =>
        extension.Contexts.Any(c => IsContext(run, around, c)) ||
        (FurtherContexts.GetValueOrDefault(extension.Url)?.Any(path => IsElement(around, path)) ?? false);

    private static bool IsContext(ValidationRun run, InstanceNode around, ExtensionContext context) => context.Kind switch
    {
        "extension" => around.Type.Name == "Extension" && around.Child("url")?.Text == context.Expression,
        // A path that cannot be followed keeps no extension out.
        "fhirpath" => InvariantRules.Selects(run, around, context.Query!) ?? true,
        _ => IsElement(around, context.Expression),
    };

    /// <summary>Whether an element is the one that a path names: <c>Patient.contact.name</c>, <c>HumanName</c>, <c>Element</c>, <c>ElementDefinition.binding</c>.</summary>
    private static bool IsElement(InstanceNode around, string path)
    {
        var hash = path.IndexOf('#', StringComparison.Ordinal);
        var wanted = (hash < 0 ? path : path[(hash + 1)..]).Replace("[x]", "", StringComparison.Ordinal);
        if (wanted is "Element" or "*" || wanted is "Resource" && around.IsResource)
            return true;
        var names = "";
        for (var node = around; node is not null; node = node.Parent)
        {
            for (var type = node.Type; type is not null; type = type.Base)
                if (wanted == type.Name + names)
                    return true;
            if (node.IsResource)
                return false;
            names = "." + node.Name + names;
        }
        return false;
    }
}
