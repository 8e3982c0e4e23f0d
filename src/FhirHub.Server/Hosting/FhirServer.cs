using System.Net;
using FhirHub.Engine.Acceptance;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Indexing.Registry;
using FhirHub.Engine.Installation;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Jobs.Reindexing;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Resources.Reindexing;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Search;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Codes;
using FhirHub.Engine.Terminology.Expansions;
using FhirHub.Engine.Terminology.Fallback;
using FhirHub.Engine.Terminology.Loading;
using FhirHub.Engine.Transactions;
using FhirHub.Engine.Validation;
using FhirHub.Server.Configuration;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;
using FhirHub.Server.Operations.Jobs;
using FhirHub.Server.Operations.Terminology;
using FhirHub.Server.Operations;
using FhirHub.Server.Pages;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Hosting;

/// <summary>Puts the server together.</summary>
internal static class FhirServer
{
    private static readonly string[] CompressedTypes =
    [
        "application/fhir+json", "application/fhir+xml", "application/json", "application/xml", "text/json", "text/xml", "text/plain", "text/html",
    ];

    /// <summary>The configuration that a server will have: command line, environment, then the files beside the program.</summary>
    /// <param name="settings">Configuration values that go before all others, by their full name, such as <c>FhirHub:Port</c>.</param>
    /// <param name="environment">Development or Production; null takes it from the environment.</param>
    public static WebApplicationBuilder Configure(IReadOnlyDictionary<string, string?> settings, string? environment = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        return builder;
    }

