using System.Text;
using FhirHub.Engine.Errors;

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
            .Where(p => !IsText(p.Key) || !IsText(p.Value))
            .Select(p => Issue.Error("invalid", "parameter-invalid", $"The parameter '{Quoted.Cut(p.Key)}' holds a character that no text can: U+0000, or half of a surrogate pair."))];
        if (faults.Length > 0)
            throw FhirException.Invalid(faults);
    }

    /// <summary>Whether it is Unicode text without U+0000: what entries, and the database, can hold.</summary>
    public static bool IsText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (char.IsSurrogate(text[i]) && !Rune.TryGetRuneAt(text, i++, out _))
                return false;
        }

        return true;
    }
}
