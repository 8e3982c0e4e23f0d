using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// Carries out entries that are no plain writes (reads, searches, operations) by the interaction that answers the same request outside of
/// a Bundle. The HTTP pipeline is not entered again: only the list of routes is asked. What an operation writes, it writes once, by the
/// entry's part of the batch's receipt.
/// </summary>
internal sealed class EntryRequests(Lazy<IReadOnlyList<FhirRoute>> routes, ResourceTypes types)
{
    private readonly Lazy<FhirRouter> _router = new(() => new FhirRouter(routes.Value));

    /// <param name="outer">The request whose Bundle it is in.</param>
    /// <param name="session">The transaction that it reads in; null in a batch.</param>
    /// <exception cref="FhirException">There is no such interaction, not in a transaction, or it refuses.</exception>
    public async Task<EntryAnswer> RunAsync(FhirRequest outer, PlannedEntry entry, DatabaseSession? session, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(entry.Request!.Body.ToArray(), writable: false);
        var http = ContextOf(outer, entry, body, cancellationToken);
        var match = _router.Value.Find(entry.Method, http.Request.Path);
        if (match.Values.Type is { } type)
            types.Require(type);
        var route = match.Route ?? throw Unknown(entry, match);
        if (session is not null && !route.InTransactions)
            throw FhirException.NotSupported("not-in-transaction", $"{entry.Method} {entry.Request.Url} is not offered within a transaction; send it in a batch, or by itself.");
        var request = new FhirRequest(http, outer.Options, route, match.Values, FhirMediaType.Json, outer.BodyLease)
        {
            Session = session,
            Receipt = IsRead(entry.Method) ? null : outer.Receipt?.OfPart(entry.Index),
        };
        var response = await route.Handler(request, cancellationToken);
        return response.Content is FhirContent.Kept kept
            ? new EntryAnswer(response.Status) { Written = kept.Answer.Body }
            : EntryAnswer.Of(response, request.View, isHead: HttpMethods.IsHead(entry.Method));
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static DefaultHttpContext ContextOf(FhirRequest outer, PlannedEntry entry, Stream body, CancellationToken cancellationToken)
    {
        var (url, noneMatch, modifiedSince, _) = entry.Request!;
        int query = url.IndexOf('?', StringComparison.Ordinal);
        string path = "/" + Uri.UnescapeDataString(query < 0 ? url : url[..query]);
        var http = InnerContext.Of(
            entry.Method, new Uri(outer.BaseUrl), path, query < 0 ? string.Empty : url[query..], body, outer.Http.TraceIdentifier, cancellationToken);
        http.Request.Headers.Accept = FhirMediaType.Json.MediaType;
        http.Request.Headers["Prefer"] = outer.Preferences.Strict ? "handling=strict" : string.Empty;
        http.Request.Headers.IfNoneMatch = noneMatch;
        http.Request.Headers.IfModifiedSince = modifiedSince?.ToString("r");
        InheritedHeaders.Pass(outer.Http.Request.Headers, http.Request.Headers);
        http.Request.ContentType = body.Length > 0 ? FhirMediaType.Json.MediaType : null;
        return http;
    }

    private static FhirException Unknown(PlannedEntry entry, RouteMatch match) => match.Allowed.Count == 0
        ? FhirException.UnknownRoute($"Nothing is at {entry.Request!.Url}. GET [base]/metadata lists what this server offers.")
        : FhirException.MethodNotAllowed($"{entry.Method} is not offered at {entry.Request!.Url}. Offered: {string.Join(", ", match.Allowed)}.");
}
