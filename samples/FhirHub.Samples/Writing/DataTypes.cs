namespace FhirHub.Samples.Writing;

/// <summary>Data types of FHIR as the generated resources use them, https://hl7.org/fhir/R4/datatypes.html.</summary>
internal static class DataTypes
{
    public static ResourceWriter Coding(this ResourceWriter writer, string system, string code, string? display = null)
    {
        writer.Open().Member("system"u8, system).Member("code"u8, code);
        if (display is not null)
            writer.Member("display"u8, display);
        return writer.Close();
    }

    /// <summary>A CodeableConcept as a member.</summary>
    public static ResourceWriter Concept(this ResourceWriter writer, ReadOnlySpan<byte> name, string system, string code, string? display = null, string? text = null) =>
        writer.Open(name).ConceptBody(system, code, display, text);

    /// <summary>A CodeableConcept as the only item of a list.</summary>
    public static ResourceWriter Concepts(this ResourceWriter writer, ReadOnlySpan<byte> name, string system, string code, string? display = null, string? text = null) =>
        writer.OpenList(name).Open().ConceptBody(system, code, display, text).CloseList();

    public static ResourceWriter Reference(this ResourceWriter writer, ReadOnlySpan<byte> name, string type, string id, string? display = null) =>
        writer.Open(name).ReferenceBody(type, id, display);

    /// <summary>A Reference as an item of a list.</summary>
    public static ResourceWriter Reference(this ResourceWriter writer, string type, string id, string? display = null) =>
        writer.Open().ReferenceBody(type, id, display);

    /// <summary>A Reference as the only item of a list.</summary>
    public static ResourceWriter References(this ResourceWriter writer, ReadOnlySpan<byte> name, string type, string id, string? display = null) =>
        writer.OpenList(name).Reference(type, id, display).CloseList();

    /// <summary>A Quantity in UCUM.</summary>
    /// <param name="value">In units of the last decimal.</param>
    /// <param name="unit">For people.</param>
    /// <param name="code">UCUM.</param>
    public static ResourceWriter Quantity(this ResourceWriter writer, ReadOnlySpan<byte> name, long value, int decimals, string unit, string code) =>
        writer.Open(name).Number("value"u8, value, decimals).Member("unit"u8, unit).Member("system"u8, Systems.Ucum).Member("code"u8, code).Close();

    /// <param name="fen">Hundredths of a yuan.</param>
    public static ResourceWriter Money(this ResourceWriter writer, ReadOnlySpan<byte> name, long fen) =>
        writer.Open(name).Number("value"u8, fen, 2).Member("currency"u8, "CNY"u8).Close();

    public static ResourceWriter Period(this ResourceWriter writer, ReadOnlySpan<byte> name, DateTime start, DateTime end) =>
        writer.Open(name).Member("start"u8, start).Member("end"u8, end).Close();

    /// <summary>An Identifier as an item of a list, left open for more members.</summary>
    public static ResourceWriter OpenIdentifier(this ResourceWriter writer, ReadOnlySpan<byte> use, string type, string text, string system, string value) =>
        writer.Open().Member("use"u8, use).Concept("type"u8, Systems.IdentifierType, type, text: text).Member("system"u8, system).Member("value"u8, value);

    /// <summary>A ContactPoint as an item of a list.</summary>
    public static ResourceWriter Phone(this ResourceWriter writer, string number, ReadOnlySpan<byte> use) =>
        writer.Open().Member("system"u8, "phone"u8).Member("value"u8, number).Member("use"u8, use).Close();

    private static ResourceWriter ConceptBody(this ResourceWriter writer, string system, string code, string? display, string? text)
    {
        writer.OpenList("coding"u8).Coding(system, code, display).CloseList();
        if (text is not null)
            writer.Member("text"u8, text);
        return writer.Close();
    }

    private static ResourceWriter ReferenceBody(this ResourceWriter writer, string type, string id, string? display)
    {
        writer.Member("reference"u8, $"{type}/{id}");
        if (display is not null)
            writer.Member("display"u8, display);
        return writer.Close();
    }
}
