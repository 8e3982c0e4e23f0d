using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>A token of a search: <c>code</c>, <c>system|code</c>, <c>|code</c> or <c>system|</c>. https://hl7.org/fhir/R4/search.html#token</summary>
/// <param name="System">Null for any; empty for none.</param>
/// <param name="Code">Empty for any of the system.</param>
internal readonly record struct TokenValue(string? System, string Code)
{
    /// <exception cref="FhirException">Invalid: none of these forms.</exception>
    public static TokenValue Read(string parameter, string value)
    {
        var parts = SearchValue.Split(value, '|').Select(SearchValue.Unescape).ToList();
        return parts switch
        {
            [{ Length: > 0 } code] => new TokenValue(null, code),
            [var system, var code] when system.Length + code.Length > 0 => new TokenValue(system, code),
            _ => throw SearchFault.Value(parameter, value, "not code, system|code, |code or system|; a bar within a code is written \\|"),
        };
    }

    /// <summary>The entries of the kinds that tokens have.</summary>
    /// <param name="prefix">What they begin with.</param>
    /// <param name="whole">The kind of an entry with its system.</param>
    /// <param name="bare">Begins an entry of the code alone.</param>
    public EntryCondition Condition(string prefix, char whole, string bare)
    {
        if (System is null)
            return new EntryCondition { Equal = [EntryText.Of(prefix, bare[0], bare[1..] + Code.ToLowerInvariant())] };
        if (Code.Length == 0)
            return new EntryCondition { Within = [EntryText.StartingWith(prefix, whole, System + "|")] };
        return new EntryCondition { Equal = [EntryText.Of(prefix, whole, System, EntryText.Fold(System, Code))] };
    }
}
