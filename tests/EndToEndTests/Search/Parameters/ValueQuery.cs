namespace FhirHub.EndToEndTests.Search.Parameters;

/// <summary>What finds a value: a modifier with its colon, or nothing, and the value of a search, escaped.</summary>
internal readonly record struct ValueQuery(string Modifier, string Value)
{
    /// <summary>As a search writes it, for the parameter of the name.</summary>
    public string Text(string code) => $"{code}{Modifier}={Uri.EscapeDataString(Value)}";
}
