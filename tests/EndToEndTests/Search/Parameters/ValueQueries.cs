using System.Globalization;
using FhirHub.Engine.Indexing;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;
using SearchParameter = FhirHub.Engine.Indexing.SearchParameter;

namespace FhirHub.EndToEndTests.Search.Parameters;

/// <summary>The searches by which a value has to be found, by the definitions of https://hl7.org/fhir/R4/search.html.</summary>
internal static class ValueQueries
{
    private const int LongestText = 200;

    /// <summary>Of an extension, those of its value.</summary>
    public static IEnumerable<ValueQuery> Of(SearchParameter parameter, Base value) => value is Extension extension ? extension.Value is { } content ? Of(parameter, content) : [] : parameter.Type switch
    {
        SearchParameterType.Text => Texts(value).Where(t => t.Any(char.IsLetterOrDigit)).SelectMany(OfText),
        SearchParameterType.Token => Tokens(value),
        SearchParameterType.Date => Dates(value).SelectMany(OfDate),
        SearchParameterType.Number => Numbers(value),
        SearchParameterType.Quantity => Quantities(value),
        SearchParameterType.Reference => References(parameter, value),
        SearchParameterType.Uri => value is PrimitiveType ? [new("", Escape(value.ToString()!))] : [],
        SearchParameterType.Special => Positions(value),
        _ => [],
    };

    /// <summary>A backslash in front of what separates values and their parts.</summary>
    public static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(Base value) => (value switch
    {
        HumanName name => [name.Family, name.Text, .. name.Given, .. name.Prefix, .. name.Suffix],
        Address address => [address.Text, .. address.Line, address.City, address.District, address.State, address.PostalCode, address.Country],
        PrimitiveType => [value.ToString()],
        _ => Array.Empty<string?>(),
    }).OfType<string>();

    private static IEnumerable<ValueQuery> OfText(string text)
    {
        yield return new("", Escape(text[..Math.Min(text.Length, LongestText)]));
        if (text.Length > LongestText)
            yield break;
        yield return new(":exact", Escape(text));
        yield return new(":contains", Escape(text[(text.Length / 2)..]));
    }

    private static IEnumerable<ValueQuery> Tokens(Base value) => value switch
    {
        CodeableConcept concept => concept.Coding.SelectMany(OfCoding).Concat(TextOf(concept.Text)),
        Coding coding => OfCoding(coding),
        Identifier identifier => OfIdentifier(identifier),
        ContactPoint contact => contact.Value is { } number ? [new("", Escape(number))] : [],
        // A code's system is that of its value set, which the SDK knows for enumerations.
        PrimitiveType and ICoded code => [new("", Escape(value.ToString()!)), .. code.ToCodings().Where(c => c.System is not null).SelectMany(OfCoding)],
        PrimitiveType => [new("", Escape(value.ToString()!))],
        _ => [],
    };

    private static IEnumerable<ValueQuery> OfCoding(Coding coding)
    {
        if (coding.Code is { } code)
        {
            yield return new("", $"{Escape(coding.System ?? "")}|{Escape(code)}");
            yield return new("", Escape(code));
        }

        if (coding.System is { } system)
            yield return new("", $"{Escape(system)}|");
        foreach (var text in TextOf(coding.Display))
            yield return text;
    }

    private static IEnumerable<ValueQuery> TextOf(string? text) => text is not null && text.Any(char.IsLetterOrDigit)
        ? [new(":text", Escape(text[..Math.Min(text.Length, LongestText)]))]
        : [];

    private static IEnumerable<ValueQuery> OfIdentifier(Identifier identifier)
    {
        if (identifier.Value is not { } value)
            yield break;
        yield return new("", $"{Escape(identifier.System ?? "")}|{Escape(value)}");
        yield return new("", Escape(value));
        foreach (var type in identifier.Type?.Coding.Where(c => c is { System: not null, Code: not null }) ?? [])
            yield return new(":of-type", $"{Escape(type.System!)}|{Escape(type.Code!)}|{Escape(value)}");
    }

    /// <summary>The two bounds of a time; the same twice for what is written as one text.</summary>
    private static IEnumerable<(string? Start, string? End)> Dates(Base value) => value switch
    {
        Period period => [(period.Start, period.End)],
        Timing { Repeat.Bounds: Period bounds, Event: var events } when !events.Any() => [(bounds.Start, bounds.End)],
        Timing timing => timing.Event.Select(e => ((string?)e, (string?)e)),
        Date or FhirDateTime or Instant => [(value.ToString(), value.ToString())],
        _ => [],
    };

