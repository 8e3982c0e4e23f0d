using System.Text.Json;
using System.Text.Json.Serialization;

namespace FhirHub.Samples.Province;

/// <summary>The scripts of <c>samples/province</c>, which the build takes along, and how one is read.</summary>
public static class ProvinceScripts
{
    private const string Folder = "province/";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The packs that there is a script for.</summary>
    public static IReadOnlyList<string> Packs { get; } =
    [
        .. typeof(ProvinceScripts).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Select(n => Path.GetFileNameWithoutExtension(n[Folder.Length..])).Order(StringComparer.Ordinal),
    ];

    /// <exception cref="ProvinceScriptException">There is none; the message names those there are.</exception>
    public static ProvinceScript Of(string pack)
    {
        using var stream = Packs.Contains(pack) ? typeof(ProvinceScripts).Assembly.GetManifestResourceStream($"{Folder}{pack}.json") : null;
        return stream is null
            ? throw new ProvinceScriptException($"There is no script of a province for the pack '{pack}'. There are: {string.Join(", ", Packs)}. Another can be given with --script.")
            : Read($"{pack}.json", stream);
    }

    /// <param name="name">Of the file, for messages.</param>
    /// <param name="stream">JSON.</param>
    /// <exception cref="ProvinceScriptException">It is no script, or names what it does not have.</exception>
    public static ProvinceScript Read(string name, Stream stream)
    {
        ProvinceScript script;
        try
        {
            script = JsonSerializer.Deserialize<ProvinceScript>(stream, Json) ?? throw new ProvinceScriptException($"{name} is empty.");
        }
        catch (JsonException e)
        {
            throw new ProvinceScriptException($"{name} is no script of a province: {e.Message}", e);
        }

        var faults = ProvinceScriptCheck.FaultsOf(script).ToList();
        return faults.Count == 0 ? script : throw new ProvinceScriptException($"{name}: {string.Join(" ", faults)}");
    }
}
