using System.Text;
using System.Text.Json;
using FhirHub.Engine.Validation;

namespace FhirHub.Engine.Packs;

/// <summary>Reads what the <c>policy.json</c> of a pack says of writes, in its member <c>validation</c>.</summary>
internal static class PolicyRules
{
    private static readonly string[] Members = ["level", "reaction", "profiles", "requireClaim", "references", "bestPractice"];

    /// <returns>Null where it says nothing.</returns>
    /// <exception cref="FormatException">It cannot be understood; the message is a clause that says why.</exception>
    public static ValidationRules? Read(string policy)
    {
        try
        {
            if (PackText.FaultOf(Encoding.UTF8.GetBytes(policy)) is { } fault)
                throw new FormatException(fault);
            using var json = JsonDocument.Parse(policy);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("validation", out var rules) ? Read(rules) : null;
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not JSON: {e.Message}", e);
        }
    }

    private static ValidationRules Read(JsonElement rules)
    {
        if (rules.ValueKind != JsonValueKind.Object)
            throw new FormatException("'validation' is no object");
        foreach (var member in rules.EnumerateObject())
            if (!Members.Contains(member.Name))
                throw new FormatException($"'validation.{member.Name}' is not known; there are {string.Join(", ", Members)}");
        return new ValidationRules
        {
            Level = Word<ValidationLevel>(rules, "level"),
            Reaction = Word<ValidationReaction>(rules, "reaction"),
            References = Word<ReferenceCheck>(rules, "references"),
            BestPractice = Word<BestPractice>(rules, "bestPractice"),
            RequireClaim = Flag(rules, "requireClaim"),
            Profiles = Profiles(rules),
        };
    }

    private static T? Word<T>(JsonElement rules, string name)
        where T : struct, Enum
    {
        if (!rules.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && Enum.TryParse<T>(value.GetString(), ignoreCase: true, out var word) && Enum.IsDefined(word))
            return word;
        throw new FormatException($"'validation.{name}' is none of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}");
    }

    private static bool? Flag(JsonElement rules, string name)
    {
        if (!rules.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new FormatException($"'validation.{name}' is neither true nor false");
    }

    private static Dictionary<string, IReadOnlyList<string>> Profiles(JsonElement rules)
    {
        var profiles = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (!rules.TryGetProperty("profiles", out var types))
            return profiles;
        if (types.ValueKind != JsonValueKind.Object)
            throw new FormatException("'validation.profiles' is no object");
        foreach (var type in types.EnumerateObject())
        {
            if (type.Value.ValueKind != JsonValueKind.Array || type.Value.EnumerateArray().Any(p => p.ValueKind != JsonValueKind.String))
                throw new FormatException($"'validation.profiles.{type.Name}' is no list of canonicals");
            profiles[type.Name] = [.. type.Value.EnumerateArray().Select(p => p.GetString()!)];
        }

        return profiles;
    }
}
