using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Server.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FhirHub.Server.Operations;

/// <summary>The parameters of an operation, from its URL and from the Parameters resource in its body: https://hl7.org/fhir/R4/operations.html#request.</summary>
internal sealed class OperationParameters
{
    private readonly List<KeyValuePair<string, string>> _values = [];

    private OperationParameters()
    {
    }

    /// <summary>In their order, those of the URL first.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    /// <exception cref="FhirException">Invalid: the body is no Parameters resource. Not supported: it has parameters that the operation has not.</exception>
    public static async Task<OperationParameters> ReadAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var parameters = new OperationParameters();
        foreach (var (name, value) in SearchForm.ReadUrl(request))
        {
            if (Takes(request, name))
                parameters._values.Add(new(name, value));
        }

        if (HttpMethods.IsPost(request.Http.Request.Method) && request.Http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
            parameters.Add(request, await RequestBody.ReadJsonAsync(request, cancellationToken));
        return parameters;
    }

    public IReadOnlyList<string> All(string name) => [.. _values.Where(v => v.Key == name).Select(v => v.Value)];

    /// <summary>The only value; null for none.</summary>
    /// <exception cref="FhirException">Invalid: there are several.</exception>
    public string? One(string name) => All(name) switch
    {
        [] => null,
        [var only] => only,
        _ => throw FhirException.Invalid("parameter-repeated", $"The parameter '{name}' may be given once."),
    };

    private void Add(FhirRequest request, ReadOnlyMemory<byte> body)
    {
        var read = FhirJsonReader.Read(body, request.Options.ReadLimits);
        if (read.Resource is not { } resource)
            throw FhirException.Invalid(read.Issues);
        if (resource.Type != "Parameters")
            throw FhirException.Invalid("parameters-invalid", $"The body is a {resource.Type}; an operation takes Parameters.");
        using var json = JsonDocument.Parse(body, JsonText.Deep);
        if (!json.RootElement.TryGetProperty("parameter", out var items))
            return;
        int index = 0;
        foreach (var item in items.EnumerateArray())
            _values.Add(Read(request, item, index++));
    }

    private static bool Takes(FhirRequest request, string name) => request.Route.AnyParameter || request.Knows(name);

    private static KeyValuePair<string, string> Read(FhirRequest request, JsonElement item, int index)
    {
        string path = $"Parameters.parameter[{index}]";
        if (!item.TryGetProperty("name", out var given))
            throw FhirException.Invalid("parameters-invalid", "A parameter has a name.", path);
        string name = given.GetString()!;
        if (!Takes(request, name))
            throw FhirException.NotSupported("parameter-unknown", $"{path}: '{name}' is not a parameter of {request.Route.Code}.");
        var value = item.EnumerateObject().FirstOrDefault(m => m.Name.StartsWith("value", StringComparison.Ordinal)).Value;
        string? text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            JsonValueKind.Object when value.TryGetProperty("reference", out var reference) => reference.GetString(),
            _ => null,
        };
        return text is null
            ? throw FhirException.Invalid("parameter-invalid", $"The parameter '{name}' of {request.Route.Code} has a simple value.", path)
            : new(name, text);
    }
}
