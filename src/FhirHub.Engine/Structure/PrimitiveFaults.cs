using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>The code of an issue about a value that is none of its type.</summary>
internal static class PrimitiveFaults
{
    private static readonly string[] Codes = [.. Enum.GetNames<PrimitiveKind>().Select(name => "invalid" + Kebab(name))];

    public static string Code(PrimitiveKind kind) => kind switch
    {
        // Their only rule: https://hl7.org/fhir/R4/datatypes.html#string.
        PrimitiveKind.String or PrimitiveKind.Markdown => "string-too-long",
        _ => Codes[(int)kind],
    };

    private static string Kebab(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));
}
