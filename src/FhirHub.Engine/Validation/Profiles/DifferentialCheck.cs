using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>
/// Whether a differential only narrows its base, https://hl7.org/fhir/R4/profiling.html#limitations: the SDK's generator takes elements that
/// are none, and cardinalities and types that the base does not allow.
/// </summary>
internal static class DifferentialCheck
{
    /// <exception cref="FormatException">It contradicts its base; the message is a clause that names the element.</exception>
    public static void Check(JsonElement definition, CompiledProfile @base)
    {
        if (definition.Member("differential") is not { } differential)
            throw new FormatException("it has neither a snapshot nor a differential");
        var order = new DifferentialOrder();
        var ids = new DifferentialIds();
        foreach (var element in differential.List("element"))
        {
            var path = element.Text("path") ?? throw new FormatException("an element of its differential has no path");
            if (path.Split('.')[0] != @base.Type.Name)
                throw new FormatException($"{path} is no element of {@base.Type.Name}");
            var name = ids.Next(path, element.Text("id"), element.Text("sliceName"));
            if (Find(name, path, @base, order) is { Rule: { } rule } found)
            {
                CheckCardinality(element, name, rule, found.IsPart);
                CheckTypes(element, name, rule);
            }
        }
    }

    /// <summary>The rule of the base for an element, and whether the element is a part of what the rule is for: a slice, or a type of a choice.</summary>
    private static (ElementRule? Rule, bool IsPart) Find(string id, string path, CompiledProfile @base, DifferentialOrder order)
    {
        var (rule, isPart) = (@base.Root, false);
        var parent = @base.Type.Name;
        foreach (var part in id.Split('.').Skip(1))
        {
            var name = part.Split(':', 2);
            if (Holds(rule, "Resource"))
                return (null, false);
            var inner = Children(rule).FirstOrDefault(c => c.Name == (name[0].EndsWith("[x]", StringComparison.Ordinal) ? name[0][..^3] : name[0]));
            isPart = name.Length > 1 || inner is null;
            inner ??= Children(rule).FirstOrDefault(c => IsChoice(c, name[0])) ?? throw new FormatException($"{path} is no element of {@base.Type.Name}");
            order.Check(id, parent, inner, Children(rule));
            parent = $"{parent}.{part}";
            var slice = name.Length > 1 ? inner.Slices.Find(s => s.SliceName == name[1]) : null;
            (rule, isPart) = slice is null ? (inner, isPart) : (slice, false);
        }
        return (rule, isPart);
    }

    // Those of the profile; where it does not go in, those of the types.
    private static IEnumerable<ElementRule> Children(ElementRule rule) => rule.Content.Count > 0
        ? rule.Content
        : rule.Types.Select(t => FhirSchema.R4.FindType(t.Code)).Where(t => t is { IsResource: false, Kind: not TypeKind.Backbone }).SelectMany(t => BaseTypes.Of(t!).Root.Children);

    private static bool Holds(ElementRule rule, string type) => rule.Types.Any(t => FhirSchema.R4.FindType(t.Code)?.Is(type) == true);

    private static bool IsChoice(ElementRule rule, string name) => rule.Path.EndsWith("[x]", StringComparison.Ordinal) &&
        rule.Types.Any(t => name.Length > rule.Name.Length && name == rule.Name + char.ToUpperInvariant(t.Code[0]) + t.Code[1..]);

    private static void CheckCardinality(JsonElement element, string name, ElementRule rule, bool isPart)
    {
        var min = element.Number("min");
        var max = element.Text("max");
        if (max is not null && max != "*" && !int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new FormatException($"{name} has the maximum '{max}', which is no number");
        var most = max is null ? rule.Max : max == "*" ? null : int.Parse(max, CultureInfo.InvariantCulture);
        if (rule.Max is { } allowed && !(most <= allowed))
            throw new FormatException($"{name} may occur {max} times, its base allows {allowed}");
        if (min < 0 || min > most)
            throw new FormatException($"{name} must occur {min} times and may occur {most}");
        if (min < rule.Min && !isPart)
            throw new FormatException($"{name} must occur {min} times, its base asks for {rule.Min}");
    }

    private static void CheckTypes(JsonElement element, string name, ElementRule rule)
    {
        // Values of FHIRPath go by the names of FHIR's types too.
        if (rule.Types.Count == 0 || rule.Types.Any(t => t.Code.StartsWith("http:", StringComparison.Ordinal)))
            return;
        foreach (var code in element.List("type").Select(t => t.Text("code")).OfType<string>())
        {
            if (code.StartsWith("http:", StringComparison.Ordinal) || rule.Types.Any(t => t.Code == code || FhirSchema.R4.FindType(code)?.Is(t.Code) == true))
                continue;
            throw new FormatException($"{name} has the type {code}, its base allows {string.Join(", ", rule.Types.Select(t => t.Code))}");
        }
    }
}
