using System.Globalization;
using FhirHub.Engine.Errors;
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

    /// <summary>Every code that means it: its own, those of LOINC, local ones.</summary>
    public required IReadOnlyList<Token> Tokens { get; init; }

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

    /// <exception cref="FhirException">Not supported: a property has a value that it cannot have.</exception>
    public static CatalogueItem Of(ConceptList list, Concept concept)
    {
        string[] All(string property) => [.. concept.Properties.Where(p => p.Code == property).Select(p => p.Value)];
        string? One(string property) => All(property).FirstOrDefault();
        var limits = One("comparableRange") is { } range
            ? ReferenceLimits.Parse(range) ?? throw Invalid(list, concept, "comparableRange")
            : null;
        if (limits is not null && One("unit") is null)
            throw Invalid(list, concept, "unit");
        return new CatalogueItem
        {
            Code = new Coding(list.Head.Url, concept.Code, concept.Display),
            Category = One("category") ?? "other",
            Tokens =
            [
                new Token(list.Head.Url, concept.Code),
                .. All("loinc").Select(c => new Token(Loinc, c)),
                .. list.Mappings.Where(m => m.Code == concept.Code).Select(m => new Token(m.System, m.Other)),
            ],
            ValidityDays = One("validityDays") is { } days
                ? int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : throw Invalid(list, concept, "validityDays")
                : null,
            Methods = All("method"),
            Unit = One("unit"),
            Limits = limits,
            Fee = One("fee") is { } fee
                ? decimal.TryParse(fee, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal yuan) && Yuan.IsAmount(yuan) ? yuan : throw Invalid(list, concept, "fee")
                : null,
        };
    }

    private static FhirException Invalid(ConceptList list, Concept concept, string property) =>
        FhirException.NotSupported("catalogue-invalid", $"The catalogue {list.Head.Url} gives {concept.Code} no {property} that can be used.");
}
