using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Operations;

/// <summary>A call of an operation, understood.</summary>
public sealed record OperationCall
{
    public required OperationSignature Signature { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>The resource that it is called on; null on the type.</summary>
    public ResourceKey? Instance { get; init; }

    public required OperationInput Input { get; init; }

    /// <summary>The institution that calls; null where it did not say.</summary>
    public ActingOrganization? Organization { get; init; }

    /// <summary>Which policy governs what is acted on.</summary>
    public required Governance Governance { get; init; }

    /// <summary>Where nothing that is acted on says another: of the pack that the request names, or of the institution that calls.</summary>
    public Policy Policy => Governance.Caller;

    /// <summary>When it was called, UTC; the same in each attempt.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Of this server, as the caller reached it, without a slash at the end; empty where nobody did.</summary>
    public string BaseUrl { get; init; } = string.Empty;

    /// <summary>The request's id, for the audit.</summary>
    public string? RequestId { get; init; }

    /// <summary>The resource that it is called on.</summary>
    /// <exception cref="FhirException">Invalid: it is called on the type.</exception>
    public ResourceKey RequiredInstance => Instance ?? throw FhirException.Invalid("instance-missing", $"${Signature.Code} is called on a {Signature.Type}: POST {Signature.Type}/[id]/${Signature.Code}.");

    /// <summary>The institution that calls, where only institutions call.</summary>
    public ActingOrganization RequiredOrganization => Organization ?? throw ActingOrganization.Missing(Signature.Code);
}
