using FhirHub.Engine.Indexing.Values;
using FhirHub.Regional.HealthCards.Numbers;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace FhirHub.Regional.HealthCards.Matching;

/// <summary>What a Patient is compared by.</summary>
internal sealed record PersonTraits
{
    private const int MobileDigits = 11;

    // What is longer is no address of anybody, and every candidate is compared with it.
    private const int LongestAddress = 200;

    /// <summary>By kind, in capitals.</summary>
    public required IReadOnlyDictionary<DocumentKind, string> Documents { get; init; }

    /// <summary>Health cards and other cards that are one person's: <c>system|number</c>.</summary>
    public required IReadOnlySet<string> Cards { get; init; }

    public required IReadOnlySet<string> HealthCards { get; init; }

    /// <summary>As <see cref="PersonName.Folded"/>.</summary>
    public required IReadOnlySet<string> Names { get; init; }

    /// <summary>The names in Latin letters, each reading.</summary>
    public required IReadOnlySet<string> Readings { get; init; }

    /// <summary>YYYY-MM-DD, or less of it.</summary>
    public string? BirthDate { get; init; }

    public string? Sex { get; init; }

    /// <summary>Digits without the country.</summary>
    public required IReadOnlySet<string> Phones { get; init; }

    /// <summary>Without spaces, and without what every address of a province begins with alike.</summary>
    public required IReadOnlySet<string> Addresses { get; init; }

    public static PersonTraits Of(Patient patient, IdentifierSystems systems)
    {
        var current = patient.Identifier.Where(i => i.Value is { Length: > 0 }).ToList();
        var names = PersonName.Of(patient);
        // A card that was unbound may be another's now; one that was replaced still was this person's.
        var cards = current.Select(i => (Card: i, Kind: CardKind.Of(i, systems)))
            .Where(c => c.Kind is { Code: not CardKind.VisitCard } && CardIdentifiers.StateOf(c.Card) is not (CardIdentifiers.Unbound or CardIdentifiers.Cancelled)).ToList();
        return new PersonTraits
        {
            Documents = DocumentKind.All
                .Select(kind => (kind, current.Find(i => i.Use != Identifier.IdentifierUse.Old && systems.PreferredOf(i.System) == kind.System)?.Value))
                .Where(d => d.Value is not null).ToDictionary(d => d.kind, d => d.Value!.Trim().ToUpperInvariant()),
            Cards = cards.Select(c => $"{c.Kind!.System}|{c.Card.Value}").ToHashSet(StringComparer.Ordinal),
            HealthCards = cards.Where(c => c.Kind!.System == CardIdentifiers.HealthCard).Select(c => c.Card.Value!).ToHashSet(StringComparer.Ordinal),
            Names = names,
            Readings = names.SelectMany(ReadingsOf).ToHashSet(StringComparer.Ordinal),
            BirthDate = patient.BirthDate,
            Sex = patient.Gender is AdministrativeGender.Male or AdministrativeGender.Female ? patient.Gender.GetLiteral() : null,
            Phones = patient.Telecom.Where(t => t.System is ContactPoint.ContactPointSystem.Phone or ContactPoint.ContactPointSystem.Sms).Select(PhoneOf).OfType<string>().ToHashSet(StringComparer.Ordinal),
            Addresses = patient.Address.Select(AddressOf).Where(a => a.Length > 0).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Whether there is anything that a person could be found by.</summary>
    public bool CanBeFound => Documents.Count + Cards.Count + Phones.Count > 0 || (Names.Count > 0 && BirthDate is not null);

    /// <summary>How many values there are that a person is looked for by, or compared by; each reading of a name is one.</summary>
    public int Ways => Documents.Count + Cards.Count + Phones.Count + Names.Count + Readings.Count + Addresses.Count;

    private static IEnumerable<string> ReadingsOf(string name)
    {
        string folded = name.ToLowerInvariant();
        // Full readings and initials take turns; initials would make half a town one person.
        var forms = Pinyin.FormsOf(folded).Where((_, i) => i % 2 == 0).ToList();
        return forms.Count == 0 && folded.All(char.IsAsciiLetter) ? [folded] : forms;
    }

    private static string? PhoneOf(ContactPoint telecom)
    {
        string digits = new([.. (telecom.Value ?? string.Empty).Where(char.IsAsciiDigit)]);
        if (digits.Length > MobileDigits && digits.StartsWith("86", StringComparison.Ordinal))
            digits = digits[2..];
        return digits.Length == 0 ? null : digits;
    }

    private static string AddressOf(Address address)
    {
        string text = PersonName.Folded(address.Line.Any() ? string.Concat(address.Line) : address.Text ?? string.Empty);
        foreach (string? part in new[] { address.State, address.City, address.District })
        {
            string folded = PersonName.Folded(part ?? string.Empty);
            if (folded.Length > 0 && text.StartsWith(folded, StringComparison.Ordinal))
                text = text[folded.Length..];
        }

        return text.Length > LongestAddress ? text[..LongestAddress] : text;
    }
}
