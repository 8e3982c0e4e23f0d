using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>References to resources of this server.</summary>
public static class References
{
    /// <summary>What a reference leads to; null where it does not lead to a resource of this server by type and id.</summary>
    public static ResourceKey? Find(ResourceReference? reference)
    {
        if (reference?.Reference is not { Length: > 0 } text)
            return null;
        string[] parts = text.Split('/');
        return parts.Length is 2 or 4 && (parts.Length == 2 || parts[2] == "_history") && ModelInfo.IsKnownResource(parts[0]) && ResourceKey.IsValidId(parts[1])
            ? new ResourceKey(parts[0], parts[1])
            : null;
    }

    /// <summary>
    /// Writes references to this very server, by its base, as relative ones: both forms mean the same, https://hl7.org/fhir/R4/references.html#literal.
    /// </summary>
    /// <param name="elements">Whose references.</param>
    /// <param name="baseUrl">Of this server, without a slash at the end; empty for none.</param>
    public static void MakeRelative(IEnumerable<Base> elements, string baseUrl)
    {
        if (baseUrl.Length == 0)
            return;
        foreach (var element in elements)
            MakeRelative(element, baseUrl + "/");
    }

    private static void MakeRelative(Base element, string root)
    {
        if (element is ResourceReference { Reference: { } text } reference && text.StartsWith(root, StringComparison.Ordinal))
            reference.Reference = text[root.Length..];
        foreach (var (_, value) in element.EnumerateElements())
        {
            if (value is Base child)
                MakeRelative(child, root);
            else if (value is IEnumerable<Base> list)
                MakeRelative(list, root[..^1]);
        }
    }

    /// <summary>The same reference without this server's own address in front.</summary>
    /// <param name="reference">As a caller gives it.</param>
    /// <param name="baseUrl">As the caller reached this server; empty where nobody did.</param>
    public static ResourceReference Relative(ResourceReference reference, string baseUrl) =>
        baseUrl.Length > 0 && reference.Reference is { } text && text.StartsWith(baseUrl + "/", StringComparison.Ordinal)
            ? new ResourceReference(text[(baseUrl.Length + 1)..])
            : reference;

    /// <summary>The same, of one type.</summary>
    /// <param name="expression">Where it stands, for errors.</param>
    /// <exception cref="FhirException">Unprocessable: it leads elsewhere, or to another type.</exception>
    public static ResourceKey KeyOf(ResourceReference? reference, string type, string expression) =>
        Find(reference) is { } key && key.Type == type
            ? key
            : throw FhirException.Unprocessable("value", "reference-invalid", $"A reference of the form {type}/[id] is expected{(reference?.Reference is { } text ? $", not '{text}'" : string.Empty)}.", expression).InChinese($"须为 {type}/[id] 形式的引用{(reference?.Reference is { } given ? $"，而不是“{given}”" : string.Empty)}。");

    public static bool LeadTo(ResourceReference? reference, ResourceKey key) => Find(reference) == key;
}
