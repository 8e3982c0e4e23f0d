using System.Globalization;
using FhirHub.Engine.Terminology;
using FhirHub.Engine.Terminology.Systems;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>What a result is recognised as, and what makes it comparable.</summary>
internal sealed record CatalogueItem
{
    private const string Loinc = "http://loinc.org";

    /// <summary>Of the catalogue; as it was asked for where it is not listed.</summary>
    public required Coding Code { get; init; }

    public bool IsListed { get; init; } = true;

    /// <summary><c>laboratory</c>, <c>imaging</c>, <c>pathology</c>, <c>ecg</c> or <c>other</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Every code of a report that is of it: its own, those of LOINC, local ones that mean it or a kind of it.</summary>
    public required IReadOnlyList<Token> Tokens { get; init; }

    /// <summary>Those of them that mean it, and not a kind of it.</summary>
    public IReadOnlyList<Token> Meaning { get; init; } = [];

    /// <summary>The property that the catalogue gives a value which it cannot have; null for none.</summary>
    public string? Fault { get; init; }

    /// <summary>The items that a code means, where it means several and so none; null elsewhere.</summary>
    public string? Several { get; init; }

    /// <summary>Null for that of the category.</summary>
    public int? ValidityDays { get; init; }

    /// <summary>Comparable methods; empty for any.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Of UCUM; null for any.</summary>
    public string? Unit { get; init; }

    /// <summary>Within which the reference range of a result lies, in <see cref="Unit"/>; null for any.</summary>
    public ReferenceLimits? Limits { get; init; }

    /// <summary>In yuan; null where the catalogue does not say.</summary>
    public decimal? Fee { get; init; }

    /// <summary>Whether the results of a report must be looked at.</summary>
    public bool LooksAtResults => Methods.Count > 0 || Unit is not null || Limits is not null;

    public string Name => Code.Display ?? Code.Code ?? "";

    /// <summary>Whether what it finds is told by the report itself, and not by results.</summary>
    public bool IsFinding => Category is "imaging" or "pathology" or "ecg";

    /// <summary>Whether one of the codings means it.</summary>
    public bool IsMeantBy(CodeableConcept? concept) => Token.Of(concept).Any(t => Tokens.Any(own => own.Code == t.Code && (own.System is null || own.System == t.System)));

    /// <summary>What is in no catalogue.</summary>
    public static CatalogueItem Unlisted(Coding wanted) => new()
    {
        Code = wanted, IsListed = false, Category = "other", Tokens = [new Token(wanted.System, wanted.Code ?? "")],
    };

    /// <summary>What the catalogue says of a concept. Of a property given twice the later counts: that of a supplement.</summary>
    public static CatalogueItem Of(ConceptList list, Concept concept)
    {
        string? fault = null;
        string[] All(string property) => [.. concept.Properties.Where(p => p.Code == property).Select(p => p.Value)];
        T? One<T>(string property, Func<string, T?> read)
        {
            if (All(property) is not [.., var text])
                return default;
            var value = read(text);
            fault ??= value is null ? property : null;
            return value;
        }

        Token[] meaning =
        [
            new Token(list.Head.Url, concept.Code),
            .. All("loinc").Select(c => new Token(Loinc, c)),
            .. list.Mappings.Where(m => m.IsSame && m.Code == concept.Code).Select(m => new Token(m.System, m.Other)),
        ];
        var item = new CatalogueItem
        {
            Code = new Coding(list.Head.Url, concept.Code, concept.Display),
            Category = One("category", t => t) ?? "other",
            Meaning = meaning,
            Tokens = [.. meaning, .. list.Mappings.Where(m => !m.IsSame && m.Code == concept.Code).Select(m => new Token(m.System, m.Other))],
            ValidityDays = One<int?>("validityDays", t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days > 0 ? days : null),
            Methods = All("method"),
            Unit = One("unit", t => t),
            Limits = One("comparableRange", ReferenceLimits.Parse),
            Fee = One<decimal?>("fee", t => decimal.TryParse(t, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal fee) && Yuan.IsAmount(fee) ? fee : null),
        };
        return item with { Fault = fault ?? (item is { Limits: not null, Unit: null } ? "unit" : null) };
    }
}
