using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Terminology.Operations;
using FhirHub.Engine.Validation;
using FhirHub.Server.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FhirHub.Server.Operations.Terminology;

/// <summary>The parameters of a terminology operation: those of the URL, and behind them those of a Parameters resource, which may be codings and resources.</summary>
internal static class TerminologyInput
{
    private const int MostLanguages = 8;

    /// <exception cref="FhirException">Invalid: the body is no Parameters resource. Not supported: it has parameters that the operation has not.</exception>
    public static async Task<OperationArguments> ReadAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var given = new List<OperationArgument>();
        foreach (var (name, value) in SearchForm.ReadUrl(request))
        {
            if (name is "_format" or "_pretty" or "_summary" or "_elements")
                continue;
            if (!request.Route.Parameters.Contains(name))
                throw Unknown(request, name, null);
            given.Add(new OperationArgument(name, JsonSerializer.SerializeToElement(value), null));
        }

        if (HttpMethods.IsPost(request.Http.Request.Method) && request.Http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
            given.AddRange(OfBody(request, await RequestBody.ReadJsonAsync(request, cancellationToken)));
        return new OperationArguments(given) { Languages = LanguagesOf(request) };
    }

    /// <summary>By <c>Accept-Language</c>; any (<c>*</c>) is as good as none.</summary>
    private static IReadOnlyList<string> LanguagesOf(FhirRequest request) => request.Headers.AcceptLanguage.Count == 0 ? [] :
    [
        .. request.Http.Request.GetTypedHeaders().AcceptLanguage.Where(l => (l.Quality ?? 1) > 0 && l.Value.HasValue && l.Value != "*")
            .OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.Value!).Take(MostLanguages),
    ];

    private static List<OperationArgument> OfBody(FhirRequest request, ReadOnlyMemory<byte> body)
    {
        var read = FhirJsonReader.Read(body, request.Options.ReadLimits);
        if (read.Resource is not { } resource)
            throw FhirException.Invalid(MessageLanguages.OfStructure(read.Issues));
        // A resource that is the only one an operation takes may be the body itself, https://hl7.org/fhir/R4/operations.html#request.
        string own = char.ToLowerInvariant(resource.Type[0]) + resource.Type[1..];
        if (request.Route.Parameters.Contains(own))
        {
            using var alone = JsonDocument.Parse(body, JsonText.Deep);
            return [new OperationArgument(own, alone.RootElement.Clone(), resource.Type)];
        }

        if (resource.Type != "Parameters")
            throw FhirException.Invalid("parameters-invalid", $"The body is a {resource.Type}; {request.Route.Code} takes Parameters.");
        using var json = JsonDocument.Parse(body, JsonText.Deep);
        var given = new List<OperationArgument>();
        if (!json.RootElement.TryGetProperty("parameter", out var items))
            return given;
        foreach (var item in items.EnumerateArray())
            given.Add(Read(request, item, $"Parameters.parameter[{given.Count}]"));
        return given;
    }

    private static FhirException Unknown(FhirRequest request, string name, string? path) => new(
        FaultKind.NotSupported, [Issue.Error("not-supported", "parameter-unknown", $"'{name}' is not a parameter of {request.Route.Code}.", path)]);

    private static OperationArgument Read(FhirRequest request, JsonElement item, string path)
    {
        string name = item.TryGetProperty("name", out var named) ? named.GetString()! : throw FhirException.Invalid("parameters-invalid", "A parameter has a name.", path);
        if (!request.Route.Parameters.Contains(name))
            throw Unknown(request, name, path);
        foreach (var member in item.EnumerateObject())
        {
            if (member.Name is "resource" or "part" || member.Name.StartsWith("value", StringComparison.Ordinal))
            {
                ArgumentTypes.Check(name, member.Name, path);
                return new OperationArgument(name, member.Value.Clone(), path);
            }
        }

        throw FhirException.Invalid("parameter-invalid", $"The parameter '{name}' has no value.", path);
    }
}
