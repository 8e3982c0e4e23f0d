using System.Text;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Extraction;
using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.ContractTests.Indexing;

/// <summary>The paths followed in the JSON against FHIRPath, on every official resource and for every search parameter of R4.</summary>
[TestFixture]
internal sealed class SelectionTests
{
    private const int LargestFile = 2_000_000;

    private static readonly SearchTypes Types = new(new MatchSettings());
    private static readonly Dictionary<string, List<(SearchParameter Parameter, TypePlan Plan, Recorder Recorder)>> Plans = BuildPlans();

    private static IEnumerable<(string Name, byte[] Json, TypeSchema Type)> Resources() =>
        from file in R4Package.Files
        where new FileInfo(file).Length < LargestFile
        let json = File.ReadAllBytes(file)
        let type = ResourceJson.TypeOf(json)
        where type is not null
        select (Path.GetFileName(file), json, type);

    [Test]
    public void Every_parameter_selects_in_every_official_resource_what_FHIRPath_selects()
    {
        var differences = Resources().SelectMany(r => Differences(r.Name, r.Type, r.Json)).ToList();
        Assert.That(differences, Is.Empty, string.Join('\n', differences.Take(50)));
    }

    [Test]
    public void Every_composite_has_the_combinations_of_what_FHIRPath_selects()
    {
        var indexer = new ResourceIndexer(SearchParameterCatalog.R4, new MatchSettings());
        var differences = new List<string>();
        var entries = 0;
        foreach (var (name, json, type) in Resources())
        {
            var composites = SearchParameterCatalog.R4.For(type.Name).Where(p => p.Type == SearchParameterType.Composite).ToList();
            if (composites.Count == 0)
                continue;
            var oracle = new FhirPathOracle(type, json);
            var tokens = indexer.Index(type, "1", json).Tokens;
            foreach (var composite in composites)
            {
                var expected = CompositeOracle.Entries(oracle, composite, Types).ToHashSet();
                var actual = tokens.Where(t => t.StartsWith(composite.Prefix + "$", StringComparison.Ordinal)).ToHashSet();
                entries += expected.Count;
                if (!expected.SetEquals(actual))
                    differences.Add($"{name} {composite.Code}: expected {string.Join(" ; ", expected)} but was {string.Join(" ; ", actual)}");
            }
        }
        Assert.Multiple(() =>
        {
            Assert.That(differences, Is.Empty);
            Assert.That(entries, Is.GreaterThan(1000));
        });
    }

    [Test]
    public void No_parameter_of_R4_needs_the_complete_FHIRPath() =>
        Assert.That(Plans.Values.SelectMany(p => p).Where(p => p.Plan.Others > 0).Select(p => p.Parameter.Prefix), Is.Empty);

    [Test]
    public void Every_parameter_of_R4_selects_something_that_its_type_compares()
    {
        var without =
            from type in FhirSchema.R4.Resources
            from parameter in SearchParameterCatalog.R4.For(type.Name)
            where parameter is { Expression: not null, Type: not SearchParameterType.Composite }
            where !Compares(type, parameter)
            select parameter.Prefix;
        Assert.That(without, Is.Empty);
    }

    private static bool Compares(TypeSchema type, SearchParameter parameter)
    {
        var builder = new TypePlanBuilder(type, Types);
        builder.Select(parameter.Expression!, new Recorder());
        return builder.Selected.Count == 0 || builder.Selected.Any(t => ComparableTypes.Has(parameter.Type, t));
    }

    private static IEnumerable<string> Differences(string name, TypeSchema type, byte[] json)
    {
        var oracle = new FhirPathOracle(type, json);
        foreach (var (parameter, plan, recorder) in Plans[type.Name])
        {
            recorder.Values.Clear();
            plan.Run(json, new IndexRun(), (_, _, _) => { });
            var expected = oracle.Values(parameter.Expression!).Order(StringComparer.Ordinal).Distinct();
            var actual = recorder.Values.Order(StringComparer.Ordinal).Distinct();
            if (!expected.SequenceEqual(actual))
                yield return $"{name} {parameter.Code}: expected {string.Join(" ; ", expected)} but was {string.Join(" ; ", actual)}";
        }
    }

    private static Dictionary<string, List<(SearchParameter Parameter, TypePlan Plan, Recorder Recorder)>> BuildPlans()
    {
        var plans = new Dictionary<string, List<(SearchParameter Parameter, TypePlan Plan, Recorder Recorder)>>(StringComparer.Ordinal);
        foreach (var type in FhirSchema.R4.Resources)
        {
            plans[type.Name] = [];
            foreach (var parameter in SearchParameterCatalog.R4.For(type.Name).Where(p => p.Expression is not null))
            {
                var recorder = new Recorder();
                var builder = new TypePlanBuilder(type, Types);
                builder.Select(parameter.Expression!, recorder);
                plans[type.Name].Add((parameter, builder.Build(), recorder));
            }
        }
        return plans;
    }

    private sealed class Recorder : ValueTarget
    {
        public List<string> Values { get; } = [];

        public override void Take(in ElementValue value, ReadOnlySpan<byte> resource, IndexRun run) =>
            Values.Add($"{value.Type.Name} {Encoding.UTF8.GetString(value.Json)}");
    }
}
