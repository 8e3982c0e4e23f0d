using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Server.Configuration;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Http;

/// <summary>
/// Answers everything below the service root: finds the route, lets its handler work, writes the answer, and turns every
/// fault into an <c>OperationOutcome</c>.
/// </summary>
internal sealed partial class FhirEndpoint(
    FhirRouter router, ResourceTypes types, IOptions<ServerOptions> options, TimeProvider time, ILogger<FhirEndpoint> logger)
{
    /// <summary>Traces of interactions, named by their code.</summary>
    public static readonly ActivitySource Activities = new("FhirHub");

    private static readonly Meter Metrics = new("FhirHub");
    private static readonly Histogram<double> Durations = Metrics.CreateHistogram<double>(
        "fhirhub.interaction.duration", "s", "Time from the request's routing to the end of its answer, by interaction and status.");

    private readonly LargeBodyGate _bodies = new(options.Value.MaxLargeBodyBytesInWork);

    public async Task HandleAsync(HttpContext http)
    {
        long start = time.GetTimestamp();
        string interaction = await AnswerAsync(http);
        Durations.Record(
            time.GetElapsedTime(start).TotalSeconds,
            new("fhir.interaction", interaction),
            new("http.response.status_code", http.Response.StatusCode));
    }

    /// <summary>Answers, and names the interaction.</summary>
    private async Task<string> AnswerAsync(HttpContext http)
    {
        var match = router.Find(http.Request.Method, http.Request.Path);
        // For this flow alone: it ends with the method.
        CultureInfo.CurrentUICulture = RequestLanguage.Of(http.Request);
        // Until the format is known, faults are told in JSON.
        var layout = new ResponseLayout(FhirMediaType.Json, ResourceView.Whole);
        FhirRequest? request = null;
        try
        {
            layout = layout with { Format = ContentNegotiation.Choose(http.Request, IsBinary(match)) };
            var route = RouteOf(http, match);
            using var activity = StartActivity(http, route, match.Values.Type);
            using var lease = _bodies.Enter();
            request = new FhirRequest(http, options.Value, route, match.Values, layout.Format, lease);
            var response = await route.Handler(request, http.RequestAborted);
            await FhirResponseWriter.WriteAsync(http, new ResponseLayout(request.Format, request.View), response);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            LogAborted(http.TraceIdentifier);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var fault = e as FhirException ?? Unexpected(http, e);
            if (fault.Kind is FaultKind.Internal or FaultKind.Transient)
                LogFault(http.TraceIdentifier, fault.Kind, fault.InnerException ?? fault);
            var response = new FhirResponse(FaultStatus.Of(fault.Kind))
            {
                Content = new FhirContent.Outcome(OutcomeJson.Write(fault.Issues)),
                Allow = fault.Kind == FaultKind.MethodNotAllowed ? string.Join(", ", match.Allowed.Where(m => m != http.Request.Method)) : null,
                RetryAfter = fault.RetryAfter ?? (fault.Kind == FaultKind.Transient ? TimeSpan.FromSeconds(1) : null),
            };
            if (request is not null)
                layout = new ResponseLayout(request.Format, request.View.OfOutcome);
            await FhirResponseWriter.WriteAsync(http, layout, response);
        }

        return match.Route?.Code ?? "none";
    }

    /// <summary>Names the interaction in traces and metrics: the shape of the path, never ids or query values.</summary>
    private static Activity? StartActivity(HttpContext http, FhirRoute route, string? type)
    {
        string shape = $"{ServerOptions.BasePath}/{route.Path}";
        http.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("http.route", shape));
        Activity.Current?.SetTag("http.route", shape);
        var activity = Activities.StartActivity(route.Code ?? "not-offered");
        activity?.SetTag("fhir.type", type);
        return activity;
    }

    /// <summary>Answers what is not below the service root.</summary>
    public Task OutsideAsync(HttpContext http)
    {
        string root = FhirRequest.BaseUrlOf(http.Request, options.Value);
        var issue = Issue.Error("not-found", "unknown-route", $"Nothing is at {http.Request.Path}. The FHIR service root is {root}.");
        var response = new FhirResponse(StatusCodes.Status404NotFound) { Content = new FhirContent.Outcome(OutcomeJson.Write([issue])) };
        return FhirResponseWriter.WriteAsync(http, new ResponseLayout(FhirMediaType.Json, ResourceView.Whole), response);
    }

    private static bool IsBinary(RouteMatch match) => match.Values.Type == "Binary" && match.Route?.Code is "read" or "vread";

    /// <exception cref="FhirException">Not found: no such path or type; method not allowed: the path has others.</exception>
    private FhirRoute RouteOf(HttpContext http, RouteMatch match)
    {
        if (match.Values.Type is { } type)
            types.Require(type);
        if (match.Route is not null)
            return match.Route;
        throw match.Allowed.Count == 0
            ? FhirException.UnknownRoute($"Nothing is at {http.Request.PathBase}{http.Request.Path}. GET [base]/metadata lists what this server offers.")
            : FhirException.MethodNotAllowed($"{http.Request.Method} is not offered here. Offered: {string.Join(", ", match.Allowed)}.");
    }

    private static FhirException Unexpected(HttpContext http, Exception e) => e is BadHttpRequestException bad
        ? new FhirException(
            bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? FaultKind.TooLarge : FaultKind.Invalid,
            [Issue.Error("structure", "http-invalid", $"The HTTP request cannot be read: {bad.Message}")],
            e)
        : new FhirException(
            FaultKind.Internal,
            [Issue.Error("exception", "internal", $"The server failed. Its log has the details under request id {http.TraceIdentifier}.")],
            e);

    [LoggerMessage(LogLevel.Error, "Request {RequestId} failed: {Kind}")]
    private partial void LogFault(string requestId, FaultKind kind, Exception cause);

    [LoggerMessage(LogLevel.Debug, "Request {RequestId} was given up by its client")]
    private partial void LogAborted(string requestId);
}
