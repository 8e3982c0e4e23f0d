using FhirHub.Engine.Jobs;
using System.Globalization;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Structure;

namespace FhirHub.Server.Configuration;

/// <summary>Configuration section <c>FhirHub</c>; every value can be given as an environment variable, <c>FhirHub__MaxBodyBytes</c>, or in <c>appsettings.json</c>.</summary>
internal sealed class ServerOptions
{
    public const string Section = "FhirHub";

    /// <summary>Path of the FHIR service root.</summary>
    public const string BasePath = "/fhir";

    /// <summary>MongoDB connection string. Empty starts a local database, except in production, where it is an error. <c>FHIRHUB_MONGO</c> sets it too.</summary>
    public string? Mongo { get; set; }

    /// <summary>Name of the database.</summary>
    public string Database { get; set; } = "fhirhub";

    /// <summary>The service root as clients know it, for example <c>https://fhir.example.cn/fhir</c>. Empty takes it from each request.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Takes scheme and host from <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c>. Only behind a proxy that sets them itself.</summary>
    public bool TrustForwardedHeaders { get; set; }

    /// <summary>No sign-in: every caller may do everything. The default until sign-in exists.</summary>
    public bool Open { get; set; } = true;

    /// <summary>Lets an open server listen on all addresses, as a container must. Publish its port on loopback only.</summary>
    public bool ListenOnAllAddresses { get; set; }

    /// <summary>TCP port.</summary>
    public int Port { get; set; } = 5080;

    /// <summary>Whether a PUT to an unused id creates the resource.</summary>
    public bool UpdateCreate { get; set; } = true;

    /// <summary>What happens to references between resources of this server.</summary>
    public ReferencePolicy References { get; set; } = ReferencePolicy.Off;

    /// <summary>Largest request body in bytes, after decompression.</summary>
    public int MaxBodyBytes { get; set; } = 50 * 1024 * 1024;

    /// <summary>Bytes of bodies over 1 MB that may be in work at once; more are told to come again.</summary>
    public long MaxLargeBodyBytesInWork { get; set; } = 128 * 1024 * 1024;

    /// <summary>Entries of a batch or transaction at most.</summary>
    public int MaxBundleEntries { get; set; } = 10_000;

    /// <summary>Resources that one conditional deletion may take. With 1, the default, a condition that matches several is refused.</summary>
    public int MaxConditionalDeletes { get; set; } = 1;

    /// <summary>Jobs that run at once on this node.</summary>
    public int MaxJobs { get; set; } = 2;

    /// <summary>Seconds after which the jobs of a node that has fallen silent are taken up by another.</summary>
    public int JobLeaseSeconds { get; set; } = 15;

    /// <summary>Hours for which ended jobs and their results are kept.</summary>
    public int JobRetentionHours { get; set; } = 24;

    internal JobOptions JobOptions => new()
    {
        Concurrency = MaxJobs,
        Lease = TimeSpan.FromSeconds(JobLeaseSeconds),
        Retention = TimeSpan.FromHours(JobRetentionHours),
    };

    /// <summary>Deepest nesting of a resource.</summary>
    public int MaxDepth { get; set; } = 64;

    internal ReadLimits ReadLimits => new() { MaxDepth = MaxDepth };

    /// <summary>Rows on a history page where the client names none.</summary>
    public int DefaultPageSize { get; set; } = 50;

    /// <summary>Most rows on a page.</summary>
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>Minutes, from a search's first page on, in which its other pages can be asked for.</summary>
    public int PageLifetimeMinutes { get; set; } = 60;

    /// <summary>Seconds that one page of a search may take.</summary>
    public int SearchSeconds { get; set; } = 20;

    /// <summary>Resources that <c>_include</c> and <c>_revinclude</c> add to a page at most.</summary>
    public int MaxIncluded { get; set; } = 1000;

    /// <summary>The zone of dates that name none, <c>+08:00</c>.</summary>
    public string TimeZone { get; set; } = "+08:00";

    /// <summary>
    /// Folders and .tgz archives of FHIR packages that are installed at start. Not set: in development the national base, where the build has
    /// made it, and else none; an empty text stands for none.
    /// </summary>
    public string[]? Packs { get; set; }

    /// <summary>Names of packages that packs may depend on without their being there, such as <c>hl7.terminology.r4</c>.</summary>
    public string[] PacksWithout { get; set; } = [];

    /// <summary>What writes must keep to.</summary>
    public ValidationSettings Validation { get; set; } = new();

    internal TimeSpan Zone => ParseZone(TimeZone) ?? throw new FormatException($"FhirHub:TimeZone '{TimeZone}' is not of the form +08:00.");

    /// <summary>The terminology service.</summary>
    public TerminologyOptions Terminology { get; set; } = new();

    internal SearchLimits SearchLimits => new() { TimeLimit = TimeSpan.FromSeconds(SearchSeconds), MaxIncluded = MaxIncluded };

    /// <summary>Null for what is no offset of up to 14 hours.</summary>
    internal static TimeSpan? ParseZone(string text) =>
        text is ['+' or '-', ..] && TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset) && offset.TotalHours <= 14
            ? text[0] == '-' ? -offset : offset
            : null;
}
