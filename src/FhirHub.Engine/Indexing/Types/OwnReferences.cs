namespace FhirHub.Engine.Indexing.Types;

/// <summary>Absolute references to this server mean the same as relative ones, https://hl7.org/fhir/R4/search.html#reference.</summary>
/// <param name="ownUrl">The service root; null where it is not known.</param>
internal sealed class OwnReferences(string? ownUrl)
{
    private readonly string? _root = ownUrl is null ? null : ownUrl.TrimEnd('/') + "/";

    /// <summary>The part behind the service root; the text as it is when it does not begin with that.</summary>
    public string Relative(string reference) =>
        _root is not null && reference.StartsWith(_root, StringComparison.OrdinalIgnoreCase) ? reference[_root.Length..] : reference;
}
