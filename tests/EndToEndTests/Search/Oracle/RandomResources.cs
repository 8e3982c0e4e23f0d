namespace FhirHub.EndToEndTests.Search.Oracle;

/// <summary>Small data sets: the same ids each time, everything else by chance, much of it missing, repeated or equal.</summary>
internal sealed class RandomResources(Random random)
{
    public const int Patients = 14;
    public const int Observations = 20;
    public const int Encounters = 8;
    public const int Organizations = 6;

    public IEnumerable<JsonObject> All() =>
    [
        .. Enumerable.Range(0, Organizations).Select(i => Resource("Organization", i, Organization())),
        .. Enumerable.Range(0, Patients).Select(i => Resource("Patient", i, Patient())),
        .. Enumerable.Range(0, Encounters).Select(i => Resource("Encounter", i, Encounter())),
        .. Enumerable.Range(0, Observations).Select(i => Resource("Observation", i, Observation())),
    ];

    private JsonObject Resource(string type, int number, JsonObject members)
    {
        var resource = new JsonObject { ["resourceType"] = type, ["id"] = $"{char.ToLowerInvariant(type[0])}{number}" };
        if (random.Chance(40))
            resource["meta"] = new JsonObject { ["tag"] = Some(1, 2, () => new JsonObject { ["system"] = "http://tags", ["code"] = random.Of(RandomValues.Tags) }) };
        foreach (var (name, value) in members)
        {
            if (value is not (null or JsonArray { Count: 0 }))
                resource[name] = value.DeepClone();
        }

        return resource;
    }

    private JsonObject Patient() => new()
    {
        ["identifier"] = Some(2, Identifier),
        ["active"] = random.Chance(60) ? random.Chance(50) : null,
        ["name"] = Some(2, Name),
        ["gender"] = random.Chance(70) ? random.Of(["male", "female", "unknown"]) : null,
        ["birthDate"] = random.Chance(80) ? random.Of(RandomValues.Days) : null,
        ["managingOrganization"] = random.Chance(60) ? Reference("Organization", Organizations) : null,
    };

    private JsonObject Organization() => new()
    {
        ["identifier"] = Some(2, Identifier),
        ["active"] = random.Chance(60) ? random.Chance(50) : null,
        ["name"] = random.Chance(80) ? random.Of(RandomValues.Families) : null,
        ["alias"] = Some(2, () => JsonValue.Create(random.Of(RandomValues.Families))),
        ["partOf"] = random.Chance(40) ? Reference("Organization", Organizations) : null,
    };

    private JsonObject Encounter() => new()
    {
        ["status"] = random.Of(["planned", "finished"]),
        ["class"] = Coding(),
        ["subject"] = random.Chance(80) ? Reference("Patient", Patients) : null,
        ["period"] = random.Chance(80) ? Period() : null,
        ["serviceProvider"] = random.Chance(60) ? Reference("Organization", Organizations) : null,
        ["partOf"] = random.Chance(40) ? Reference("Encounter", Encounters) : null,
    };

    private JsonObject Observation()
    {
        var observation = new JsonObject
        {
            ["status"] = random.Of(["final", "amended"]),
            ["code"] = Concept(),
            ["subject"] = random.Chance(85) ? Reference("Patient", Patients) : null,
            ["encounter"] = random.Chance(50) ? Reference("Encounter", Encounters) : null,
            ["performer"] = Some(2, () => Reference("Organization", Organizations)),
        };
        if (random.Chance(80))
            observation[random.Chance(60) ? "effectiveDateTime" : "effectivePeriod"] = null;
        if (observation.ContainsKey("effectiveDateTime"))
            observation["effectiveDateTime"] = random.Of(RandomValues.Moments);
        if (observation.ContainsKey("effectivePeriod"))
            observation["effectivePeriod"] = Period();
        switch (random.Next(4))
        {
            case 0:
                observation["valueString"] = random.Of(RandomValues.Words);
                break;
            case 1:
                observation["valueCodeableConcept"] = Concept();
                break;
            case 2:
                observation["valueQuantity"] = Quantity();
                break;
        }

        return observation;
    }

    private JsonObject Name()
    {
        string family = random.Of(RandomValues.Families);
        var name = new JsonObject { ["family"] = family };
        // Readings of names in two scripts are nobody's business here.
        string[] given = family is "张" or "李" ? ["三", "四"] : RandomValues.Given;
        if (random.Chance(60))
            name["given"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (JsonNode)random.Of(given))]);
        return name;
    }

    private JsonObject Identifier()
    {
        var identifier = new JsonObject { ["value"] = random.Of(RandomValues.Codes) };
        if (random.Chance(70))
            identifier["system"] = random.Of(RandomValues.Systems);
        if (random.Chance(40))
            identifier["type"] = Concept();
        return identifier;
    }

    private JsonObject Concept()
    {
        var concept = new JsonObject { ["text"] = random.Of(RandomValues.Words) };
        if (random.Chance(85))
            concept["coding"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (JsonNode)Coding())]);
        return concept;
    }

    private JsonObject Coding()
    {
        var coding = new JsonObject { ["code"] = random.Of(RandomValues.Codes) };
        if (random.Chance(80))
            coding["system"] = random.Of(RandomValues.Systems);
        if (random.Chance(30))
            coding["display"] = random.Of(RandomValues.Words);
        return coding;
    }

    private JsonObject Period()
    {
        // By their first digits, which zones do not turn around.
        string[] ends = [.. new[] { random.Of(RandomValues.Days), random.Of(RandomValues.Days) }.Order(StringComparer.Ordinal)];
        return random.Next(3) switch
        {
            0 => new JsonObject { ["start"] = ends[0] },
            1 => new JsonObject { ["end"] = ends[1] },
            _ => new JsonObject { ["start"] = ends[0], ["end"] = ends[1] },
        };
    }

    private JsonObject Quantity()
    {
        var (value, unit, system, code) = random.Of(RandomValues.Quantities);
        var quantity = new JsonObject { ["value"] = JsonNode.Parse(value) };
        if (random.Chance(15))
            quantity["comparator"] = random.Of(["<", "<=", ">=", ">"]);
        foreach (var (name, text) in new[] { ("unit", unit), ("system", system), ("code", code) }.Where(m => m.Item2 is not null))
            quantity[name] = text;
        return quantity;
    }

    private JsonObject Reference(string type, int count)
    {
        // Some lead nowhere.
        string key = $"{type}/{char.ToLowerInvariant(type[0])}{random.Next(count + 2)}";
        return random.Next(10) switch
        {
            0 => new JsonObject { ["reference"] = $"http://elsewhere.example/fhir/{key}" },
            1 => new JsonObject { ["reference"] = $"{key}/_history/1" },
            2 => new JsonObject { ["identifier"] = new JsonObject { ["system"] = random.Of(RandomValues.Systems), ["value"] = random.Of(RandomValues.Codes) } },
            _ => new JsonObject { ["reference"] = key },
        };
    }

    private JsonArray Some(int most, Func<JsonNode> item) => Some(0, most, item);

    private JsonArray Some(int least, int most, Func<JsonNode> item) => [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => item())];
}
