using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Codes;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>https://hl7.org/fhir/R4/codesystem-operation-subsumes.html</summary>
internal static class SubsumesOperation
{
    public const string Path = "CodeSystem/$subsumes";

    public static async ValueTask<ReadOnlyMemory<byte>> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        var given = scope.Arguments;
        given.RequireOneOf("codeA", "codingA");
        given.RequireOneOf("codeB", "codingB");
        var (a, b) = (given.Coding("codingA"), given.Coding("codingB"));
        string[] systems = [.. new[] { given.Text("system"), a?.System, b?.System }.OfType<string>().Distinct()];
        if (systems.Length > 1)
            throw FhirException.NotSupported("subsumes-across-systems", $"How codes of different code systems relate is not known here: {string.Join(", ", systems)}.");
        string[] versions = [.. new[] { given.Text("version"), a?.Version, b?.Version }.OfType<string>().Distinct()];
        if (versions.Length > 1)
            throw FhirException.NotSupported("subsumes-across-versions", $"How codes of different versions relate is not known here: {string.Join(", ", versions)}.");
        var source = await scope.CodeSystemAsync(systems.FirstOrDefault(), versions.FirstOrDefault(), cancellationToken);
        string outcome = await Subsumption.CompareAsync(source, a?.Code ?? given.Required("codeA"), b?.Code ?? given.Required("codeB"), cancellationToken);
        return ResultJson.Parameters(json => json.Parameter("outcome", "valueCode", outcome));
    }
}
