using FhirHub.Engine.Errors;
using FhirHub.Engine.Installation;
using FhirHub.Engine.Packs;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations;

/// <summary><c>$uninstall-pack</c>, an operation of this server's own: removes what a pack brought, and its rules.</summary>
internal sealed class UninstallPack(PackInstaller installer)
{
    public const string Definition = "https://fhirhub.example/fhir/OperationDefinition/uninstall-pack";

    public const string Documentation =
        "POST with the parameter name, as fhirhub.cn-base: the definitions that the pack brought are deleted, and its rules count no more. Refused while another pack needs it. A pack that the configuration names is installed again at the next start.";

    public static readonly IReadOnlyList<string> Parameters = ["name"];

    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var parameters = await OperationParameters.ReadAsync(request, cancellationToken);
        if (parameters.One("name") is not { Length: > 0 } name)
            throw FhirException.Invalid("parameter-missing", "The parameter 'name' says which pack: fhirhub.cn-base.");
        try
        {
            var done = await installer.UninstallAsync(request.Caller, name, cancellationToken)
                ?? throw FhirException.NotFound("pack-unknown", "No pack of that name is installed.");
            return new FhirResponse(StatusCodes.Status200OK) { Content = WriteAnswer.Outcome("uninstalled", $"{done.Manifest} is uninstalled: {done.Removed} resources removed.") };
        }
        catch (PackException e)
        {
            throw InstallPack.Refused(e);
        }
    }
}
