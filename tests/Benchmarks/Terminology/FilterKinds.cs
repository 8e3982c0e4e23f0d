using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology;
using FhirHub.Engine.Terminology.Operations;

namespace FhirHub.Benchmarks.Terminology;

/// <summary>A page of every kind of value set on a large code system: the first time, and when counts are known.</summary>
internal static class FilterKinds
{
    private const int Rounds = 15;

    public static async Task TimeAsync(TerminologyService terminology, string system, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{Environment.NewLine}| Value set | Parameters | Found | First, ms | Again, ms |");
        Console.WriteLine("|---|---|--:|--:|--:|");
        foreach (var (name, compose, parameters) in Kinds(system))
            await TimeAsync(terminology, name, compose, parameters, cancellationToken);
    }

    private static IEnumerable<(string Name, string Compose, (string Name, object Value)[] Parameters)> Kinds(string system)
    {
        (string, object)[] page = [("count", 20)];
        foreach (var (property, op, value) in new[]
        {
            ("concept", "is-a", "C5"), ("concept", "descendent-of", "C5.03"), ("concept", "is-not-a", "C5"), ("code", "=", "C5.03.07"), ("code", "in", "C5.03.07,C7"),
            ("parent", "=", "C5.03"), ("parent", "exists", "false"), ("display", "=", "急性上呼吸道感染"), ("inactive", "=", "true"), ("inactive", "=", "false"),
            ("code", "regex", "C5\\.0[1-3]"), ("code", "regex", ".*\\.07"), ("display", "regex", ".*并发症"), ("display", "regex", "never.*"), ("display", "regex", ".*never.*"),
        })
        {
            yield return ($"{property} {op} {value}", Included(system, property, op, value), page);
        }

        foreach (string typed in new[] { "j", "急", "ji", "jx" })
            yield return ("all", Whole(system), [("filter", typed), .. page]);
        yield return ("all", Whole(system), [("offset", 99_000), .. page]);
        yield return ("all but C5", $$"""{"include":[{"system":"{{system}}"}],"exclude":[{"system":"{{system}}","filter":[{"property":"concept","op":"is-a","value":"C5"}]}]}""", page);
        yield return ("C5 or C7", $$"""{"include":[{{Part(system, "concept", "is-a", "C5")}},{{Part(system, "concept", "is-a", "C7")}}]}""", page);
        yield return ("C5 or C7", $$"""{"include":[{{Part(system, "concept", "is-a", "C5")}},{{Part(system, "concept", "is-a", "C7")}}]}""", [("count", 0)]);
    }

    private static string Whole(string system) => $$"""{"include":[{"system":"{{system}}"}]}""";

    private static string Included(string system, string property, string op, string value) => $$"""{"include":[{{Part(system, property, op, value)}}]}""";

    private static string Part(string system, string property, string op, string value) => new JsonObject
    {
        ["system"] = system,
        ["filter"] = new JsonArray(new JsonObject { ["property"] = property, ["op"] = op, ["value"] = value }),
    }.ToJsonString();

    private static async Task TimeAsync(TerminologyService terminology, string name, string compose, (string Name, object Value)[] parameters, CancellationToken cancellationToken)
    {
        using var set = JsonDocument.Parse($$"""{"resourceType":"ValueSet","status":"active","compose":{{compose}}}""");
        var arguments = new OperationArguments(
            [new OperationArgument("valueSet", set.RootElement, null), .. parameters.Select(p => new OperationArgument(p.Name, JsonSerializer.SerializeToElement(p.Value), null))]);
        var times = new List<double>();
        string found = "";
        for (int round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                using var answer = JsonDocument.Parse(await terminology.ExpandAsync(Caller.Open, arguments, null, cancellationToken));
                found = answer.RootElement.GetProperty("expansion").TryGetProperty("total", out var total) ? total.GetRawText() : "not counted";
            }
            catch (FhirException e)
            {
                found = e.Issues[0].Code;
            }

            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        string told = string.Join(' ', parameters.Select(p => $"{p.Name}={p.Value}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {told} | {found} | {times[0]:0.0} | {Median.Of(times.Skip(1)):0.0} |"));
    }
}
