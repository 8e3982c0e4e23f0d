using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using FhirHub.Server.Configuration;

namespace FhirHub.Server.Http;

/// <summary>A request whose path, format and preferences have been understood.</summary>
internal sealed class FhirRequest
{
    private static readonly string[] Layout = ["_format", "_pretty"];
    private static readonly string[] CommonParameters = [.. Layout, "_summary", "_elements"];
    private readonly RouteValues _values;

    public FhirRequest(HttpContext http, ServerOptions options, FhirRoute route, RouteValues values, FhirMediaType format, LargeBodyGate.Lease bodyLease)
    {
        BodyLease = bodyLease;
        Http = http;
        Options = options;
        Route = route;
        _values = values;
        Format = format;
        BaseUrl = BaseUrlOf(http.Request, options);
        Preferences = Preferences.Parse(http.Request.Headers["Prefer"]);
        View = http.Request.Query.Count == 0 ? ResourceView.Whole : ResourceView.Parse(Parameter);
        RefuseUnknownParameters();
        CheckView();
    }

    public HttpContext Http { get; }

    public ServerOptions Options { get; }

    public FhirRoute Route { get; }

    /// <summary>Counts the bytes of a large body until the request ends.</summary>
    public LargeBodyGate.Lease BodyLease { get; }

    public Caller Caller { get; } = Caller.Open;

    /// <summary>The transaction that the request is an entry of, whose writes it sees; null for a request of its own.</summary>
    public DatabaseSession? Session { get; init; }

    /// <summary>What makes the request happen once; null for no such promise.</summary>
    public Receipt? Receipt { get; set; }

    /// <summary>Tells how far a long request is; null where nobody listens.</summary>
    public Func<string, CancellationToken, Task>? Report { get; init; }

    /// <summary>The service root without a slash at the end.</summary>
    public string BaseUrl { get; }

    public FhirMediaType Format { get; private set; }

    public Preferences Preferences { get; }

    /// <summary>Which part of a resource to send, and how it is laid out.</summary>
    public ResourceView View { get; private set; }

    public IHeaderDictionary Headers => Http.Request.Headers;

    /// <summary>The type in the path; the router has checked that it exists.</summary>
    public string Type => _values.Type ?? throw new InvalidOperationException("The route has no type.");

    /// <summary>The type where the path has one.</summary>
    public string? TypeOrNull => _values.Type;

    /// <summary>Type and id in the path.</summary>
    /// <exception cref="FhirException">Invalid: the id breaks the rule for ids.</exception>
    public ResourceKey Key => ResourceKey.IsValidId(_values.Id)
        ? new ResourceKey(Type, _values.Id)
        : throw FhirException.Invalid("id-invalid", $"'{_values.Id}' is not an id: 1 to 64 of the characters A-Z, a-z, 0-9, '-' and '.'.");

    /// <summary>The id where the path has one.</summary>
    public bool HasId => _values.Id is not null;

    public string? VersionId => _values.VersionId;

    /// <summary>The job in the path.</summary>
    public string JobId => _values.Id ?? throw new InvalidOperationException("The route has no job.");

    /// <summary>The last segment of a path that names one: a type or <c>*</c> in a compartment.</summary>
    public string? Name => _values.Name;

    /// <summary>The only value of a query parameter; null where it is absent or empty.</summary>
    /// <exception cref="FhirException">Invalid: it is given more than once.</exception>
    public string? Parameter(string name)
    {
        var values = Http.Request.Query[name];
        if (values.Count > 1)
            throw FhirException.Invalid("parameter-repeated", $"The parameter '{name}' may be given once.");
        return string.IsNullOrEmpty(values) ? null : values.ToString();
    }

    /// <summary>Those that say how the answer is written, whatever it is.</summary>
    public static IEnumerable<KeyValuePair<string, string>> LayoutOf(IEnumerable<KeyValuePair<string, string>> parameters) =>
        parameters.Where(p => Layout.Contains(p.Key));

    /// <summary>Takes view and format from parameters that came in a form or behind a page link.</summary>
    /// <exception cref="FhirException">Invalid or not acceptable: one of them cannot be understood.</exception>
    public void UseParameters(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        View = ResourceView.Parse(Only);
        if (Only("_format") is { } format)
            Format = ContentNegotiation.Named(format);
        CheckView();

        string? Only(string name)
        {
            string[] values = [.. parameters.Where(p => p.Key == name).Select(p => p.Value)];
            if (values.Length > 1)
                throw FhirException.Invalid("parameter-repeated", $"The parameter '{name}' may be given once.");
            return values is [{ Length: > 0 } value] ? value : null;
        }
    }

    /// <summary>Whether a query parameter of this name means something here.</summary>
    public bool Knows(string parameter) => CommonParameters.Contains(parameter) || Route.Parameters.Contains(parameter);

    public static string BaseUrlOf(HttpRequest request, ServerOptions options) =>
        options.PublicUrl is { Length: > 0 } known ? known.TrimEnd('/') : $"{request.Scheme}://{request.Host}{ServerOptions.BasePath}";

    /// <summary>Strict handling refuses a parameter that has no meaning here; otherwise a Warning header names it.</summary>
    private void RefuseUnknownParameters()
    {
        if (Route.AnyParameter)
            return;
        string[] unknown = [.. Http.Request.Query.Keys.Where(k => !Knows(k))];
        if (unknown.Length == 0)
            return;
        string names = string.Join(", ", unknown.Select(u => $"'{Printable(u)}'"));
        if (Preferences.Strict || Route.RefusesUnknown)
            throw FhirException.NotSupported("parameter-unknown", $"Not a parameter of this interaction: {names}.");
        Http.Response.Headers.Append("Warning", $"299 - \"Not a parameter of this interaction, left out: {names}\"");
    }

    /// <exception cref="FhirException">Invalid: elements that the type does not have, or a count of what is one.</exception>
    private void CheckView()
    {
        if (View.CountOnly && !Route.Counts && !Route.AnyParameter)
            throw FhirException.Invalid("summary-count", "_summary=count is for searches and histories; here is one resource.");
        if (_values.Type is { } type)
            View.CheckElements(type);
    }

    private static string Printable(string name) =>
        new([.. name.Take(40).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ':' or '.' or '$' ? c : '?')]);
}
