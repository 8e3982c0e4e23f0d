using System.Diagnostics.CodeAnalysis;

namespace FhirHub.Engine.Resources;

/// <summary>Type and logical id of a resource, <c>Patient/123</c>; its text is the primary key in the database.</summary>
public readonly record struct ResourceKey(string Type, string Id)
{
    public const int MaxIdLength = 64;

    public override string ToString() => $"{Type}/{Id}";

    /// <summary>https://hl7.org/fhir/R4/datatypes.html#id</summary>
    public static bool IsValidId([NotNullWhen(true)] string? id)
    {
        if (id is not { Length: > 0 and <= MaxIdLength })
            return false;
        foreach (char c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
                return false;
        }

        return true;
    }

    /// <summary>Reads the text form. The database holds no other.</summary>
    public static ResourceKey Parse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? new ResourceKey(text[..slash], text[(slash + 1)..])
            : throw new FormatException($"'{text}' is not of the form Type/id.");
    }
}
