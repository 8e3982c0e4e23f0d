using System.CommandLine;
using System.Globalization;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Resources;
using FhirHub.LocalMongo;
using FhirHub.Server.Configuration;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Hosting;

/// <summary>The command <c>serve</c>: its options go before environment variables and <c>appsettings.json</c>.</summary>
internal static class ServeCommand
{
    private static readonly Option<int?> Port = new("--port") { Description = "TCP port (default 5080; 0 takes a free one)." };
    private static readonly Option<string?> Mongo = new("--mongo") { Description = "MongoDB connection string. Without one, development starts a local database." };
    private static readonly Option<string?> Database = new("--database") { Description = "Name of the database (default fhirhub)." };
    private static readonly Option<string?> PublicUrl = new("--public-url") { Description = "The service root as clients know it, for example https://fhir.example.cn/fhir." };
    private static readonly Option<bool> Open = new("--open") { Description = "No sign-in: every caller may do everything; listens on loopback only. The default of this version." };
    private static readonly Option<bool> ListenOnAllAddresses = new("--listen-on-all-addresses") { Description = "For containers: an open server that others can reach. Publish its port on loopback only." };
    private static readonly Option<bool> TrustForwardedHeaders = new("--trust-forwarded-headers") { Description = "Behind a proxy: take scheme and host from X-Forwarded-Proto and X-Forwarded-Host." };
    private static readonly Option<ReferencePolicy?> References = new("--references") { Description = "Off (default), or Enforced: references must resolve, and what is referenced cannot be deleted." };

    private static readonly Option<string[]> Packs = new("--pack") { Description = "A FHIR package to install: a folder or .tgz. May be repeated. In development the national base is installed where the build has made it." };

    private static readonly Option<ValidationLevel?> Validation = new("--validation") { Description = "What writes are held against: Off, Structure, Claimed or Required. Without it, what the installed packs say." };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Port, Mongo, Database, PublicUrl, Open, ListenOnAllAddresses, TrustForwardedHeaders, References, Packs, Validation })
            command.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(Settings(parsed), cancellationToken));
    }

    private static Dictionary<string, string?> Settings(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>();
        Set(nameof(ServerOptions.Port), parsed.GetValue(Port)?.ToString(CultureInfo.InvariantCulture));
        Set(nameof(ServerOptions.Mongo), parsed.GetValue(Mongo));
        Set(nameof(ServerOptions.Database), parsed.GetValue(Database));
        Set(nameof(ServerOptions.PublicUrl), parsed.GetValue(PublicUrl));
        Set(nameof(ServerOptions.Open), parsed.GetValue(Open) ? "true" : null);
        Set(nameof(ServerOptions.ListenOnAllAddresses), parsed.GetValue(ListenOnAllAddresses) ? "true" : null);
        Set(nameof(ServerOptions.TrustForwardedHeaders), parsed.GetValue(TrustForwardedHeaders) ? "true" : null);
        Set(nameof(ServerOptions.References), parsed.GetValue(References)?.ToString());
        Set($"{nameof(ServerOptions.Validation)}:{nameof(ValidationSettings.Level)}", parsed.GetValue(Validation)?.ToString());
        foreach (var (path, index) in (parsed.GetValue(Packs) ?? []).Select((p, i) => (p, i)))
            settings[string.Create(CultureInfo.InvariantCulture, $"{ServerOptions.Section}:{nameof(ServerOptions.Packs)}:{index}")] = path;
        return settings;

        void Set(string name, string? value)
        {
            if (value is not null)
                settings[$"{ServerOptions.Section}:{name}"] = value;
        }
    }

    private static async Task<int> RunAsync(Dictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        try
        {
            var builder = FhirServer.Configure(settings);
            var database = await DatabaseChoice.ResolveAsync(builder, cancellationToken);
            await using var watch = DatabaseChoice.Watch(database);
            await using var app = FhirServer.Build(builder);
            await app.StartAsync(cancellationToken);
            Greeting.Write(app, database);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (OptionsValidationException e)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.Failures));
            return 2;
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException or ArgumentException)
        {
            // So the reader of the configuration says that a value is none of its option's type: with the option and the value.
            await Console.Error.WriteLineAsync($"{e.Message.TrimEnd('.')}: {e.InnerException.Message}");
            return 2;
        }
        catch (LocalDatabaseException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 3;
        }
    }
}
