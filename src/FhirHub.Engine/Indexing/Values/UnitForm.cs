namespace FhirHub.Engine.Indexing.Values;

/// <summary>One way in which the unit of a quantity can be asked for, and the scale its values have there.</summary>
/// <param name="Suffix">What stands between the parameter's prefix and <c>(</c>: nothing for a number without unit, else <c>'</c> and the unit.</param>
/// <param name="Conversion">Null where values stay as they are written.</param>
internal readonly record struct UnitForm(string Suffix, UnitConversion? Conversion)
{
    private const int Longest = 256;

    /// <summary>Just the number.</summary>
    public static UnitForm Number { get; } = new("", null);

    public double Convert(DecimalNumber value) => Conversion?.Convert(value) ?? value.ToDouble();

    /// <summary><c>system|code</c>; UCUM's codes in base units, if they can be converted.</summary>
    public static UnitForm OfCode(string system, string code) =>
        system == UcumUnits.System && UcumUnits.Find(code) is { } conversion
            ? new UnitForm("'" + conversion.Canonical, conversion)
            : new UnitForm($"'{Escape(system)}|{Escape(code)}", null);

    /// <summary><c>||text</c>: a code of any system, or the unit as it is written for people.</summary>
    public static UnitForm OfText(string text) => new("'|" + Escape(text), null);

    /// <summary>Every form in which a stored quantity can be asked for.</summary>
    public static IEnumerable<UnitForm> Of(QuantityJson quantity)
    {
        yield return Number;
        if (quantity.Code is { Length: > 0 } code)
        {
            if (quantity.System is { Length: > 0 } system)
                yield return OfCode(system, code);
            yield return OfText(code);
        }
        if (quantity.Unit is { Length: > 0 } unit && unit != quantity.Code)
            yield return OfText(unit);
    }

    // What stands in front of the first bracket names the entries of one unit, so none may be in the unit.
    private static string Escape(string text) => UnicodeText.Start(text, Longest).ToString().Replace('(', '\u0003');
}
