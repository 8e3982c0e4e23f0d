using FhirHub.Engine.Validation.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards.Numbers;

/// <summary>The document that a person's card is issued by.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">Its number, in capitals.</param>
internal sealed record PersonalDocument(DocumentKind Kind, string Value)
{
    /// <summary>The document of a person; null where there is none of a kind that counts.</summary>
    /// <param name="identifiers">Of a Patient.</param>
    /// <param name="systems">Knows the other names of systems.</param>
    public static PersonalDocument? Of(IEnumerable<Identifier> identifiers, IdentifierSystems systems)
    {
        var current = identifiers.Where(i => i.Use != Identifier.IdentifierUse.Old && i.Value is { Length: > 0 }).ToList();
        return DocumentKind.All
            .Select(kind => current.Find(i => systems.PreferredOf(i.System) == kind.System) is { } found ? new PersonalDocument(kind, Plain(found.Value)!) : null)
            .FirstOrDefault(d => d is not null);
    }

    /// <summary>Whether a person has a number now: one that was corrected, and is kept as old, is somebody else's.</summary>
    /// <param name="identifiers">Of a Patient.</param>
    /// <param name="systems">Knows the other names of systems.</param>
    /// <param name="system">The preferred name of the number's system.</param>
    /// <param name="value">The number, in capitals or not.</param>
    public static bool IsOf(IEnumerable<Identifier> identifiers, IdentifierSystems systems, string system, string value) =>
        identifiers.Any(i => i.Use != Identifier.IdentifierUse.Old && systems.PreferredOf(i.System) == system && Plain(i.Value) == Plain(value));

    /// <summary>A number as it is compared and kept: in capitals, without blanks around it.</summary>
    public static string? Plain(string? number) => number?.Trim().ToUpperInvariant();

    /// <summary>What the number says of its bearer; null where it says nothing: it is none of GB 11643, or has a fault.</summary>
    public IdentityNumber? Says => Kind == DocumentKind.IdentityNumber && IdentityNumber.Fault(Value) is null ? IdentityNumber.Of(Value) : null;

    /// <summary>What is wrong with the number, in English and Chinese; null for nothing.</summary>
    public (string English, string Chinese)? Fault
    {
        get
        {
            if (Kind == DocumentKind.IdentityNumber)
                return IdentityNumber.Fault(Value);
            bool fits = Value.Length <= CardNumber.MaxDocument && Value.All(char.IsAsciiLetterOrDigit);
            return fits ? null : ($"up to {CardNumber.MaxDocument} letters and digits", $"应为至多 {CardNumber.MaxDocument} 位字母和数字");
        }
    }
}
