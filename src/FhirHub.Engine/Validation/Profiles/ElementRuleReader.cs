using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Invariants;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>Reads one ElementDefinition, https://hl7.org/fhir/R4/elementdefinition.html.</summary>
internal static class ElementRuleReader
{
    private const string Extensions = "http://hl7.org/fhir/StructureDefinition/";
    private const string IdentifierRule = "https://fhirhub.example/fhir/cn-base/StructureDefinition/identifier-rule";

    public static ElementRule Read(JsonElement element, string path, string name, ElementRule? sliced, List<string> gaps)
    {
        var types = element.List("type").Select(Type).ToList();
        return new ElementRule
        {
            Path = path,
            Name = name,
            SliceName = sliced is null ? null : element.Text("sliceName") ?? path[(path.LastIndexOf('.') + 1)..],
            Sliced = sliced,
            Min = element.Number("min") ?? 0,
            Max = element.Text("max") is { } max && max != "*" && int.TryParse(max, out var count) ? count : null,
            Types = types,
            Fixed = Value(element, "fixed"),
            Pattern = Value(element, "pattern"),
            MinValue = Value(element, "minValue"),
            MaxValue = Value(element, "maxValue"),
            MaxLength = element.Number("maxLength"),
            Regex = Pattern(element, path, gaps),
            Binding = Binding(element),
            Invariants = [.. element.List("constraint").Where(IsChecked).Select(Invariant)],
            Slicing = Slicing(element, path, gaps),
            ContentReference = element.Text("contentReference") is { } reference ? PathOf(reference) : null,
        };
    }

    // A content reference names an element by its id: its path, with slices.
    private static string PathOf(string reference) =>
        string.Join('.', reference[(reference.IndexOf('#', StringComparison.Ordinal) + 1)..].Split('.').Select(name => name.Split(':')[0]));

    private static TypeRule Type(JsonElement type) => new(
        type.Text("code") ?? "", type.Texts("profile"), type.Texts("targetProfile"), type.Texts("aggregation"), type.Text("versioning"));

    private static InstanceNode? Value(JsonElement element, string prefix)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!member.Name.StartsWith(prefix, StringComparison.Ordinal) || member.Name.Length == prefix.Length || !char.IsAsciiLetterUpper(member.Name[prefix.Length]))
                continue;
            var name = member.Name[prefix.Length..];
            var type = FhirSchema.R4.FindType(name) ?? FhirSchema.R4.FindType(char.ToLowerInvariant(name[0]) + name[1..]);
            return type is null
                ? throw new FormatException($"R4 has no type for {member.Name}")
                : InstanceReader.ReadValue(type, Encoding.UTF8.GetBytes(member.Value.GetRawText()));
        }
        return null;
    }

    private static BindingRule? Binding(JsonElement element)
    {
        if (element.Member("binding") is not { } binding || binding.Text("valueSet") is not { } valueSet)
            return null;
        return new BindingRule(binding.Text("strength") ?? "example", valueSet, binding.ExtensionText(Extensions + "elementdefinition-maxValueSet"));
    }

    // The rules of values as the schema has them are Structure's.
    private static Regex? Pattern(JsonElement element, string path, List<string> gaps)
    {
        var pattern = element.ExtensionText(Extensions + "regex") ??
            element.List("type")
                .Where(t => t.Text("code") is not "http://hl7.org/fhirpath/System.String")
                .Select(t => t.ExtensionText(Extensions + "regex"))
                .FirstOrDefault(t => t is not null);
        if (pattern is null)
            return null;
        try
        {
            return InvariantLanguage.Regex($"^(?:{pattern})$");
        }
        catch (ArgumentException e)
        {
            gaps.Add($"{path}: the regular expression {pattern} ({e.Message})");
            return null;
        }
    }

    private static bool IsChecked(JsonElement constraint) =>
        constraint.Text("key") is { } key && constraint.Text("expression") is not null && !NativeInvariants.IsEverywhere(key);

    private static Invariant Invariant(JsonElement constraint) => new(constraint.Text("key")!, constraint.Text("expression")!)
    {
        IsError = constraint.Text("severity") != "warning",
        IsBestPractice = constraint.Extension(Extensions + "elementdefinition-bestpractice") is { ValueKind: JsonValueKind.True },
        Human = constraint.Text("human") ?? "",
        HumanChinese = Translation(constraint, "zh"),
        HumanEnglish = Translation(constraint, "en"),
        IdentifierRule = constraint.ExtensionText(IdentifierRule),
    };

    private static string? Translation(JsonElement constraint, string language)
    {
        if (constraint.Member("_human") is not { } human)
            return null;
        foreach (var extension in human.List("extension").Where(e => e.Text("url") == Extensions + "translation"))
        {
            var parts = extension.List("extension").ToList();
            if (parts.Any(p => p.Text("url") == "lang" && p.Text("valueCode")?.StartsWith(language, StringComparison.Ordinal) == true))
                return parts.Where(p => p.Text("url") == "content").Select(p => p.Text("valueString") ?? p.Text("valueMarkdown")).FirstOrDefault();
        }
        return null;
    }

    private static SlicingRule? Slicing(JsonElement element, string path, List<string> gaps)
    {
        if (element.Member("slicing") is not { } slicing)
            return null;
        var discriminators = slicing.List("discriminator").Select(d => Discriminator(d, path, gaps)).ToList();
        var end = slicing.Text("rules") switch
        {
            "closed" => SlicingEnd.Closed,
            "openAtEnd" => SlicingEnd.OpenAtEnd,
            _ => SlicingEnd.Open,
        };
        return new SlicingRule(discriminators, end, slicing.Flag("ordered"));
    }

    private static Discriminator Discriminator(JsonElement discriminator, string path, List<string> gaps)
    {
        var kind = discriminator.Text("type") switch
        {
            "exists" => DiscriminatorKind.Exists,
            "type" => DiscriminatorKind.Type,
            "profile" => DiscriminatorKind.Profile,
            _ => DiscriminatorKind.Value,
        };
        var text = discriminator.Text("path") ?? "$this";
        var steps = DiscriminatorStep.Read(text);
        if (steps is null)
            gaps.Add($"{path}: the discriminator {text}");
        return new Discriminator(kind, text, steps);
    }
}
