namespace FhirHub.Regional.Policies;

/// <summary>Where a value is from: a place in a policy document, or nowhere, then it is a default.</summary>
/// <param name="Document">Number of the document, 宜府办发[2016]37号; null for a default.</param>
/// <param name="Place">The section, 医保 一(二); null for a default.</param>
public sealed record PolicySource(string? Document, string? Place)
{
    public static PolicySource Default { get; } = new(null, null);

    public bool IsDefault => Document is null;

    public override string ToString() => IsDefault ? "default" : $"{Document} {Place}";
}
