using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Server.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FhirHub.Server.Operations;

/// <summary>What <c>$validate</c> is asked: the resource, in the body as it is or within Parameters, and its parameters.</summary>
internal sealed class ValidateInput
{
    public const string ResourceParameter = "resource";

    private ValidateInput()
    {
    }

    /// <summary>The resource, at its place in the body: what stood around it is blank. Null for none.</summary>
    public ReadOnlyMemory<byte>? Resource { get; private set; }

    /// <summary>Whether lines and columns mean something to the client: not where XML became JSON.</summary>
    public bool HasPositions { get; private set; }

    /// <summary>Faults of an XML body that its JSON cannot show: they are what validation finds, beside those of the rest.</summary>
    public IReadOnlyList<Issue> Faults { get; private set; } = [];

    public string? Mode { get; private set; }

    /// <summary>A canonical, with or without version.</summary>
    public string? Profile { get; private set; }

    /// <exception cref="FhirException">Invalid or not supported: this is no request for validation.</exception>
    public static async Task<ValidateInput> ReadAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var input = new ValidateInput { Mode = request.Parameter("mode"), Profile = request.Parameter("profile") };
        if (!HttpMethods.IsPost(request.Http.Request.Method) || request.Http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
            return input;
        if (await input.ReadJsonAsync(request, cancellationToken) is not { } json)
            return input;
        if (json.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return input;
        string? type = new ParametersScan(json).ResourceType;
        if (type == "Parameters" && (request.Type != "Parameters" || new ParametersScan(json).HasParameter(ResourceParameter)))
            input.ReadParameters(json, request);
        else
            input.Resource = json;
        input.CheckType(request.Type);
        return input;
    }

    private async Task<ReadOnlyMemory<byte>?> ReadJsonAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        (var json, HasPositions, Faults) = await RequestBody.ReadJudgedAsync(request, cancellationToken);
        if (Faults.Count == 0)
            return json;
        if (Faults.All(i => i.Line is null))
            throw FhirException.Invalid(Faults);
        // Where not even the type could be read there is nothing else to judge.
        return json is { } partial && new ParametersScan(partial).ResourceType is not null ? json : null;
    }

    /// <exception cref="FhirException">Invalid: the Parameters themselves are at fault, not the resource in them.</exception>
    private void ReadParameters(ReadOnlyMemory<byte> json, FhirRequest request)
    {
        var scan = new ParametersScan(json);
        var read = FhirJsonReader.Read(scan.WithoutResources(), request.Options.ReadLimits);
        if (read.Resource is null)
            throw FhirException.Invalid(read.Issues);
        int index = 0;
        foreach (var parameter in scan.Parameters)
            Take(parameter, $"Parameters.parameter[{index++}]", json);
    }

    private void Take(ScannedParameter parameter, string path, ReadOnlyMemory<byte> json)
    {
        switch (parameter.Name)
        {
            case ResourceParameter when Resource is not null:
            case "mode" when Mode is not null:
            case "profile" when Profile is not null:
                throw FhirException.Invalid("parameter-repeated", $"The parameter '{parameter.Name}' may be given once.", path);
            case ResourceParameter:
                if (parameter.Resource is not { } place)
                    throw FhirException.Invalid("parameter-invalid", "The parameter 'resource' holds a resource.", path);
                Resource = Blanked(json, place);
                break;
            case "mode":
                Mode = TextOf(parameter, path);
                break;
            case "profile":
                Profile = TextOf(parameter, path);
                break;
            default:
                throw new FhirException(FaultKind.NotSupported, [Issue.Error(
                    "not-supported", "parameter-unknown", $"'{parameter.Name}' is not a parameter of $validate: it takes resource, mode and profile.", path)]);
        }
    }

    private static string TextOf(ScannedParameter parameter, string path) => parameter.Value is { Length: > 0 } text
        ? text
        : throw FhirException.Invalid("parameter-invalid", $"The parameter '{parameter.Name}' of $validate has a simple value.", path);

    /// <summary>The same bytes with white space before the resource, so that its lines and columns stay those of the body.</summary>
    private static byte[] Blanked(ReadOnlyMemory<byte> json, Range place)
    {
        byte[] copy = json.Span[..place.End.Value].ToArray();
        foreach (ref byte b in copy.AsSpan(0, place.Start.Value))
        {
            if (b is not ((byte)'\n' or (byte)'\r'))
                b = (byte)' ';
        }

        return copy;
    }

    private void CheckType(string type)
    {
        if (Resource is { } resource && new ParametersScan(resource).ResourceType is { } found && found != type)
            throw FhirException.Invalid("type-mismatch", $"The resource is a {found}, the path asks for a {type}.", found);
    }
}
