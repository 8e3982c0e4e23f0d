using System.Text.RegularExpressions;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Parameters;

/// <summary>
/// Where a reference parameter can lead on one type. A definition shared by many types names the targets of all of them; an expression
/// that keeps references to Patients only leads nowhere else.
/// </summary>
internal static partial class ReferenceTargets
{
    public static IReadOnlyList<string> Of(TypeSchema type, string? expression, IReadOnlyList<string> declared)
    {
        if (declared.Contains("Resource"))
            declared = [];
        if (expression is null || type.Name.Length == 0)
            return declared;
        var resolved = ExpressionParts.Split(expression).Select(part => Resolves().Match(part)).ToList();
        return resolved.TrueForAll(m => m.Success) ? [.. resolved.Select(m => m.Groups[1].Value).Distinct()] : declared;
    }

    [GeneratedRegex(@"resolve\(\)\s+is\s+([A-Z]\w*)\s*\)+$")]
    private static partial Regex Resolves();
}
