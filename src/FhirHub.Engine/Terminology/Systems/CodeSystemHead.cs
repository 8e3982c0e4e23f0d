using System.Text.Json;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Systems;

/// <summary>A CodeSystem without its concepts.</summary>
public sealed record CodeSystemHead
{
    private static readonly string[] BuiltIn = ["code", "concept", "display", "definition", "parent", "inactive", "notSelectable"];

    public required string Url { get; init; }

    public string? Version { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    /// <summary>Of the displays.</summary>
    public string? Language { get; init; }

    /// <summary>https://hl7.org/fhir/R4/valueset-codesystem-content-mode.html</summary>
    public required string Content { get; init; }

    public bool IsCaseSensitive { get; init; }

    /// <summary>Canonical URL of the value set of all its codes.</summary>
    public string? ValueSet { get; init; }

    /// <summary>Of a supplement: what it adds to.</summary>
    public string? Supplements { get; init; }

    public string? HierarchyMeaning { get; init; }

    public IReadOnlyList<PropertyKind> Properties { get; init; } = [];

    /// <summary>Codes of filters that it defines.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Whether a code that is not here does not exist.</summary>
    public bool IsComplete => Content == "complete";

    /// <summary>
    /// Whether a concept means all that is below it; of groups and of wholes with parts it does not.
    /// https://hl7.org/fhir/R4/valueset-codesystem-hierarchy-meaning.html
    /// </summary>
    public bool Subsumes => HierarchyMeaning is not ("grouped-by" or "part-of");

    public bool IsSupplement => Content == "supplement";

    internal StringComparer Comparer => IsCaseSensitive ? StringComparer.Ordinal : CaselessComparer.Instance;

    internal string Fold(string code) => IsCaseSensitive ? code : CaselessComparer.Fold(code);

    /// <summary>The code of the property with one of FHIR's own meanings: that with the URI, or the one of that name.</summary>
    internal string Meaning(string name) => Properties.FirstOrDefault(p => p.Uri == $"http://hl7.org/fhir/concept-properties#{name}")?.Code ?? name;

    /// <summary>Whether a filter on the property means something.</summary>
    internal bool Knows(string property) =>
        BuiltIn.Contains(property) || Properties.Any(p => p.Code == property) || Filters.Contains(property);

    internal static CodeSystemHead Read(JsonElement json) => new()
    {
        Url = json.Text("url") ?? "",
        Version = json.Text("version"),
        Name = json.Text("name"),
        Title = json.Text("title"),
        Language = json.Text("language"),
        Content = json.Text("content") ?? "",
        IsCaseSensitive = json.Flag("caseSensitive"),
        ValueSet = json.Text("valueSet"),
        Supplements = json.Text("supplements"),
        HierarchyMeaning = json.Text("hierarchyMeaning"),
        Properties = [.. json.List("property").Where(p => p.Text("code") is not null).Select(p => new PropertyKind(p.Text("code")!, p.Text("uri"), p.Text("type")))],
        Filters = [.. json.List("filter").Select(f => f.Text("code")).OfType<string>()],
    };
}
