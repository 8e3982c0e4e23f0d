using System.Text;
using FhirHub.EndToEndTests.Search.Parameters;
using FhirHub.Engine.Indexing;
using Hl7.Fhir.Model;
using SearchParameter = FhirHub.Engine.Indexing.SearchParameter;

namespace FhirHub.EndToEndTests.Search.Oracle;

/// <summary>
/// Search as a reference: looks at every resource, evaluates the parameter's FHIRPath and compares. Slow, and simple enough to be believed.
/// </summary>
internal sealed class NaiveSearch(IReadOnlyList<ExampleRow> rows)
{
    private readonly Dictionary<string, ExampleRow> _byKey = rows.ToDictionary(r => r.Key);

    public IEnumerable<ExampleRow> Matches(OracleQuery query) =>
        rows.Where(r => r.Type == query.Type && query.Parameters.All(p => Holds(r, p.Name, p.Value)));

    /// <summary>What a sort compares by, for each key: null where it is missing.</summary>
    public static IEnumerable<(IComparable? Value, bool Descending)> Keys(ExampleRow row, string sort) =>
        sort.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(k => (Key(row, k.TrimStart('-'), k[0] == '-'), k[0] == '-'));

    private bool Holds(ExampleRow row, string name, string value)
    {
        if (name.StartsWith("_has:", StringComparison.Ordinal))
        {
            string[] has = name.Split(':', 4);
            return rows.Any(r => r.Type == has[1] && Targets(r, has[2]).Contains(row.Key) && Holds(r, has[3], value));
        }

        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return Leaf(row, name.Split(':')[0], name.Contains(':', StringComparison.Ordinal) ? name.Split(':')[1] : null, value);
        string[] step = name[..dot].Split(':');
        return Targets(row, step[0]).Where(t => step.Length == 1 || t.StartsWith(step[1] + "/", StringComparison.Ordinal))
            .Any(t => _byKey.TryGetValue(t, out var target) && Holds(target, name[(dot + 1)..], value));
    }

    private static IEnumerable<string> Targets(ExampleRow row, string code) => row.Content.Nodes(Parameter(row.Type, code).Expression!)
        .Select(n => ((ResourceReference)n.Poco).Reference?.Split("/_history/")[0]).OfType<string>();

    private static SearchParameter Parameter(string type, string code) => SearchParameterCatalog.R4.Find(type, code)!;

    private static bool Leaf(ExampleRow row, string code, string? modifier, string value)
    {
        if (code == "_lastUpdated")
            return NaiveValues.Split(value, ',').Any(v => Updated(row, v));
        var parameter = Parameter(row.Type, code);
        var nodes = row.Content.Nodes(parameter.Expression!);
        bool Any(string? with) => NaiveValues.Split(value, ',').Any(v => nodes.Any(n => parameter.Type == SearchParameterType.Composite
            ? Composite(row, parameter, n, v)
            : NaiveMatch.Of(parameter.Type, with, n.Poco, v)));
        return modifier switch
        {
            "missing" => nodes.Count == 0 == (value == "true"),
            "not" => !Any(null),
            _ => Any(modifier),
        };
    }

    private static bool Composite(ExampleRow row, SearchParameter parameter, PocoNode element, string value) =>
        parameter.Components.Zip(NaiveValues.Split(value, '$')).All(part => row.Content.Nodes(part.First.Expression, element)
            .Any(n => n.Poco is not Quantity == part.First.Type is not SearchParameterType.Quantity && NaiveMatch.Of(part.First.Type, null, n.Poco, part.Second)));

    private static bool Updated(ExampleRow row, string value)
    {
        var (prefix, date) = NaiveValues.Prefixed(value);
        double time = Time(row);
        return NaiveValues.Compares(prefix, (time, time + 1), NaiveValues.Interval(date));
    }

    private static double Time(ExampleRow row) => row.Content.Model.Meta!.LastUpdated!.Value.UtcTicks / TimeSpan.TicksPerMillisecond;

    private static IComparable? Key(ExampleRow row, string code, bool descending)
    {
        if (code == "_lastUpdated")
            return Time(row);
        if (code == "_id")
            return new Utf8Text(row.Key);
        var parameter = Parameter(row.Type, code);
        var values = row.Content.Nodes(parameter.Expression!).SelectMany(n => Compared(parameter.Type, n.Poco)).Order().ToList();
        return values.Count == 0 ? null : descending ? values[^1] : values[0];
    }

    private static IEnumerable<IComparable> Compared(SearchParameterType type, Base element) => type switch
    {
        SearchParameterType.Text => NaiveMatch.Texts(element).Select(t => (IComparable)new Utf8Text(NaiveValues.Fold(t))),
        SearchParameterType.Token => NaiveMatch.Codes(element).Select(c => (IComparable)new Utf8Text(c.Code.ToLowerInvariant())),
        SearchParameterType.Date => [Math.Max(NaiveMatch.Time(element).From, 0)],
        _ => throw new ArgumentException(type.ToString()),
    };

    /// <summary>Compares by bytes, as the server does.</summary>
    private readonly record struct Utf8Text(string Text) : IComparable
    {
        public int CompareTo(object? obj) => Encoding.UTF8.GetBytes(Text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(((Utf8Text)obj!).Text));
    }
}
