using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary>A <c>_filter</c> that does not follow its grammar.</summary>
internal static class FilterFault
{
    /// <param name="filter">The whole of it.</param>
    /// <param name="at">Index of the character at fault.</param>
    /// <param name="what">What is wrong there.</param>
    public static FhirException At(string filter, int at, string what)
    {
        string near = at < filter.Length ? $" near '{Quoted.Cut(filter[at..])}'" : string.Empty;
        return FhirException.Invalid("filter-invalid", $"_filter: {what}, at character {at + 1}{near}.");
    }
}
