using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations.Regional;

/// <summary>The operations whose rules come from a policy: each where its OperationDefinition says, listed once that is installed.</summary>
internal sealed class RegionalRoutes(IEnumerable<IRegionalOperation> operations, RegionalCalls calls, OperationDefinitions definitions, Idempotency idempotency)
{
    private static readonly string[] ReadMethods = ["GET", "POST"];

    public IEnumerable<FhirRoute> All() =>
        from operation in operations
        let signature = operation.Signature
        from path in Paths(signature)
        from method in signature.AffectsState ? ["POST"] : ReadMethods
        select new FhirRoute(method, path, HandlerOf(operation))
        {
            Code = "$" + signature.Code,
            Definition = signature.Definition,
            Documentation = Documentation(signature),
            AnyParameter = true,
            IsListed = () => definitions.Has(signature),
        };

    private Interaction HandlerOf(IRegionalOperation operation)
    {
        Interaction handler = (request, token) => calls.HandleAsync(operation, request, token);
        return InBoth(operation.Signature is { AffectsState: true, TellsNow: false } ? idempotency.Once(handler) : handler);
    }

    /// <summary>The handler, whose faults are told in both languages.</summary>
    private static Interaction InBoth(Interaction handler) => async (request, token) =>
    {
        try
        {
            return await handler(request, token);
        }
        catch (FhirException e) when (e.Issues.Any(i => i.Chinese is null))
        {
            throw FaultTexts.InBoth(e);
        }
    };

    private static IEnumerable<string> Paths(OperationSignature signature)
    {
        if (signature.Level.HasFlag(OperationLevel.System))
            yield return $"${signature.Code}";
        if (signature.Level.HasFlag(OperationLevel.Type))
            yield return $"{signature.Type}/${signature.Code}";
        if (signature.Level.HasFlag(OperationLevel.Instance))
            yield return $"{signature.Type}/[id]/${signature.Code}";
    }

    private static string Documentation(OperationSignature signature) => signature.NeedsOrganization
        ? $"Follows the policy of the pack that governs. The calling institution is named in the header {ActingOrganization.Header}."
        : "Follows the policy of the pack that governs.";
}
