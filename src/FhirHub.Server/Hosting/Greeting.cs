using FhirHub.LocalMongo;
using FhirHub.Regional.HealthCards.Keys;
using FhirHub.Server.Configuration;
using FhirHub.Server.Interactions;
using FhirHub.Server.Pages;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Hosting;

/// <summary>What a person sees when the server has started.</summary>
internal static class Greeting
{
    public static void Write(WebApplication app, MongoEndpoint database)
    {
        var options = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        string address = app.Urls.First();
        string root = options.PublicUrl is { Length: > 0 } known ? known : address + ServerOptions.BasePath;
        Console.WriteLine($"{CapabilityStatement.SoftwareName} {CapabilityStatement.SoftwareVersion} serves FHIR R4 at {root}");
        Console.WriteLine(database.Local is { } local ? $"Database: {database.Engine}, data in {local.DataFolder}" : "Database: the configured MongoDB");
        if (app.Services.GetRequiredService<PackChoice>().Paths is { Count: > 0 } packs)
            Console.WriteLine($"Packs: {string.Join(", ", packs.Select(p => Path.GetFileName(p.TrimEnd(Path.DirectorySeparatorChar))))}, installed where they are not yet; see {address}{PackPages.Path}");
        if (app.Services.GetRequiredService<HealthCardKeys>().IsDevelopment)
            Console.WriteLine($"Health cards: keys of development, which everybody knows; set your own in {HealthCardOptions.Section}.");
        Console.WriteLine(options.ListenOnAllAddresses
            ? "Open: no sign-in, every caller may do everything, and the server listens on all addresses."
            : "Open: no sign-in, every caller may do everything; the server listens on loopback only.");
    }
}
