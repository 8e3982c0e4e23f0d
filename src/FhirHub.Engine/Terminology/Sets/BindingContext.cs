using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>
/// Finds the value set that an element is bound to, https://hl7.org/fhir/R4/valueset-operation-expand.html: where it is said first, in the profile,
/// the definitions it is based on, or the datatype that the path leads into.
/// </summary>
internal sealed class BindingContext(IDefinitionSource definitions)
{
    private const int MostBases = 32;
    private const int MostSteps = 64;
    private const string Types = "http://hl7.org/fhir/StructureDefinition/";

    /// <param name="context">URL of a StructureDefinition, #, and an element's id or path.</param>
    /// <returns>The canonical of the value set.</returns>
    /// <exception cref="FhirException">Not supported: another form. Not found: there is no such definition, element or binding.</exception>
    public string ValueSetOf(string context)
    {
        int at = context.IndexOf('#', StringComparison.Ordinal);
        if (at <= 0 || at == context.Length - 1)
            throw FhirException.NotSupported("context-invalid", $"context='{context}' is no StructureDefinition's URL with # and the path of an element.");
        string url = context[..at], path = context[(at + 1)..];
        if (Chain(url).Count == 0)
            throw FhirException.NotFound("context-unknown", $"The StructureDefinition {url} is not known here.");
        var elements = Find(url, path, MostSteps);
        if (elements.Count == 0)
            throw FhirException.NotFound("context-unknown", $"{url} has no element {path}.");
        return elements.Select(e => e.Member("binding")?.Text("valueSet")).FirstOrDefault(v => v is not null)
            ?? throw FhirException.NotFound("context-unbound", $"The element {path} of {url} is bound to no value set.");
    }

    /// <summary>What is said of an element, the most special first; nothing where there is none.</summary>
    private List<JsonElement> Find(string url, string path, int steps)
    {
        var chain = Chain(url);
        var found = Named(chain, path);
        int dot = path.LastIndexOf('.');
        if (found.Count > 0 || dot < 0 || steps == 0)
            return found;
        // Into the datatype of the nearest element above that is there.
        var around = Find(url, path[..dot], steps - 1);
        foreach (var type in around.Select(e => e.List("type").FirstOrDefault()).Where(t => t.ValueKind == JsonValueKind.Object))
        {
            foreach (string of in type.Texts("profile").Append(Types + type.Text("code")))
            {
                if (Chain(of) is [var first, ..] && Find(of, $"{first.Text("type")}{path[dot..]}", steps - 1) is { Count: > 0 } inner)
                    return inner;
            }
        }

        return [];
    }

    private static List<JsonElement> Named(IReadOnlyList<JsonElement> chain, string path)
    {
        // What a definition does not say of a slice, it says of all.
        string[] names = path.Contains(':', StringComparison.Ordinal) ? [path, Unsliced(path)] : [path];
        return
        [
            .. names.SelectMany(name => chain.SelectMany(d => (d.Member("snapshot") ?? d.Member("differential") ?? default).List("element"))
                .Where(e => e.Text("id") == name || (e.Text("sliceName") is null && IsPath(e.Text("path") ?? "", name)))),
        ];
    }

    /// <summary>Of an element of several types, any of its names: <c>value[x]</c>, <c>valueQuantity</c>.</summary>
    private static bool IsPath(string path, string asked) => path == asked
        || (path.EndsWith("[x]", StringComparison.Ordinal) && asked.Length > path.Length - 3 && asked.StartsWith(path[..^3], StringComparison.Ordinal)
            && char.IsAsciiLetterUpper(asked[path.Length - 3]) && !asked[(path.Length - 3)..].Contains('.', StringComparison.Ordinal));

    private static string Unsliced(string path) => string.Join('.', path.Split('.').Select(p => p.Split(':')[0]));

    /// <summary>A definition and those that it is based on, of what is known.</summary>
    private List<JsonElement> Chain(string canonical)
    {
        var chain = new List<JsonElement>();
        for (string? next = canonical; next is not null && chain.Count < MostBases;)
        {
            var (url, version) = Canonical.Parse(next);
            if (definitions.Find("StructureDefinition", url, version) is not { } json)
                break;
            using var read = JsonDocument.Parse(json);
            chain.Add(read.RootElement.Clone());
            next = read.RootElement.Text("baseDefinition");
        }

        return chain;
    }
}
