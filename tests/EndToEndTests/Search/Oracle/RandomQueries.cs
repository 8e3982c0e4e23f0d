using static FhirHub.EndToEndTests.Search.Oracle.RandomValues;

namespace FhirHub.EndToEndTests.Search.Oracle;

/// <summary>Queries by chance, all of them valid.</summary>
internal sealed class RandomQueries(Random random, IReadOnlyList<string> moments)
{
    private static readonly string[] Prefixes = ["", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"];

    private static readonly Dictionary<string, (string Code, char Kind)[]> OfTypes = new()
    {
        ["Patient"] = [("name", 's'), ("family", 's'), ("given", 's'), ("gender", 'g'), ("birthdate", 'd'), ("identifier", 'i'), ("active", 'b'), ("organization", 'O'), ("_id", 'P'), ("_tag", 't'), ("_lastUpdated", 'u')],
        ["Organization"] = [("name", 's'), ("identifier", 'i'), ("active", 'b'), ("partof", 'O'), ("_tag", 't'), ("_lastUpdated", 'u')],
        ["Encounter"] = [("class", 'c'), ("date", 'd'), ("subject", 'P'), ("patient", 'P'), ("service-provider", 'O'), ("part-of", 'E'), ("_tag", 't')],
        ["Observation"] = [("code", 'c'), ("date", 'd'), ("subject", 'P'), ("patient", 'P'), ("encounter", 'E'), ("performer", 'O'), ("value-quantity", 'q'), ("value-string", 'w'), ("value-concept", 'c'), ("code-value-quantity", 'x'), ("_tag", 't'), ("_lastUpdated", 'u')],
    };

    private static readonly Dictionary<char, (string Type, int Count)> Targets = new()
    {
        ['O'] = ("Organization", RandomResources.Organizations), ['P'] = ("Patient", RandomResources.Patients), ['E'] = ("Encounter", RandomResources.Encounters),
    };

    public OracleQuery Next()
    {
        string type = random.Of([.. OfTypes.Keys]);
        return new OracleQuery(type, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Parameter(type, 2))], Sort(type), random.Of([1, 2, 3, 7, 50]));
    }

    private string Sort(string type)
    {
        string[] sortable = [.. OfTypes[type].Where(p => p.Kind is 's' or 'g' or 'd' or 'i' or 'c' or 'w' or 'u' || p.Code == "_id").Select(p => p.Code)];
        return random.Chance(40) ? "" : string.Join(',', Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Of(sortable)).Distinct().Select(c => random.Chance(50) ? "-" + c : c));
    }

    private (string Name, string Value) Parameter(string type, int depth)
    {
        if (depth > 0 && random.Chance(15) && Referring(type) is { Length: > 0 } referring)
        {
            var (source, code) = random.Of(referring);
            var (inner, sought) = Parameter(source, depth - 1);
            return ($"_has:{source}:{code}:{inner}", sought);
        }

        var (name, kind) = random.Of(OfTypes[type]);
        if (depth > 0 && name[0] != '_' && Targets.TryGetValue(kind, out var target) && random.Chance(50))
        {
            var (inner, sought) = Parameter(target.Type, depth - 1);
            if (!inner.StartsWith("_has", StringComparison.Ordinal))
                return ($"{name}:{target.Type}.{inner}", sought);
        }

        // Which composites are missing, the parts say; the naive search does not look at them for that.
        if (name[0] != '_' && kind != 'x' && random.Chance(12))
            return ($"{name}:missing", random.Chance(50) ? "true" : "false");
        var (modifier, value) = Leaf(name, kind);
        bool more = modifier is not "of-type" && random.Chance(25);
        return (modifier is null ? name : $"{name}:{modifier}", more ? $"{value},{Again(name, kind, modifier)}" : value);
    }

    private static (string Type, string Code)[] Referring(string type) =>
        [.. from source in OfTypes from p in source.Value where p.Code[0] != '_' && Targets.TryGetValue(p.Kind, out var target) && target.Type == type select (source.Key, p.Code)];

    private string Again(string name, char kind, string? modifier)
    {
        for (int i = 0; i < 50; i++)
        {
            if (Leaf(name, kind) is var (other, value) && other == modifier)
                return value;
        }

        return Leaf(name, kind) is var (m, v) && m == modifier ? v : "zz";
    }

    private (string? Modifier, string Value) Leaf(string name, char kind) => kind switch
    {
        's' => (random.Of([null, null, "exact", "contains"]), Escape(Part(random.Of([.. Families, .. Given, "zs", "zhangsan", "张三", "anna zhang", "lisi"])))),
        'w' => (random.Of([null, "exact", "contains"]), Escape(Part(random.Of(Words)))),
        'g' => (random.Of([null, "not"]), random.Of(["male", "female", "unknown"])),
        'b' => (random.Of([null, "not"]), random.Of(["true", "false"])),
        't' => (random.Of([null, "not"]), random.Of(["http://tags|t1", "t1", "T1", "t2", "|t1", "http://tags|"])),
        'd' => (null, random.Of(Prefixes) + random.Of([.. Moments, "2024-02-29T12:30", "2024-02-29T00:00"])),
        'u' => (null, random.Of(Prefixes) + random.Of(moments)),
        'c' => random.Chance(15) ? ("text", Escape(Part(random.Of(Words)))) : (random.Of([null, null, "not"]), Token()),
        'i' => random.Next(5) switch
        {
            0 => ("text", Escape(Part(random.Of(Words)))),
            1 => ("of-type", $"{random.Of(Systems)}|{Escape(random.Of(Codes))}|{Escape(random.Of(Codes))}"),
            _ => (random.Of([null, null, "not"]), Token()),
        },
        'q' => (null, Quantity()),
        'x' => (null, $"{Token()}${Quantity()}"),
        _ => name == "_id" ? (null, Id(kind)) : Reference(kind),
    };

    private (string? Modifier, string Value) Reference(char kind) => random.Next(5) switch
    {
        0 => (null, Id(kind)),
        1 => (Targets[kind].Type, Id(kind)),
        2 => ("identifier", Token()),
        3 => (random.Of([null, "not"]), $"http://elsewhere.example/fhir/{Targets[kind].Type}/{Id(kind)}"),
        _ => (random.Of([null, "not"]), $"{Targets[kind].Type}/{Id(kind)}"),
    };

    private string Id(char kind) => $"{char.ToLowerInvariant(kind)}{random.Next(Targets[kind].Count + 2)}";

    private string Token() => random.Next(6) switch
    {
        0 => "|" + Escape(random.Of(Codes)),
        1 => random.Of(Systems) + "|",
        2 or 3 => $"{random.Of(Systems)}|{Escape(random.Of(Codes))}",
        _ => Escape(random.Of(Codes)),
    };

    private string Quantity()
    {
        var (value, unit, system, code) = random.Of(Quantities);
        return random.Of(Prefixes) + random.Of([value, "5", "4.6"]) + random.Next(3) switch
        {
            0 when system is not null => $"|{system}|{code}",
            1 when unit is not null => $"||{unit}",
            _ => "",
        };
    }

    /// <summary>A beginning of at least two characters: with one, the readings of rare characters come in.</summary>
    private string Part(string text) => text.Length <= 2 || random.Chance(50) ? text : text[..random.Next(2, text.Length)].TrimEnd();

    private static string Escape(string text) => FhirHub.EndToEndTests.Search.Parameters.ValueQueries.Escape(text);
}
