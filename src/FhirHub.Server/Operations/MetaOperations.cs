using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations;

/// <summary>
/// https://hl7.org/fhir/R4/resource-operation-meta.html, -meta-add.html and -meta-delete.html on one resource.
/// Adding and deleting make a new version, so that the change is in the history, as the update (PUT) that it amounts to; where
/// nothing changes, none is made.
/// </summary>
internal sealed class MetaOperations(ResourceStore store, ResourceWrites writes)
{
    /// <summary>Of the current version, or of the one in the path.</summary>
    public async Task<FhirResponse> ReadAsync(FhirRequest request, CancellationToken cancellationToken) =>
        await AnswerAsync(await VersionRead.FindAsync(store, request, cancellationToken), cancellationToken);

    public Task<FhirResponse> AddAsync(FhirRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(request, MetaLabels.Add, cancellationToken);

    public Task<FhirResponse> DeleteAsync(FhirRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(request, MetaLabels.Delete, cancellationToken);

    private async Task<FhirResponse> ChangeAsync(
        FhirRequest request, Func<JsonObject, JsonObject, bool> change, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var preconditions = PreconditionHeaders.Of(request);
        var given = await ReadMetaAsync(request, cancellationToken);
        var limits = request.Options.ReadLimits;
        return await writes.RunAsync(
            request, PlannedWrites.Change("PUT", key, DecideAsync), (result, token) => AnswerAsync(result.Write.Current!, token), cancellationToken);

        async ValueTask<ResourceChange?> DecideAsync(StoredVersion? current, CancellationToken token)
        {
            preconditions.Check(key, current);
            var stored = await StoredVersion.Existing(key, current).Json!.LoadAsync(token);
            var resource = JsonNode.Parse(stored.Span, documentOptions: JsonText.Deep)!.AsObject();
            if (!change(resource["meta"]!.AsObject(), given))
                return null;
            var read = FhirJsonReader.Read(JsonSerializer.SerializeToUtf8Bytes(resource, JsonText.NodeOptions), limits);
            return read.Resource is { } changed
                ? ResourceChange.Write("PUT", changed)
                : throw new FhirException(FaultKind.Unprocessable, read.Issues);
        }
    }

    /// <summary>The value of the one parameter <c>meta</c>.</summary>
    private static async Task<JsonObject> ReadMetaAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var json = await RequestBody.ReadJsonAsync(request, cancellationToken);
        var read = FhirJsonReader.Read(json, request.Options.ReadLimits);
        if (read.Resource is null)
            throw FhirException.Invalid(read.Issues);
        var parameters = JsonNode.Parse(json.Span, documentOptions: JsonText.Deep)!["parameter"]?.AsArray();
        if (read.Resource.Type != "Parameters" || parameters is not [JsonObject only] || (string?)only["name"] != "meta" || only["valueMeta"] is not JsonObject meta)
            throw FhirException.Invalid("parameters-invalid", "Send a Parameters resource with one parameter, 'meta', of type Meta.");
        string? unknown = meta.Select(m => m.Key).FirstOrDefault(k => !MetaLabels.Lists.Contains(k));
        return unknown is null
            ? meta
            : throw FhirException.NotSupported("meta-element", $"Only profile, security and tag can be changed this way, not '{unknown}'.");
    }

    private static async Task<FhirResponse> AnswerAsync(StoredVersion version, CancellationToken cancellationToken)
    {
        using var resource = JsonDocument.Parse(await version.Json!.LoadAsync(cancellationToken), JsonText.Deep);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "Parameters");
            json.WriteStartArray("parameter");
            json.WriteStartObject();
            json.WriteString("name", "return");
            json.WritePropertyName("valueMeta");
            resource.RootElement.GetProperty("meta").WriteTo(json);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new FhirResponse(StatusCodes.Status200OK) { Version = version, Content = new FhirContent.Made(buffer.WrittenMemory) };
    }
}
