using System.Text.Json;

namespace FhirHub.Server.Pages;

/// <summary>An invariant of a profile in words.</summary>
/// <param name="Key"><c>cn-patient-1</c>.</param>
/// <param name="Element">Id of the element that it is on.</param>
internal sealed record ConstraintText(string Key, string Element, bool IsError, string? Human, string? Expression)
{
    private const string Translation = "http://hl7.org/fhir/StructureDefinition/translation";

    /// <summary>Those that the profile itself adds.</summary>
    public static IReadOnlyList<ConstraintText> Of(JsonElement profile, bool isChinese)
    {
        var found = new List<ConstraintText>();
        foreach (var element in ElementTable.ElementsOf(profile, "differential"))
        {
            if (!element.TryGetProperty("constraint", out var constraints) || constraints.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var constraint in constraints.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.Object))
            {
                found.Add(new ConstraintText(
                    ElementTable.Text(constraint, "key") ?? "–",
                    ElementTable.Text(element, "id") ?? ElementTable.Text(element, "path") ?? "–",
                    ElementTable.Text(constraint, "severity") == "error",
                    (isChinese ? null : TranslationOf(constraint)) ?? ElementTable.Text(constraint, "human"),
                    ElementTable.Text(constraint, "expression")));
            }
        }

        return found;
    }

    /// <summary>The English words beside Chinese ones, https://hl7.org/fhir/R4/extension-translation.html.</summary>
    private static string? TranslationOf(JsonElement constraint)
    {
        if (!constraint.TryGetProperty("_human", out var human) || !human.TryGetProperty("extension", out var extensions))
            return null;
        foreach (var extension in extensions.EnumerateArray().Where(e => ElementTable.Text(e, "url") == Translation && e.TryGetProperty("extension", out _)))
        {
            var parts = extension.GetProperty("extension").EnumerateArray().ToList();
            if (parts.Exists(p => ElementTable.Text(p, "url") == "lang" && ElementTable.Text(p, "valueCode")?.StartsWith("en", StringComparison.Ordinal) == true))
                return parts.Where(p => ElementTable.Text(p, "url") == "content").Select(p => ElementTable.Text(p, "valueString") ?? ElementTable.Text(p, "valueMarkdown")).FirstOrDefault();
        }

        return null;
    }
}
