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
    NotificationStore notifications, JobStore jobs, CallAudit audits, ResourceWrites writes, DefinitionCatalog catalog, InstalledPacks packs, ConfiguredPacks awaited, TimeProvider time)
{
    private static readonly TimeSpan PacksArrive = TimeSpan.FromSeconds(2);

    /// <summary>Names the pack that governs, where no division does.</summary>
    public const string PackHeader = InheritedHeaders.Pack;

    public async Task<FhirResponse> HandleAsync(IRegionalOperation operation, FhirRequest request, CancellationToken cancellationToken)
    {
        var call = await UnderstandAsync(operation.Signature, request, cancellationToken);
        var work = new OperationWork(operation, call, sources, notifications, jobs, request.Options.ReadLimits);
        try
        {
            return call.Signature.AffectsState ? await WriteAsync(work, request, cancellationToken) : await ReadAsync(work, call, request, cancellationToken);
        }
        catch (FhirException e) when (call.Signature.TraceEvent is not null && e.Kind is not (FaultKind.Transient or FaultKind.Internal))
        {
            await audits.RefusedAsync(call, e, request.Options.ReadLimits, cancellationToken);
            throw;
        }
    }

    private async Task<FhirResponse> WriteAsync(OperationWork work, FhirRequest request, CancellationToken cancellationToken)
    {
        var response = await writes.RunAsync(request, await work.PlanAsync(cancellationToken), async (result, token) => Answer(await work.AnswerAsync(result, token)), cancellationToken);
        work.Committed();
        return response;
    }

    /// <summary>Nobody is shown what leaves no trace.</summary>
    private async Task<FhirResponse> ReadAsync(OperationWork work, OperationCall call, FhirRequest request, CancellationToken cancellationToken)
    {
        var result = await work.ReadAsync(cancellationToken);
        if (call.Signature.TraceEvent is not null)
            await audits.ShownAsync(call, work.Shown, request.Options.ReadLimits, cancellationToken);
        return Answer(result);
    }

    private async Task<OperationCall> UnderstandAsync(OperationSignature signature, FhirRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        RefuseSubset(request);
        await FreshAsync(cancellationToken);
        var organization = await OrganizationAsync(request, cancellationToken);
        var governance = new Governance(policies, Header(request, PackHeader), organization?.Division);
        var shape = definitions.Find(signature, governance.Definition);
        if (signature.NeedsOrganization && organization is null)
            throw ActingOrganization.Missing(signature.Code);
        return new OperationCall
        {
            Signature = signature,
            Caller = request.Caller,
            Instance = request.HasId ? request.Key : null,
            Match = MatchOf(signature, request),
            Organization = organization,
            Governance = governance,
            Input = await inputs.ReadAsync(shape, UrlParameters(request), await BodyAsync(request, cancellationToken), request.BaseUrl, cancellationToken),
            Now = now,
            BaseUrl = request.BaseUrl,
            RequestId = request.Http.TraceIdentifier,
        };
    }

    /// <summary>The rules and definitions that hold, as other nodes have left them; while the configured packs are on their way nobody knows them.</summary>
    /// <exception cref="FhirException">Transient: they are not there yet.</exception>
    private async Task FreshAsync(CancellationToken cancellationToken)
    {
        if (awaited.Missing is { } reason)
        {
            throw new FhirException(FaultKind.Transient, [Issue.Error("transient", "packs-pending", $"The configured packs say what holds here, and {reason}. Try again later.")])
            {
                RetryAfter = PacksArrive,
            };
        }

        await packs.FreshAsync(cancellationToken);
        await catalog.FreshAsync(cancellationToken);
    }

    /// <exception cref="FhirException">Not supported: a part of the answer is asked for.</exception>
    private static void RefuseSubset(FhirRequest request)
    {
        if (!request.View.IsWhole || request.View.CountOnly)
            throw FhirException.NotSupported("subset-refused", "_summary and _elements are for reads and searches; an operation answers whole.");
    }

    /// <exception cref="FhirException">Not supported: the call changes no resource that it is called on, so that there is no version to ask for.</exception>
    private static VersionCondition? MatchOf(OperationSignature signature, FhirRequest request)
    {
        var match = VersionTag.Parse(request.Headers, "If-Match");
        if (request.Headers.IfNoneMatch.Count > 0 || (match is not null && !(signature.AffectsState && request.HasId)))
            throw FhirException.NotSupported("precondition-refused", "If-Match is for operations that change the resource they are called on, and If-None-Match for none.");
        return match;
    }

    private async Task<ActingOrganization?> OrganizationAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        if (Header(request, ActingOrganization.Header) is not { } reference)
            return null;
        if (!request.Options.Open)
            throw FhirException.NotSupported("header-refused", $"{ActingOrganization.Header} is for servers without sign-in; here the sign-in names the institution.").InChinese($"{ActingOrganization.Header} 用于没有登录的服务器；此处由登录指明机构。");
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
        _ => throw FhirException.Invalid("header-invalid", $"The header {name} has one value.").InChinese($"请求头 {name} 只能有一个值。"),
    };

    private static FhirResponse Answer(OperationResult result) => new(StatusCodes.Status200OK)
    {
        Version = result.Version,
        Content = result.Version is { } version ? new FhirContent.Stored(version.Json!) : new FhirContent.Made(result.Json),
    };
}
