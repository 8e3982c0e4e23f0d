using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Instances;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>
/// Finds what references point to: contained, in the Bundle around, or by the text of the reference.
/// https://hl7.org/fhir/R4/references.html, https://hl7.org/fhir/R4/bundle.html#references
/// </summary>
internal sealed class ReferenceTargets(ValidationRun run)
{
    private readonly Dictionary<InstanceNode, Dictionary<string, InstanceNode>> _bundles = [];

    /// <summary>The target of a Reference, canonical or uri; <see cref="Target.Nothing"/> when it says none.</summary>
    public Target Find(InstanceNode node)
    {
        var text = node.Type.IsPrimitive ? node.Text : node.Child("reference")?.Text;
        return text is null ? Target.Nothing : Find(node, text);
    }

    /// <summary>The target of a reference that stands somewhere in the resource of the node.</summary>
    public Target Find(InstanceNode node, string text)
    {
        if (text.Length == 0)
            return Target.Nothing;
        if (text[0] == '#')
            return new Target(text, Aggregation.Contained, Contained(node, text), null);
        if (InBundle(node, text) is { } entry)
            return new Target(text, Aggregation.Bundled, entry, null);
        return new Target(text, Aggregation.Referenced, null, TypeInText(text));
    }

    private static InstanceNode? Contained(InstanceNode node, string reference)
    {
        var root = node.RootResource;
        if (reference.Length == 1)
            return root;
        return root.Find("contained")?.WithId(reference[1..]);
    }

    private InstanceNode? InBundle(InstanceNode node, string reference)
    {
        for (var resource = node.RootResource; resource.Parent is not null; resource = resource.Parent.Resource)
        {
            if (resource.Element?.Name != "resource" || resource.Parent.Parent?.Type.Name != "Bundle")
                continue;
            var bundle = resource.Parent.Parent;
            if (!_bundles.TryGetValue(bundle, out var entries))
                _bundles[bundle] = entries = Index(bundle);
            var plain = WithoutVersion(reference);
            if (Absolute(plain, resource.Parent.Child("fullUrl")?.Text) is { } absolute && entries.TryGetValue(absolute, out var found))
                return found;
            if (entries.TryGetValue(plain, out found))
                return found;
        }
        return null;
    }

    // A relative reference counts from the root of the URL its own resource has.
    private static string? Absolute(string reference, string? fullUrl)
    {
        if (fullUrl is null || reference.Contains(':', StringComparison.Ordinal))
            return null;
        var last = fullUrl.LastIndexOf('/');
        var before = last > 0 ? fullUrl.LastIndexOf('/', last - 1) : -1;
        return before > 0 ? fullUrl[..(before + 1)] + reference : null;
    }

    private static Dictionary<string, InstanceNode> Index(InstanceNode bundle)
    {
        var entries = new Dictionary<string, InstanceNode>(StringComparer.Ordinal);
        foreach (var entry in bundle.Children("entry"))
        {
            if (entry.Child("resource") is not { } resource)
                continue;
            if (entry.Child("fullUrl")?.Text is { } url)
                entries.TryAdd(url, resource);
            if (resource.Child("id")?.Text is { } id)
                entries.TryAdd($"{resource.Type.Name}/{id}", resource);
        }
        return entries;
    }

    /// <summary>The type that a RESTful URL names, absolute or relative; null for any other.</summary>
    private static TypeSchema? TypeInText(string reference)
    {
        var parts = WithoutVersion(reference).Split('?')[0].Split('/');
        return parts.Length >= 2 && parts[^1].Length > 0 ? FhirSchema.R4.FindResource(parts[^2]) : null;
    }

    private static string WithoutVersion(string reference)
    {
        var history = reference.IndexOf("/_history/", StringComparison.Ordinal);
        if (history > 0)
            reference = reference[..history];
        var bar = reference.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 ? reference[..bar] : reference;
    }

    /// <summary>The target with what the server knows of it, where the options ask for that.</summary>
    public Target Complete(Target target)
    {
        if (target.Where != Aggregation.Referenced || run.Options.References == ReferenceCheck.Text)
            return target;
        var found = run.Facts.Find(target.Text);
        return found is null ? target : target with { Found = found, Type = FhirSchema.R4.FindResource(found.Type), Node = run.Facts.Tree(target.Text) };
    }
}
