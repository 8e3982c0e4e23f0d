using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>What no search may hold, whatever it means.</summary>
internal static class RequestLimits
{
    /// <exception cref="FhirException">Invalid: too many parameters, or text that no resource can hold.</exception>
    public static void Check(SearchRequest request, SearchSettings settings)
    {
        if (request.Parameters.Count > settings.MaxParameters)
            throw FhirException.Invalid(
                "parameter-too-many",
                $"The search has {request.Parameters.Count} parameters; at most {settings.MaxParameters} are supported.");
        Issue[] faults = [.. request.Parameters
            .Where(p => !UnicodeText.IsWhole(p.Key) || !UnicodeText.IsWhole(p.Value))
            .Select(p => Issue.Error("invalid", "parameter-invalid", $"The parameter '{Quoted.Cut(p.Key)}' holds a character that no text can: U+0000, or half of a surrogate pair."))];
        if (faults.Length > 0)
            throw FhirException.Invalid(faults);
    }
}
