using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Fhir.Metrics;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// Parses UCUM codes with Fhir.Metrics, https://ucum.org/ucum. What that lacks is added: temperatures (Celsius, Fahrenheit), annotations
/// without meaning (<c>{beats}/min</c> is <c>/min</c>), and that arbitrary units (<c>[iU]</c>) equal nothing but themselves.
/// </summary>
internal sealed partial class UcumParser
{
    private static readonly UnitConversion Celsius = new("K", new DecimalNumber(1, 0)) { Offset = new DecimalNumber(27315, -2) };
    private static readonly UnitConversion Fahrenheit = new("K", new DecimalNumber(5, 0)) { Offset = new DecimalNumber(45967, -2), Divisor = 9 };

    private readonly Lock _lock = new();
    private readonly SystemOfUnits _units = UCUM.Load();

    /// <summary>Null for a code that is no unit, and for a unit without a linear scale.</summary>
    public UnitConversion? Parse(string code)
    {
        switch (code)
        {
            case "Cel": return Celsius;
            case "[degF]": return Fahrenheit;
        }
        var plain = LoneAnnotation().Replace(code, "1");
        plain = Annotation().Replace(plain, "").Replace("[IU]", "[iU]", StringComparison.Ordinal);
        if (plain == "1")
            return new UnitConversion("", new DecimalNumber(1, 0));
        return Form().IsMatch(plain) ? Convert(plain) : null;
    }

    private UnitConversion? Convert(string code)
    {
        try
        {
            Quantity canonical;
            // Fhir.Metrics does not say whether it may be used from several threads.
            lock (_lock)
                canonical = _units.Canonical(_units.Quantity(Exponential.Exact(1m), code));
            var factor = Factor(canonical.Value);
            return factor.Significand > 0 && double.IsNormal(factor.ToDouble())
                ? new UnitConversion(Name(canonical.Metric, code), factor)
                : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or OverflowException or DivideByZeroException or InvalidCastException
            or KeyNotFoundException or IndexOutOfRangeException or NullReferenceException || e.GetType() == typeof(Exception))
        {
            // All of these have no meaning but "not a unit I can convert".
            return null;
        }
    }

    private static DecimalNumber Factor(Exponential value)
    {
        var text = value.Significand.ToString(CultureInfo.InvariantCulture);
        return DecimalNumber.TryParse(Encoding.ASCII.GetBytes(text), out var significand)
            ? significand with { Exponent = significand.Exponent + value.Exponent }
            : default;
    }

    /// <summary>Base units sorted by name, each once, and the arbitrary units that Fhir.Metrics takes for mere numbers.</summary>
    private static string Name(Metric metric, string code)
    {
        var exponents = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var axis in metric.Axes.Where(a => a.Unit.Symbol is not ("1" or "")))
            exponents[axis.Unit.Symbol] = exponents.GetValueOrDefault(axis.Unit.Symbol) + axis.Exponent;
        var names = exponents.Where(e => e.Value != 0).Select(e => e.Value == 1 ? e.Key : $"{e.Key}{e.Value}");
        return string.Join('.', names.Concat(Arbitrary().Matches(code).Select(m => m.Value).Order(StringComparer.Ordinal)));
    }

    /// <summary>An annotation that stands for a factor by itself.</summary>
    [GeneratedRegex(@"(?<=^|[./])\{[^{}]*\}(?=$|[./])")]
    private static partial Regex LoneAnnotation();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Annotation();

    // Fhir.Metrics skips empty factors, and raises to any power step by step; it knows no parentheses.
    [GeneratedRegex(@"\A(?!.*[0-9]{4})/?(?:\[[^][]*\]|[^][./(){}\s])+(?:[./](?:\[[^][]*\]|[^][./(){}\s])+)*\z")]
    private static partial Regex Form();

    /// <summary>The units that UCUM calls arbitrary, https://ucum.org/ucum#para-24.</summary>
    [GeneratedRegex(@"\[(?:[^][]*'U|iU|[CFPB][FA]U|FFU|[CTE]+ID_50|IR|AU|EU|ELU|FEU|PNU|Lf|Amb'a'1'U|D'ag'U|hp_[^][]*)\]")]
    private static partial Regex Arbitrary();
}
