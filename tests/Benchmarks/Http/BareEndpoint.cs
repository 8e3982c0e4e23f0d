using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Http;

/// <summary>The least an ASP.NET server can do: one find by <c>_id</c>, whose bytes it returns. Run as a process of its own, as FhirHub is.</summary>
internal static class BareEndpoint
{
    public const string CommandName = "bare-endpoint";

    private static readonly Option<string> Mongo = new("--mongo") { Required = true };
    private static readonly Option<string> Database = new("--database") { Required = true };
    private static readonly Option<int> Port = new("--port") { Required = true };

    public static Command Create()
    {
        var command = new Command(CommandName, "The baseline of the command http.") { Mongo, Database, Port };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(Mongo), parsed.GetRequiredValue(Database), parsed.GetRequiredValue(Port), cancellationToken));
        return command;
    }

    private static async Task RunAsync(string mongo, string database, int port, CancellationToken cancellationToken)
    {
        using var client = new MongoClient(BenchmarkDatabase.SettingsFor(mongo));
        var resources = client.GetDatabase(database).GetCollection<StoredBytes>("resources");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.MapGet("/", (RequestDelegate)(http => http.Response.WriteAsync("ready", http.RequestAborted)));
        app.MapGet("/Patient/{id}", (RequestDelegate)(http => FindAsync(http, resources)));
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static async Task FindAsync(HttpContext http, IMongoCollection<StoredBytes> resources)
    {
        string key = $"Patient/{http.Request.RouteValues["id"]}";
        var found = await resources.Find(Builders<StoredBytes>.Filter.Eq(s => s.Id, key)).Limit(1).FirstAsync(http.RequestAborted);
        http.Response.ContentType = "application/fhir+json";
        http.Response.ContentLength = found.Json.Length;
        await http.Response.BodyWriter.WriteAsync(found.Json, http.RequestAborted);
    }

    [BsonIgnoreExtraElements]
    private sealed record StoredBytes([property: BsonId] string Id, [property: BsonElement("json")] byte[] Json);
}
