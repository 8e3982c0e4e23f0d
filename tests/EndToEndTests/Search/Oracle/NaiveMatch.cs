using System.Globalization;
using FhirHub.Engine.Indexing;
using Hl7.Fhir.Model;

namespace FhirHub.EndToEndTests.Search.Oracle;

/// <summary>Whether an element matches one value of a search, by https://hl7.org/fhir/R4/search.html.</summary>
internal static class NaiveMatch
{
    public static bool Of(SearchParameterType type, string? modifier, Base element, string value) => type switch
    {
        SearchParameterType.Text => Texts(element).Any(t => String(t, modifier, NaiveValues.Unescape(value))),
        SearchParameterType.Token => Token(element, modifier, [.. NaiveValues.Split(value, '|').Select(NaiveValues.Unescape)]),
        SearchParameterType.Date => Date(element, value),
        SearchParameterType.Quantity => Quantity((Quantity)element, value),
        SearchParameterType.Reference => Reference((ResourceReference)element, modifier, value),
        _ => throw new ArgumentException(type.ToString()),
    };

    /// <summary>The strings of an element, a name also as a whole.</summary>
    public static IEnumerable<string> Texts(Base element) => element switch
    {
        HumanName { Family: var family } name when !name.Given.Any() => [family!],
        HumanName { Family: "张" or "李" } name => [name.Family!, .. name.Given!, name.Family! + string.Concat(name.Given)],
        HumanName name => [name.Family!, .. name.Given!, $"{name.Family} {string.Join(' ', name.Given)}", $"{string.Join(' ', name.Given)} {name.Family}"],
        _ => [element.ToString()!],
    };

    /// <summary>System and code of what tokens are made of.</summary>
    public static IEnumerable<(string System, string Code)> Codes(Base element) => element switch
    {
        CodeableConcept concept => concept.Coding.SelectMany(Codes),
        Coding coding => [(coding.System ?? "", coding.Code!)],
        Identifier identifier => [(identifier.System ?? "", identifier.Value!)],
        _ => [("", element.ToString()!)],
    };

    public static (double From, double To) Time(Base element) => element is Period period
        ? (period.Start is { } start ? NaiveValues.Interval(start).From : double.NegativeInfinity,
            period.End is { } end ? NaiveValues.Interval(end).To : double.PositiveInfinity)
        : NaiveValues.Interval(element.ToString()!);

    private static bool String(string text, string? modifier, string sought) => modifier switch
    {
        "exact" => text == sought,
        "contains" => NaiveValues.Fold(text).Contains(NaiveValues.Fold(sought), StringComparison.Ordinal),
        _ => NaiveValues.Begins(text, sought),
    };

    private static bool Token(Base element, string? modifier, string[] sought) => modifier switch
    {
        "text" => Words(element).Any(w => NaiveValues.Fold(w).StartsWith(NaiveValues.Fold(sought[0]), StringComparison.Ordinal)),
        "of-type" => element is Identifier { Type: { } type } identifier
            && type.Coding.Any(c => (c.System ?? "") == sought[0] && Same(c.Code!, sought[1])) && Same(identifier.Value!, sought[2]),
        _ => Codes(element).Any(c => sought.Length == 1 ? Same(c.Code, sought[0]) : c.System == sought[0] && (sought[1].Length == 0 || Same(c.Code, sought[1]))),
    };

    private static IEnumerable<string> Words(Base element) => element switch
    {
        CodeableConcept concept => [.. concept.Coding.SelectMany(Words), concept.Text!],
        Coding { Display: { } display } => [display],
        Identifier { Type.Text: { } text } => [text],
        _ => [],
    };

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static bool Date(Base element, string value)
    {
        var (prefix, date) = NaiveValues.Prefixed(value);
        return NaiveValues.Compares(prefix, Time(element), NaiveValues.Interval(date));
    }

    private static bool Quantity(Quantity quantity, string value)
    {
        string[] parts = [.. NaiveValues.Split(value, '|').Select(NaiveValues.Unescape)];
        var (prefix, number) = NaiveValues.Prefixed(parts[0]);
        double scale = 1, own = 1;
        if (parts.Length > 1)
        {
            if (parts[1].Length == 0 && quantity.Code != parts[2] && quantity.Unit != parts[2])
                return false;
            if (parts[1] == RandomValues.Ucum && quantity.System == RandomValues.Ucum)
                (scale, own) = (Micrograms(parts[2]), Micrograms(quantity.Code!));
            else if (parts[1].Length > 0 && (quantity.System != parts[1] || quantity.Code != parts[2]))
                return false;
        }

        // Whole numbers, as far as doubles go: the smallest unit is the microgram, the finest precision a hundredth of a digit.
        double exact = Parse(number) * scale, half = Precision(number) * scale, stored = (double)quantity.Value!.Value * own;
        return Compares(prefix, Bounds(quantity, stored), exact, half);
    }

    private static double Micrograms(string code) => code switch { "ug" => 1, "mg" => 1000, _ => 1_000_000 };

    private static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    /// <summary>Half of the last digit that is written.</summary>
    private static double Precision(string number) => number.Contains('e', StringComparison.Ordinal)
        ? 5
        : 0.5 * Math.Pow(10, number.Contains('.', StringComparison.Ordinal) ? number.IndexOf('.', StringComparison.Ordinal) + 1 - number.Length : 0);

    /// <summary>Both within.</summary>
    private static (double Low, double High) Bounds(Quantity quantity, double value) => quantity.Comparator switch
    {
        Hl7.Fhir.Model.Quantity.QuantityComparator.LessThan => (double.NegativeInfinity, Math.BitDecrement(value)),
        Hl7.Fhir.Model.Quantity.QuantityComparator.LessOrEqual => (double.NegativeInfinity, value),
        Hl7.Fhir.Model.Quantity.QuantityComparator.GreaterOrEqual => (value, double.PositiveInfinity),
        Hl7.Fhir.Model.Quantity.QuantityComparator.GreaterThan => (Math.BitIncrement(value), double.PositiveInfinity),
        _ => (value, value),
    };

    private static bool Compares(string prefix, (double Low, double High) value, double exact, double half)
    {
        // Conversions of units and fractions are not exact in doubles: what is nearly equal counts as equal.
        double slack = Math.Max(Math.Abs(exact), 1) * 1e-12;
        bool equal = value.Low >= exact - half - slack && value.High < exact + half - slack;
        return prefix switch
        {
            "eq" => equal,
            "ne" => !equal,
            "gt" => value.High > exact + (value.Low == value.High ? slack : 0),
            "lt" => value.Low < exact - (value.Low == value.High ? slack : 0),
            "ge" => value.High >= exact - (value.Low == value.High ? slack : 0),
            "le" => value.Low <= exact + (value.Low == value.High ? slack : 0),
            "sa" => value.Low > exact + (value.Low == value.High ? slack : 0),
            "eb" => value.High < exact - (value.Low == value.High ? slack : 0),
            _ => throw new ArgumentException(prefix),
        };
    }

    private static bool Reference(ResourceReference reference, string? modifier, string value)
    {
        if (modifier == "identifier")
            return reference.Identifier is { } identifier && Token(identifier, null, [.. NaiveValues.Split(value, '|').Select(NaiveValues.Unescape)]);
        string sought = NaiveValues.Unescape(value);
        if (reference.Reference is not { } text)
            return false;
        string key = text.Split("/_history/")[0];
        if (sought.Contains('/', StringComparison.Ordinal))
            return sought == text || sought == key;
        return key.Split('/') is [var type, var id] && id == sought && (modifier is null || modifier == type);
    }
}
