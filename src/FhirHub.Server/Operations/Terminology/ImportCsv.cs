using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Terminology.Csv;
using FhirHub.Engine.Terminology.Messages;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations.Terminology;

/// <summary>
/// <c>CodeSystem/$import-csv</c>, an operation of this server's own: a table becomes a CodeSystem, in the place of the one with the same URL and version.
/// Nothing is imported of a table with faults; each is told with its line.
/// </summary>
internal sealed class ImportCsv(ResourceWrites writes, ICriteriaReader criteria, TokenCodeReader codes)
{
    public const string Definition = "https://fhirhub.example/fhir/OperationDefinition/CodeSystem-import-csv";

    public const string Documentation =
        "POST of text/csv (charset utf-8 or gb18030). Parameters in the URL: url, version, name, title, language, caseSensitive of the code system; the columns code, display, definition, parent, designation=column:language (0..*), property=column:code:type (0..*); delimiter (default comma, tab by name), header=false where no first line names the columns, which are numbers then.";

    public static readonly IReadOnlyList<string> Parameters =
    [
        "url", "version", "name", "title", "language", "caseSensitive", "code", "display", "definition", "parent", "designation", "property", "delimiter", "header",
    ];

    /// <summary>What is wrong, in the client's language.</summary>
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await ImportAsync(request, cancellationToken);
        }
        catch (FhirException e) when (TermTexts.Of(e) is var told && told != e)
        {
            throw told;
        }
    }

    private async Task<FhirResponse> ImportAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var media = RequestBody.MediaType(request);
        if (!media.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
            throw FhirException.UnsupportedMediaType("media-type-unsupported", $"A table is posted as text/csv, not as '{media.MediaType}'.");
        if (request.Http.Request.Query.Keys.FirstOrDefault(k => !Parameters.Contains(k) && k is not ("_format" or "_pretty")) is { } unknown)
            throw FhirException.NotSupported("parameter-unknown", $"'{unknown}' is not a parameter of $import-csv.");
        var system = SystemOf(request);
        var mapping = MappingOf(request, media.Charset.HasValue ? media.Charset.Value!.Trim('"') : null);
        ReadOnlyMemory<byte> json;
        using (var body = await RequestBody.ReadBytesAsync(request, cancellationToken))
            json = CodeSystemCsv.Read(body.Memory.Span, system, mapping);
        var read = FhirJsonReader.Read(json, request.Options.ReadLimits);
        var resource = read.Resource ?? throw new FhirException(FaultKind.Unprocessable, [.. read.Issues.Select(WithoutPlace)]);
        string condition = SearchText.Write([new("url", system.Url), system.Version is { } version ? new("version", version) : new("version:missing", "true")]);
        var same = await codes.ReadAsync(told => criteria.With(told).Read("CodeSystem", condition), cancellationToken);
        return await writes.RunAsync(request, PlannedWrites.Update(same, resource, Preconditions.None, request.Options.UpdateCreate), Answer, cancellationToken);

        FhirResponse Answer(EntryResult result) => new(result.Write.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Version = result.Write.Current,
            Location = $"{request.BaseUrl}/{result.Write.Current!.Key}/_history/{result.Write.Current.Version}",
            Content = WriteAnswer.Outcome("imported", TermTexts.Of($"{result.Write.Current.Key} holds the code system {system.Url}. Its codes can be asked for in a moment.")),
        };
    }

    /// <summary>Nobody sent the JSON that lines and columns are of.</summary>
    private static Issue WithoutPlace(Issue issue) => issue with { Line = null, Column = null };

    private static CsvSystem SystemOf(FhirRequest request)
    {
        string url = Required(request, "url");
        return new CsvSystem
        {
            Url = url,
            Version = request.Parameter("version"),
            Name = request.Parameter("name") ?? url.TrimEnd('/').Split('/', ':')[^1],
            Title = request.Parameter("title"),
            Language = request.Parameter("language"),
            IsCaseSensitive = Flag(request, "caseSensitive"),
        };
    }

    private static CsvMapping MappingOf(FhirRequest request, string? charset) => new()
    {
        Code = Required(request, "code"),
        Display = Required(request, "display"),
        Definition = request.Parameter("definition"),
        Parent = request.Parameter("parent"),
        Designations = [.. All(request, "designation", 2).Select(p => new CsvDesignation(p[0], p[1]))],
        Properties = [.. All(request, "property", 3).Select(p => new CsvProperty(p[0], p[1], p[2]))],
        Delimiter = DelimiterOf(request.Parameter("delimiter")),
        HasHeader = Flag(request, "header"),
        Encoding = charset,
    };

    private static char DelimiterOf(string? text) => text switch
    {
        null => ',',
        "tab" => '\t',
        [var only] when only is not ('"' or '\r' or '\n') && !char.IsLetterOrDigit(only) => only,
        _ => throw FhirException.Invalid("parameter-invalid", $"delimiter='{text}' is neither one mark, such as ; nor tab."),
    };

    /// <summary>True where it is not given.</summary>
    private static bool Flag(FhirRequest request, string name) => request.Parameter(name) switch
    {
        null or "true" => true,
        "false" => false,
        var other => throw FhirException.Invalid("parameter-invalid", $"{name}='{other}' is neither true nor false."),
    };

    private static string Required(FhirRequest request, string name) =>
        request.Parameter(name) ?? throw FhirException.Invalid("parameter-required", $"The parameter '{name}' is required.");

    private static IEnumerable<string[]> All(FhirRequest request, string name, int parts) => request.Http.Request.Query[name].Select(value =>
        value!.Split(':') is var split && split.Length == parts && split.All(s => s.Length > 0)
            ? split
            : throw FhirException.Invalid(
                "parameter-invalid", string.Create(CultureInfo.InvariantCulture, $"{name}='{value}' has {split.Length} parts between colons; there are {parts}.")));
}
