using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure.Subset;

namespace FhirHub.Engine.Search.Parsing.Results;

/// <summary>The parameters that shape the result, https://hl7.org/fhir/R4/search.html#return. Collects them one by one.</summary>
internal sealed class ResultParameters(SearchSettings settings, SortParser sort, InclusionParser inclusions, IReadOnlyList<string> matches)
{
    private readonly List<Inclusion> _includes = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _countOnly;

    public int Count { get; private set; } = settings.DefaultCount;

    /// <summary>Set where <c>_count</c> was more than a page may hold.</summary>
    public Issue? CountLimited { get; private set; }

    public TotalMode Total { get; private set; }

    public SummaryMode? Summary { get; private set; }

    public IReadOnlyList<string> Elements { get; private set; } = [];

    public IReadOnlyList<SortKey> Sort { get; private set; } = [];

    public IReadOnlyList<Inclusion> Includes => _includes;

    public bool Explain { get; private set; }

    /// <summary>Whether it is one of these, whatever its modifier.</summary>
    public static bool Owns(string name) => KnownNames.Result.Contains(Code(name));

    /// <summary>Takes a parameter in; returns it as it counts.</summary>
    /// <exception cref="FhirException">Invalid: repeated, or not one of its values. Not supported: what it asks for.</exception>
    public KeyValuePair<string, string> Take(string name, string value)
    {
        string code = Code(name);
        if (code is "_include" or "_revinclude")
            return Include(code, name, value);
        if (name != code)
            throw FhirException.Invalid("parameter-name-invalid", $"'{Quoted.Cut(name)}': {code} takes no modifier.");
        if (!_seen.Add(code))
            throw FhirException.Invalid("parameter-repeated", $"The parameter '{code}' may be given once.");
        return new(code, Read(code, value));
    }

    /// <exception cref="FhirException">Invalid: parameters that contradict each other.</exception>
    public void Complete()
    {
        if (Elements.Count > 0 && (Summary is not null || _countOnly))
            throw FhirException.Invalid("subset-ambiguous", "_summary and _elements cannot be combined.");
        if (Summary == SummaryMode.Text && _includes.Count > 0)
            throw FhirException.Invalid("summary-include", "_summary=text cannot be combined with _include and _revinclude.");
        if (_countOnly)
            Count = 0;
    }

    private static string Code(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? name : name[..colon];
    }

    private KeyValuePair<string, string> Include(string code, string name, string value)
    {
        bool iterate = name[code.Length..] switch
        {
            "" => false,
            ":iterate" => true,
            // The name that R4's predecessors had for it.
            ":recurse" => true,
            var other => throw FhirException.NotSupported(
                "modifier-unsupported", $"'{Quoted.Cut(name)}': {code} does not support '{Quoted.Cut(other)}', only :iterate."),
        };
        _includes.AddRange(inclusions.Parse(code == "_revinclude", iterate, value));
        return new(iterate ? code + ":iterate" : code, value);
    }

    private string Read(string code, string value)
    {
        switch (code)
        {
            case "_count":
                return ReadCount(value);
            case "_sort":
                Sort = sort.Parse(value);
                return value;
            case "_elements":
                Elements = ElementNames.Parse(value, matches);
                return string.Join(',', Elements);
            case "_summary":
                _countOnly = value == "count";
                Summary = Choice<SummaryMode?>(
                    code, value, ("true", SummaryMode.True), ("text", SummaryMode.Text), ("data", SummaryMode.Data), ("count", null), ("false", null));
                return value;
            case "_total":
                Total = Choice(code, value, ("none", TotalMode.None), ("estimate", TotalMode.Estimate), ("accurate", TotalMode.Accurate));
                return value;
            case "_explain":
                Explain = Choice(code, value, ("true", true), ("false", false));
                return value;
            case "_contained":
                return Choice(code, value, ("false", value), ("true", value), ("both", value));
            case "_containedType":
                return Choice(code, value, ("container", true), ("contained", false)) ? value : throw ContainerOnly();
            default:
                // _type, which the search's place has read.
                return value;
        }
    }

    private static FhirException ContainerOnly() => FhirException.NotSupported(
        "contained-type",
        "_containedType=contained is not supported: the answer holds the resources that contain the matches (container).");

    private string ReadCount(string value)
    {
        if (value.Length == 0 || !value.All(char.IsAsciiDigit))
            throw FhirException.Invalid("count-invalid", $"_count={Quoted.Cut(value)} is not a whole number from 0.");
        // So many digits can only be too many, or zeros in front.
        string digits = value.TrimStart('0');
        int asked = digits.Length > 9 ? int.MaxValue : int.Parse($"0{digits}", null);
        Count = Math.Min(asked, settings.MaxCount);
        if (Count < asked)
            CountLimited = Warnings.Of(
                "too-costly", "count-limited", $"_count={digits} is more than a page may hold; pages hold {settings.MaxCount}.");
        return Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static T Choice<T>(string code, string value, params (string Text, T Value)[] choices)
    {
        foreach (var (text, choice) in choices)
        {
            if (text == value)
                return choice;
        }

        throw FhirException.Invalid(
            "parameter-invalid",
            $"{code}={Quoted.Cut(value)} is not defined; use {string.Join(", ", choices.Select(c => c.Text))}.{SimilarName.Hint(value, choices.Select(c => c.Text))}");
    }
}
