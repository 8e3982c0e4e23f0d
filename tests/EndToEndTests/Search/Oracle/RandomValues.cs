namespace FhirHub.EndToEndTests.Search.Oracle;

/// <summary>The values that resources and queries are made of: few, so that they meet, and each there for a reason.</summary>
internal static class RandomValues
{
    public static readonly string[] Families = ["Zhang", "zhāng", "ＺＨＡＮＧ", "张", "李", "O'Neil", "Müller", "MULLER", "𠮷田", "Li", "van  der Berg", "a,b", "x|y", "c$d", "back\\slash", "ﬁne", "Åsa"];
    public static readonly string[] Given = ["San", "Anna", "anna", "Ａnna", "Zoë", "Jo"];
    public static readonly string[] Days = ["1900-01-01", "1999", "2000-02", "2000-02-29", "2024", "2024-01-01", "2024-02", "2024-02-29", "2024-12-31"];

    public static readonly string[] Moments =
    [
        .. Days, "2024-02-29T23:59:59+08:00", "2024-02-29T15:59:59Z", "2024-02-29T00:00:00+08:00", "2024-02-28T16:00:00Z", "2024-02-29T16:00:00Z",
        "2024-03-01T00:00:00.000+14:00", "2023-12-31T23:59:59.999Z", "2024-02-29T12:30:00.5-05:00", "9999-12-31",
    ];

    public static readonly string[] Systems = ["http://loinc.org", "http://example.org/A", "urn:oid:1.2.3"];
    public static readonly string[] Codes = ["8480-6", "a", "A", "b", "b|c", "d,e", "x$y", "n\\o"];
    public static readonly string[] Words = ["Blood", "blood pressure", "Blutdrück", "血压", "Ｂlood"];
    public static readonly string[] Tags = ["t1", "T1", "t2"];
    public static readonly (string Value, string? Unit, string? System, string? Code)[] Quantities =
    [
        ("5", "mg", Ucum, "mg"), ("5.0", "mg", Ucum, "mg"), ("0.005", "g", Ucum, "g"), ("0.0050", "g", Ucum, "g"), ("5000", "ug", Ucum, "ug"), ("4.6", null, Ucum, "mg"),
        ("5.5", "mg", Ucum, "mg"), ("5", null, null, null), ("5", "tablets", null, null), ("-3", "tablets", null, null), ("1e2", "x", "http://example.org/A", "a"), ("100.4", "x", "http://example.org/A", "a"), ("0", null, null, null),
    ];

    public const string Ucum = "http://unitsofmeasure.org";

    public static T Of<T>(this Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];

    public static bool Chance(this Random random, int percent) => random.Next(100) < percent;
}
