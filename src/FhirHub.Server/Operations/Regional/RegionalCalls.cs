using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;
using Microsoft.AspNetCore.Http.Features;

namespace FhirHub.Server.Operations.Regional;

/// <summary>Answers calls of <see cref="IRegionalOperation"/>s: who calls, under which policy, with what; then the operation, in one transaction.</summary>
internal sealed class RegionalCalls(
    PolicyBook policies, OperationDefinitions definitions, InputReader inputs, OrganizationReader organizations, LedgerSources sources,
    NotificationStore notifications, JobStore jobs, RefusalAudit refusals, ResourceWrites writes, DefinitionCatalog catalog, TimeProvider time)
{
    /// <summary>Names the pack that governs, where the division of the calling institution does not.</summary>
    public const string PackHeader = "X-FhirHub-Pack";

    public async Task<FhirResponse> HandleAsync(IRegionalOperation operation, FhirRequest request, CancellationToken cancellationToken)
    {
        var call = await UnderstandAsync(operation.Signature, request, cancellationToken);
        var work = new OperationWork(operation, call, sources, notifications, jobs, request.Options.ReadLimits);
        if (!call.Signature.AffectsState)
            return Answer(await work.ReadAsync(cancellationToken));
        try
        {
            var response = await writes.RunAsync(request, await work.PlanAsync(cancellationToken), async (result, token) => Answer(await work.AnswerAsync(result, token)), cancellationToken);
            work.Committed();
            return response;
        }
        catch (FhirException e) when (call.Signature.AuditsRefusals && e.Kind is not (FaultKind.Transient or FaultKind.Internal))
        {
            await refusals.WriteAsync(call, e, request.Options.ReadLimits, cancellationToken);
            throw;
        }
    }

    private async Task<OperationCall> UnderstandAsync(OperationSignature signature, FhirRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await catalog.FreshAsync(cancellationToken);
        var organization = await OrganizationAsync(request, cancellationToken);
        var governance = new Governance(policies, Header(request, PackHeader), organization?.Division);
        var shape = definitions.Find(signature, governance.Caller);
        if (signature.NeedsOrganization && organization is null)
            throw ActingOrganization.Missing(signature.Code);
        return new OperationCall
        {
            Signature = signature,
            Caller = request.Caller,
            Instance = request.HasId ? request.Key : null,
            Organization = organization,
            Governance = governance,
            Input = await inputs.ReadAsync(shape, UrlParameters(request), await BodyAsync(request, cancellationToken), cancellationToken),
            Now = now,
            BaseUrl = request.BaseUrl,
            RequestId = request.Http.TraceIdentifier,
        };
    }

    private async Task<ActingOrganization?> OrganizationAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        if (Header(request, ActingOrganization.Header) is not { } reference)
            return null;
        if (!request.Options.Open)
            throw FhirException.NotSupported("header-refused", $"{ActingOrganization.Header} is for servers without sign-in; here the sign-in names the institution.");
        return await organizations.ReadAsync(request.Caller, reference, cancellationToken);
    }

    private static IEnumerable<KeyValuePair<string, string>> UrlParameters(FhirRequest request) => SearchForm.ReadUrl(request).Where(p => !request.Knows(p.Key));

    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(FhirRequest request, CancellationToken cancellationToken) =>
        HttpMethods.IsPost(request.Http.Request.Method) && request.Http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
            ? await RequestBody.ReadJsonAsync(request, cancellationToken)
            : (ReadOnlyMemory<byte>?)null; // A null of another type would become an empty body.

    /// <exception cref="FhirException">Invalid: it is given more than once.</exception>
    private static string? Header(FhirRequest request, string name) => request.Headers[name] switch
    {
        [] => null,
        [{ Length: > 0 } only] => only,
        _ => throw FhirException.Invalid("header-invalid", $"The header {name} has one value."),
    };

    private static FhirResponse Answer(OperationResult result) => new(StatusCodes.Status200OK)
    {
        Version = result.Version,
        Content = result.Version is { } version ? new FhirContent.Stored(version.Json!) : new FhirContent.Made(result.Json),
    };
}
