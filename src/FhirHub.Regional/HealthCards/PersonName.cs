using System.Text;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>Names as they are compared: without spaces, dots and case.</summary>
internal static class PersonName
{
    /// <summary>Every name that a person has, as it is compared.</summary>
    public static IReadOnlySet<string> Of(Patient patient) =>
        patient.Name.Select(TextOf).OfType<string>().Select(Folded).Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal);

    /// <summary>As it is written; null where nothing is. Han names join surname and given name without a space.</summary>
    public static string? TextOf(HumanName name)
    {
        if (!string.IsNullOrWhiteSpace(name.Text))
            return name.Text;
        string[] parts = [.. new[] { name.Family }.Concat(name.Given).OfType<string>().Where(p => p.Length > 0)];
        return parts.Length == 0 ? null : string.Join(parts.All(p => p.All(c => c < 0x80)) ? " " : string.Empty, parts);
    }

    public static string Folded(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c))
                text.Append(char.ToUpperInvariant(c));
        }

        return text.ToString();
    }
}
