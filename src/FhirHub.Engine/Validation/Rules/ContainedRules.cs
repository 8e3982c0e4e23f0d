using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Invariants;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>The constraints of every resource, dom-2 to dom-6: https://hl7.org/fhir/R4/domainresource.html#constraints.</summary>
internal static class ContainedRules
{
    private static readonly Invariant Nested = Rule("dom-2", "If the resource is contained in another resource, it SHALL NOT contain nested Resources");
    private static readonly Invariant Unreferenced = Rule(
        "dom-3", "If the resource is contained in another resource, it SHALL be referred to from elsewhere in the resource or SHALL refer to the containing resource");

    private static readonly Invariant Versioned = Rule(
        "dom-4", "If a resource is contained in another resource, it SHALL NOT have a meta.versionId or a meta.lastUpdated");

    private static readonly Invariant Secured = Rule("dom-5", "If a resource is contained in another resource, it SHALL NOT have a security label");
    private static readonly Invariant Told = new("dom-6", "text.`div`.exists()")
    {
        IsBestPractice = true,
        Human = "A resource should have narrative for robust management",
    };

    public static void Check(ValidationRun run, InstanceNode resource)
    {
        if (!resource.Type.Is("DomainResource"))
            return;
        if (run.Options.BestPractice != BestPractice.Ignore && resource.Child("text")?.Child("div") is null)
            InvariantRules.ReportBroken(run, resource, Told, "", "");
        var contained = resource.Children("contained");
        if (contained.Count == 0)
            return;
        var references = new HashSet<string>(StringComparer.Ordinal);
        Collect(resource, references);
        foreach (var inner in contained)
        {
            if (inner.Find("contained") is not null)
                InvariantRules.ReportBroken(run, inner, Nested, "", "");
            if (!(inner.Child("id")?.Text is { } id && references.Contains("#" + id)) && !RefersToContainer(inner))
                InvariantRules.ReportBroken(run, inner, Unreferenced, "", "");
            var meta = inner.Child("meta");
            if (meta?.Child("versionId") is not null || meta?.Child("lastUpdated") is not null)
                InvariantRules.ReportBroken(run, inner, Versioned, "", "");
            if (meta?.Child("security") is not null)
                InvariantRules.ReportBroken(run, inner, Secured, "", "");
        }
    }

    // References are strings, canonicals, URIs and URLs that begin with '#'.
    private static void Collect(InstanceNode node, HashSet<string> references)
    {
        foreach (var member in node.Members)
            foreach (var item in member.Items)
            {
                if (IsReference(item) && item.Text is { } text && text[0] == '#')
                    references.Add(text);
                if (item.HasMembers)
                    Collect(item, references);
            }
    }

    private static bool RefersToContainer(InstanceNode inner)
    {
        foreach (var member in inner.Members)
            foreach (var item in member.Items)
                if ((IsReference(item) && item.Text == "#") || (item.HasMembers && RefersToContainer(item)))
                    return true;
        return false;
    }

    private static bool IsReference(InstanceNode node) => node.HasValue && node.Utf8.Length > 0 &&
        (node.Type.Name is "canonical" or "uri" or "url" || node.Name == "reference");

    private static Invariant Rule(string key, string human) => new(key, "") { IsError = true, Human = human };
}
