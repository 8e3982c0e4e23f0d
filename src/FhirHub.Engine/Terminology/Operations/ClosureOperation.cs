using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Closures;
using System.Globalization;
using System.Text.Json;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>https://hl7.org/fhir/R4/conceptmap-operation-closure.html</summary>
internal sealed class ClosureOperation(ClosureTables tables)
{
    public const string Path = "$closure";
    private const int LongestName = 256;

    public async ValueTask<ReadOnlyMemory<byte>> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        var given = scope.Arguments;
        string name = given.Required("name");
        if (name.Length > LongestName)
            throw FhirException.Invalid("parameter-invalid", $"The name of a closure table has at most {LongestName} characters.");
        var concepts = given.Codings("concept");
        if (concepts.Any(c => c.System is null || c.Code is null))
            throw FhirException.Invalid("parameter-invalid", "A concept of a closure table has a system and a code.");
        if (given.Text("version") is { } version)
        {
            if (concepts.Count > 0)
                throw FhirException.Invalid("parameter-conflict", "Either concepts are added, or what has come since a version is asked for.");
            if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int since))
                throw FhirException.Invalid("parameter-invalid", $"version='{version}' is none that this server has given.");
            var table = await tables.ReadAsync(name, cancellationToken);
            return Write(table, e => e.Since > since);
        }

        if (concepts.Count == 0)
            return Write(await tables.BeginAsync(name, cancellationToken), _ => false);
        var (after, before) = await tables.AddAsync(scope.Snapshot, name, concepts, cancellationToken);
        return Write(after, e => e.Since > before);
    }

    private static ReadOnlyMemory<byte> Write(ClosureDocument table, Func<ClosureEntry, bool> isTold) => ResultJson.Resource("ConceptMap", json =>
    {
        json.WriteString("version", table.Version.ToString(CultureInfo.InvariantCulture));
        json.WriteString("name", table.Name);
        json.WriteString("status", "active");
        json.WriteBoolean("experimental", true);
        var systems = table.Entries.Where(isTold).GroupBy(e => e.System).ToList();
        if (systems.Count == 0)
            return;
        json.WriteStartArray("group");
        foreach (var system in systems)
            WriteGroup(json, system, table.Systems.FirstOrDefault(s => s.Url == system.Key)?.Version);
        json.WriteEndArray();
    });

    private static void WriteGroup(Utf8JsonWriter json, IGrouping<string, ClosureEntry> system, string? version)
    {
        json.WriteStartObject();
        json.WriteString("source", system.Key);
        json.Text("sourceVersion", version);
        json.WriteString("target", system.Key);
        json.Text("targetVersion", version);
        json.WriteStartArray("element");
        foreach (var code in system.GroupBy(e => e.Code))
        {
            json.WriteStartObject();
            json.WriteString("code", code.Key);
            json.WriteStartArray("target");
            foreach (var entry in code)
            {
                json.WriteStartObject();
                json.WriteString("code", entry.Above);
                // The target subsumes the source.
                json.WriteString("equivalence", "subsumes");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
