using System.Globalization;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#history of a resource, a type, or the whole server.</summary>
internal sealed class History(ResourceStore store, ResourceHistory history, TimeProvider time)
{
    public static readonly string[] Parameters = ["_count", "_since", "_at", "_page"];

    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var query = Parse(request);
        var current = query.Instance is { } key
            ? await store.ReadAsync(request.Caller, request.Session, key, cancellationToken) ?? throw FhirException.NotFound("not-found", $"{key} does not exist.")
            : null;
        bool countOnly = request.View.CountOnly || query.Count == 0;
        long? total = await TotalAsync(request.Caller, query, current, countOnly, cancellationToken);
        var page = countOnly
            ? new HistoryPage([], null)
            : await history.ReadAsync(request.Caller, query, cancellationToken);
        return new FhirResponse(StatusCodes.Status200OK)
        {
            Content = new FhirContent.Streamed((output, flush, token) =>
                HistoryBundle.WriteAsync(request, page, total, time.GetUtcNow(), output, flush, token)),
        };
    }

    /// <summary>Null where it is not asked for and would have to be counted over many resources.</summary>
    private async Task<long?> TotalAsync(Caller caller, HistoryQuery query, StoredVersion? current, bool countOnly, CancellationToken cancellationToken)
    {
        // Versions have no gaps, so the last number is how many there are.
        if (current is not null && query is { Since: null, At: null })
            return current.Version;
        return countOnly || current is not null ? await history.CountAsync(caller, query, cancellationToken) : null;
    }

    private static HistoryQuery Parse(FhirRequest request)
    {
        string? page = request.Parameter("_page");
        return new HistoryQuery
        {
            Type = request.TypeOrNull,
            Instance = request.HasId ? request.Key : null,
            Session = request.Session,
            Count = ParseCount(request),
            Since = request.Parameter("_since") is { } since ? ParseSince(since) : null,
            At = request.Parameter("_at") is { } at ? ParseAt(at) : null,
            After = page is null ? null : HistoryPosition.FromToken(page)
                ?? throw FhirException.Invalid("page-invalid", "_page is not a page link of this server."),
        };
    }

    private static int ParseCount(FhirRequest request)
    {
        if (request.Parameter("_count") is not { } text)
            return request.Options.DefaultPageSize;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
            throw FhirException.Invalid("parameter-invalid", $"_count '{text}' is not a whole number from 0.");
        return Math.Min(count, request.Options.MaxPageSize);
    }

    private static DateTime ParseSince(string text) =>
        FhirTime.ParseInstant(text) ?? throw FhirException.Invalid("parameter-invalid", $"_since '{text}' is not an instant such as 2026-01-31T08:00:00+08:00.");

    private static (DateTime From, DateTime To) ParseAt(string text) =>
        FhirTime.ParsePeriod(text) ?? throw FhirException.Invalid("parameter-invalid", $"_at '{text}' is not a date or dateTime.");
}