    private static IEnumerable<ValueQuery> OfDate((string? Start, string? End) date)
    {
        if (date.Start is { } only && date.End == only)
            yield return new("", only);
        if (date.Start is { } start)
            yield return new("", "ge" + start);
        if (date.End is { } end)
            yield return new("", "le" + end);
    }

    private static IEnumerable<ValueQuery> Numbers(Base value) => value switch
    {
        PrimitiveType => [new("", value.ToString()!), new("", "ge" + value), new("", "le" + value)],
        Hl7.Fhir.Model.Range range => Bounds(range).Select(b => new ValueQuery("", b.Prefix + b.Bound)),
        _ => [],
    };

    private static IEnumerable<ValueQuery> Quantities(Base value) => value switch
    {
        Quantity quantity when Text(quantity.ValueElement) is { } number => WithUnits(PrefixOf(quantity) + number, quantity.System, quantity.Code, quantity.Unit),
        Money money when Text(money.ValueElement) is { } amount => WithUnits(amount, "urn:iso:std:iso:4217", money.Currency?.GetLiteral(), null),
        Hl7.Fhir.Model.Range range => Bounds(range).SelectMany(b => WithUnits(b.Prefix + b.Bound, b.Of.System, b.Of.Code, b.Of.Unit)),
        _ => [],
    };

    // "Less than 5" is not 5, but every number below.
    private static string PrefixOf(Quantity quantity) => quantity.Comparator switch
    {
        Quantity.QuantityComparator.LessThan or Quantity.QuantityComparator.LessOrEqual => "lt",
        Quantity.QuantityComparator.GreaterThan or Quantity.QuantityComparator.GreaterOrEqual => "gt",
        _ => "",
    };

    private static IEnumerable<(string Prefix, string Bound, Quantity Of)> Bounds(Hl7.Fhir.Model.Range range)
    {
        if (Text(range.Low?.ValueElement) is { } low)
            yield return ("ge", low, range.Low!);
        if (Text(range.High?.ValueElement) is { } high)
            yield return ("le", high, range.High!);
    }

    private static IEnumerable<ValueQuery> WithUnits(string number, string? system, string? code, string? unit)
    {
        yield return new("", number);
        if (system is not null && code is not null)
            yield return new("", $"{number}|{Escape(system)}|{Escape(code)}");
        foreach (string text in new[] { code, unit }.OfType<string>().Distinct())
            yield return new("", $"{number}||{Escape(text)}");
    }

    // Of numbers beyond those of .NET the SDK keeps the text.
    private static string? Text(FhirDecimal? number) => Convert.ToString(number?.JsonValue, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    private static IEnumerable<ValueQuery> References(SearchParameter parameter, Base value) => value switch
    {
        ResourceReference reference => OfReference(parameter, reference),
        // A name alone would be taken for an id.
        FhirUri or Canonical or FhirUrl when value.ToString() is { Length: > 0 } url && url[0] != '#' && url.AsSpan().ContainsAny(':', '/') =>
            url.Contains('|', StringComparison.Ordinal) ? [new("", Escape(url)), new("", Escape(url.Split('|')[0]))] : [new("", Escape(url))],
        Resource { Id: { } id } resource => [new("", $"{resource.TypeName}/{id}")],
        _ => [],
    };

    private static IEnumerable<ValueQuery> OfReference(SearchParameter parameter, ResourceReference reference)
    {
        if (reference.Reference is { Length: > 0 } text && text[0] != '#')
        {
            yield return new("", Escape(text));
            if (text.Split('/') is [var type, var id] && (parameter.Targets.Count == 0 || parameter.Targets.Contains(type)))
            {
                yield return new("", id);
                yield return new(":" + type, id);
            }
        }

        if (reference.Identifier is { Value: { } value } identifier)
            yield return new(":identifier", $"{Escape(identifier.System ?? "")}|{Escape(value)}");
    }

    private static IEnumerable<ValueQuery> Positions(Base value) =>
        value is Location.PositionComponent at && Text(at.LatitudeElement) is { } latitude && Text(at.LongitudeElement) is { } longitude
            ? [new("", $"{latitude}|{longitude}|1|km"), new("", $"{latitude}|{longitude}")]
            : [];
}
