using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Finds the decimals of a resource that no <see cref="decimal"/> holds.</summary>
internal static class UncountableNumbers
{
    /// <summary>The FHIRPath of each.</summary>
    /// <param name="element">Where to look.</param>
    /// <param name="path">Of that element.</param>
    public static IEnumerable<string> In(Base element, string path)
    {
        if (element is FhirDecimal number && !Numbers.IsCountable(number))
            return [path];
        return element.EnumerateElements().SelectMany(e => e.Value switch
        {
            Base child => In(child, $"{path}.{e.Key}"),
            IEnumerable<Base> children => children.SelectMany((c, i) => In(c, $"{path}.{e.Key}[{i}]")),
            _ => [],
        });
    }
}