    /// <summary>The server, ready to start; its database is named in the configuration.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ServerOptions>().BindConfiguration(ServerOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
        AddEngine(builder.Services);
        RegionalServices.Add(builder.Services);
        AddInteractions(builder.Services);
        AddJobs(builder.Services);
        Telemetry.Add(builder);
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = CompressedTypes;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Validated here already: Kestrel would fail on a bad port without naming the option.
            var options = Options(kestrel.ApplicationServices);
            // Without sign-in, nobody but this machine may reach the server; a container publishes its port itself.
            kestrel.Listen(options.Open && !options.ListenOnAllAddresses ? IPAddress.Loopback : IPAddress.Any, options.Port);
            kestrel.AddServerHeader = false;
            // The limit is ours, so that its answer is an OperationOutcome.
            kestrel.Limits.MaxRequestBodySize = null;
            // Room for a page link beside its path: it carries a whole search, which may have been posted.
            kestrel.Limits.MaxRequestLineSize = PageLink.MaxCharacters + 4096;
        });
        var app = builder.Build();
        AddPipeline(app);
        return app;
    }

    private static void AddEngine(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(FhirSchema.R4);
        services.AddSingleton(s => new FhirDatabase(MongoOptionsOf(Options(s))));
        services.AddSingleton<WriteClock>();
        services.AddSingleton<SearchParameterRegistry>();
        services.AddSingleton<ISearchParameters>(s => s.GetRequiredService<SearchParameterRegistry>());
        services.AddSingleton(s => MatchSettingsOf(s));
        services.AddSingleton<ResourceIndexer>();
        AddValidation(services);
        services.AddSingleton(s => new ResourceStore(
            s.GetRequiredService<FhirDatabase>(), s.GetRequiredService<WriteClock>(), s.GetRequiredService<ResourceIndexer>(),
            s.GetRequiredService<SearchParameterRegistry>(), s.GetRequiredService<DefinitionCatalog>(), s.GetRequiredService<WriteCheck>(),
            Options(s).References, OwnUrl(Options(s)), s.GetService<IWriteGuard>()));
        services.AddSingleton<ResourceReindexer>();
        services.AddSingleton<ResourceHistory>();
        services.AddSingleton(s => new SearchSettings { DefaultCount = Options(s).DefaultPageSize, MaxCount = Options(s).MaxPageSize });
        services.AddSingleton(s => Options(s).SearchLimits);
        services.AddSingleton<SearchParser>();
        services.AddSingleton<SearchRunner>();
        services.AddSingleton<ReferrerSearch>();
        services.AddSingleton<LatestByCode>();
        services.AddSingleton<SecretStore>();
        services.AddSingleton<ICriteriaReader, CriteriaReader>();
        AddTerminology(services);
        services.AddSingleton<TransactionRunner>();
        services.AddSingleton<AnswerStore>();
        services.AddSingleton<NotificationStore>();
        services.AddSingleton(s => Options(s).JobOptions);
        services.AddSingleton<JobStore>();
        services.AddSingleton<DatabasePreparation>();
        services.AddHostedService(s => s.GetRequiredService<DatabasePreparation>());
        services.AddHostedService<TableLoading>();
        services.AddHostedService<SearchParameterService>();
        services.AddHostedService<TerminologyLoading>();
        services.AddHostedService<JobService>();
    }

    private static void AddValidation(IServiceCollection services)
    {
        services.AddSingleton<InstalledPacks>();
        services.AddSingleton<DefinitionCatalog>();
        services.AddSingleton<IDefinitionSource>(s => s.GetRequiredService<DefinitionCatalog>());
        services.AddSingleton(s => new StoredReferences(s.GetRequiredService<FhirDatabase>(), OwnUrl(Options(s))));
        services.AddSingleton<IReferences>(s => s.GetRequiredService<StoredReferences>());
        services.AddSingleton(s => new Validator(
            s.GetRequiredService<IDefinitionSource>(), s.GetRequiredService<ITerminology>(), s.GetRequiredService<IReferences>()));
        services.AddSingleton(s => new AcceptancePolicy(Options(s).Validation.Rules, s.GetRequiredService<InstalledPacks>(), s.GetRequiredService<ConfiguredPacks>()));
        services.AddSingleton(s => new ConfiguredPacks(s.GetRequiredService<PackChoice>().Paths.Count > 0));
        services.AddSingleton<WriteCheck>();
        services.AddSingleton<PackPage>();
        services.AddSingleton<ProfilePage>();
        services.AddSingleton<PackPages>();
        services.AddHostedService<DefinitionService>();
        services.AddSingleton<PackInstaller>();
        services.AddSingleton(s => PackChoice.Of(Options(s), s.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton<PackLoading>();
        services.AddHostedService(s => s.GetRequiredService<PackLoading>());
        services.AddSingleton<Readiness>();
    }

    private static void AddTerminology(IServiceCollection services)
    {
        services.AddSingleton<TerminologyCatalog>();
        services.AddSingleton<ConceptLoader>();
        services.AddSingleton(s => FallbackOf(Options(s).Terminology, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new ExpansionLimits { MaxCodes = Options(s).Terminology.MaxExpansion });
        services.AddSingleton<TerminologyService>();
        services.AddSingleton<ITerminology, TerminologyJudge>();
        services.AddSingleton<ITokenCodeSource, TokenExpansion>();
        services.AddSingleton<TokenCodeReader>();
    }

    /// <summary>Every type of job there is.</summary>
    private static void AddJobs(IServiceCollection services)
    {
        services.AddSingleton<AsyncRequestJob>();
        services.AddSingleton<IJobType>(s => s.GetRequiredService<AsyncRequestJob>());
        services.AddSingleton<IJobType, ReindexJob>();
    }

    private static void AddInteractions(IServiceCollection services)
    {
        services.AddSingleton<Capabilities>();
        services.AddSingleton<CapabilityStatement>();
        services.AddSingleton<SupportedParameters>();
        services.AddSingleton<SearchCapabilities>();
        services.AddSingleton<Read>();
        services.AddSingleton<VersionRead>();
        services.AddSingleton<Create>();
        services.AddSingleton<Update>();
        services.AddSingleton<Patch>();
        services.AddSingleton<Delete>();
        services.AddSingleton<History>();
        services.AddSingleton<Search>();
        services.AddSingleton<PageTokens>();
        services.AddSingleton<Conditions>();
        services.AddSingleton<ResourceWrites>();
        services.AddSingleton<Idempotency>();
        services.AddSingleton<EntryRequests>();
        services.AddSingleton<Batch>();
        services.AddSingleton<Transaction>();
        services.AddSingleton<MetaOperations>();
        services.AddSingleton<Reindex>();
        services.AddSingleton<EverythingQuery>();
        services.AddSingleton<Everything>();
        services.AddSingleton<LastObservations>();
        services.AddSingleton<Document>();
        services.AddSingleton<ValidateModes>();
        services.AddSingleton<InstallPack>();
        services.AddSingleton<UninstallPack>();
        services.AddSingleton<Validate>();
        services.AddSingleton<TerminologyRoutes>();
        services.AddSingleton<ImportCsv>();
        services.AddSingleton<TerminologyStatement>();
        services.AddSingleton<AsyncRequests>();
        services.AddSingleton<JobStatus>();
        services.AddSingleton<FhirRoutes>();
        services.AddSingleton(s => new Lazy<IReadOnlyList<FhirRoute>>(() => s.GetRequiredService<FhirRoutes>().All()));
        services.AddSingleton(s => new FhirRouter(s.GetRequiredService<Lazy<IReadOnlyList<FhirRoute>>>().Value));
        services.AddSingleton<ResourceTypes>();
        services.AddSingleton<FhirEndpoint>();
    }

    private static void AddPipeline(WebApplication app)
    {
        if (Options(app.Services).TrustForwardedHeaders)
        {
            var forwarded = new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            };
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            app.UseForwardedHeaders(forwarded);
        }

        app.Use(RequestId.Assign);
        if (HostGuard.For(Options(app.Services)) is { } guard)
            app.Use(guard.CheckAsync);
        app.UseResponseCompression();
        var health = app.Services.GetRequiredService<Readiness>();
        var endpoint = app.Services.GetRequiredService<FhirEndpoint>();
        app.Map("/healthz/live", live => live.Run(http => HealthAnswer.WriteAsync(http, healthy: true, "alive")));
        app.Map("/healthz/ready", ready => ready.Run(health.AnswerAsync));
        app.Map(PackPages.Path, pages => pages.Run(app.Services.GetRequiredService<PackPages>().HandleAsync));
        app.Map(ServerOptions.BasePath, fhir => fhir.Run(endpoint.HandleAsync));
        app.Run(endpoint.OutsideAsync);
    }

    private static ServerOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<ServerOptions>>().Value;

    private static string? OwnUrl(ServerOptions options) => options.PublicUrl is { Length: > 0 } url ? url.TrimEnd('/') : null;

    private static MatchSettings MatchSettingsOf(IServiceProvider services) => new()
    {
        Zone = Options(services).Zone,
        OwnUrl = OwnUrl(Options(services)),
        Time = services.GetRequiredService<TimeProvider>(),
    };

    private static ITerminologyFallback FallbackOf(TerminologyOptions options, TimeProvider time) => options.Fallback is { Length: > 0 } url
        ? new ExternalTerminology(
            new FallbackOptions { BaseUrl = new Uri(url), Timeout = TimeSpan.FromSeconds(options.FallbackTimeoutSeconds) },
            new HttpClient { Timeout = Timeout.InfiniteTimeSpan },
            time)
        : new NoFallback();

    private static MongoOptions MongoOptionsOf(ServerOptions options) => new()
    {
        ConnectionString = options.Mongo ?? throw new InvalidOperationException("FhirHub:Mongo is not set."),
        Database = options.Database,
        IndexReferences = options.References == ReferencePolicy.Enforced,
        PageLifetime = TimeSpan.FromMinutes(options.PageLifetimeMinutes),
    };
}
