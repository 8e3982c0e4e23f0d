using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>What the text of the specification says of entries beyond the constraints of Bundle, https://hl7.org/fhir/R4/bundle.html#bundle-unique.</summary>
internal static class BundleRules
{
    public static void Check(ValidationRun run, InstanceNode bundle)
    {
        var type = bundle.Child("type")?.Text;
        foreach (var entry in bundle.Children("entry"))
            if (entry.Child("resource") is { } resource)
                CheckEntry(run, entry, resource, type);
    }

    private static void CheckEntry(ValidationRun run, InstanceNode entry, InstanceNode resource, string? type)
    {
        if (entry.Child("fullUrl") is not { Text: { } url } fullUrl)
        {
            if (type is "document" or "message")
                run.Findings.AddAbout(entry, "fullUrl", MessageTable.FullUrlMissing, type);
            return;
        }
        if (!url.Contains(':', StringComparison.Ordinal))
        {
            run.Findings.Add(fullUrl, MessageTable.FullUrlRelative, ValueRules.Cut(url));
            return;
        }
        // Of a resource that is yet to be created, the id is not the server's.
        if (entry.Child("request")?.Child("method")?.Text == "POST" || resource.Child("id")?.Text is not { } id)
            return;
        if (url.StartsWith("http", StringComparison.Ordinal) && IsRestful(url, resource.Type.Name) && !url.EndsWith($"/{resource.Type.Name}/{id}", StringComparison.Ordinal))
            run.Findings.Add(fullUrl, MessageTable.FullUrlMismatch, ValueRules.Cut(url), $"{resource.Type.Name}/{id}");
    }

    private static bool IsRestful(string url, string type)
    {
        var parts = url.Split('/');
        return parts.Length >= 5 && (parts[^2] == type || Conformance.FhirSchema.R4.FindResource(parts[^2]) is not null);
    }
}
