using System.Text;
using FhirHub.Engine.Conformance;
using MongoDB.Bson;

namespace FhirHub.Benchmarks.Layout;

/// <summary>The stored documents that both layouts are filled with: the same versions, spread evenly over all types and over time.</summary>
internal static class LayoutDocuments
{
    /// <summary>The types that have an endpoint.</summary>
    public static readonly string[] Types = [.. FhirSchema.R4.Resources.Select(r => r.Name).Where(n => n != "Parameters").Order(StringComparer.Ordinal)];

    private static readonly DateTime FirstUpdate = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static string TypeOf(int number) => Types[number % Types.Length];

    public static string KeyOf(int number) => $"{TypeOf(number)}/n{number}";

    public static DateTime TimeOf(int number) => FirstUpdate.AddMilliseconds(number * 10L);

    public static BsonDocument Current(int number) => new BsonDocument { { "_id", KeyOf(number) } }.AddRange(Common(number, 2)).Add("references", new BsonArray { $"Patient/{number % 1000}" });

    public static BsonDocument Superseded(int number) => new BsonDocument { { "_id", $"{KeyOf(number)}/1" }, { "key", KeyOf(number) } }
        .AddRange(Common(number, 1)).Add("supersededAt", TimeOf(number));

    private static BsonDocument Common(int number, long version) => new()
    {
        { "type", TypeOf(number) },
        { "version", version },
        { "lastUpdated", version == 2 ? TimeOf(number) : TimeOf(number).AddHours(-1) },
        { "method", "PUT" },
        { "json", Encoding.UTF8.GetBytes($$$"""{"resourceType":"{{{TypeOf(number)}}}","id":"n{{{number}}}","meta":{"versionId":"{{{version}}}"},"text":{"status":"generated","div":"<div>{{{new string('x', 300)}}}</div>"}}""") },
    };
}
