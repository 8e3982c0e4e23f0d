using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Codes;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>https://hl7.org/fhir/R4/valueset-operation-validate-code.html and https://hl7.org/fhir/R4/codesystem-operation-validate-code.html</summary>
internal static class ValidateCodeOperation
{
    public const string InSetPath = "ValueSet/$validate-code";
    public const string InSystemPath = "CodeSystem/$validate-code";

    public static async ValueTask<ReadOnlyMemory<byte>> InSetAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        scope.RequirePresent();
        var codes = scope.Codes("systemVersion", "system");
        var checks = new List<CodeCheck>();
        foreach (var coding in codes)
        {
            var set = await scope.ValueSetAsync(VersionsOf(coding), cancellationToken);
            // A bare code is right in the one system that the value set has.
            if (coding.System is null && codes.Count == 1 && await IsAmbiguousAsync(set, coding.Code!, cancellationToken))
                throw FhirException.Invalid("parameter-required", $"The code '{coding.Code}' is in several code systems of the value set: give its 'system'.");
            RequireVersion(scope, set, coding);
            checks.Add(await Checker(scope).InSetAsync(scope.Snapshot, set, coding, cancellationToken));
        }

        return Write(CodeChecker.Any(checks));
    }

    public static async ValueTask<ReadOnlyMemory<byte>> InSystemAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        scope.RequirePresent();
        var codes = scope.Codes("version", null);
        if (scope.Arguments.Resource("codeSystem", "CodeSystem") is { } own)
        {
            if (scope.Entry is not null || scope.Arguments.Has("url"))
                throw FhirException.Invalid("parameter-conflict", "The code system is named in one way: by the path, 'url' or 'codeSystem'.");
            var head = CodeSystemHead.Read(own);
            var source = new MemoryConcepts(head, ReadConcepts(own, head));
            return await CheckAsync(scope, codes, version =>
            {
                OperationScope.RequireVersion("the code system given", head.Version, version);
                return ValueTask.FromResult<IConceptSource>(source);
            }, cancellationToken);
        }

        string? url = scope.Arguments.Text("url") ?? (scope.Entry is null ? codes.Select(c => c.System).FirstOrDefault(s => s is not null) : null);
        return await CheckAsync(scope, codes, version => scope.CodeSystemAsync(url, version, cancellationToken), cancellationToken);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> CheckAsync(
        OperationScope scope, IReadOnlyList<Coded> codes, Func<string?, ValueTask<IConceptSource>> sourceOf, CancellationToken cancellationToken)
    {
        string? asked = scope.Arguments.Text("version");
        var checks = new List<CodeCheck>();
        foreach (var coding in codes)
        {
            if (asked is not null && coding.Version is { } own && own != asked)
                throw FhirException.Invalid("parameter-conflict", $"'version' is {asked}, that of the coding {own}.");
            var any = await sourceOf(asked);
            // Of another code system, the version says nothing of this one.
            bool isOfIt = coding.System is null || coding.System == any.Head.Url;
            checks.Add(isOfIt
                ? await Checker(scope).InSystemAsync(coding.Version is null ? any : await sourceOf(coding.Version), coding, cancellationToken)
                : new CodeCheck(false, $"The coding is of the code system {coding.System}, not of {any.Head.Url}.", null));
        }

        return Write(CodeChecker.Any(checks));
    }

    /// <summary>Of a version that nobody here knows, nothing can be told.</summary>
    private static void RequireVersion(OperationScope scope, CompiledSet set, Coded coding)
    {
        if (coding is not { System: { } system, Version: { } version } || set.Includes.Any(i => i.System == system && i.Version == version))
            return;
        if (scope.Snapshot.Find(Catalog.TermTypes.CodeSystem, system, version) is null)
            throw TermFaults.SystemUnknown($"{system}|{version}");
    }

    private static List<Concept> ReadConcepts(System.Text.Json.JsonElement system, CodeSystemHead head)
    {
        try
        {
            return ConceptReader.Read(system, head);
        }
        catch (HierarchyTooLargeException e)
        {
            throw FhirException.Unprocessable("processing", "code-system-unusable", $"The code system given cannot be used: {e.Message}.");
        }
    }

    private static async ValueTask<bool> IsAmbiguousAsync(CompiledSet set, string code, CancellationToken cancellationToken)
    {
        var systems = new HashSet<string>(StringComparer.Ordinal);
        foreach (var include in set.Includes)
        {
            var found = await include.FindAsync(BaseTerms.Instance, null, code, cancellationToken);
            if (found.Item is { } item)
                systems.Add(item.System);
        }

        return systems.Count > 1;
    }

    private static CodeChecker Checker(OperationScope scope) => new(scope.Languages, scope.Arguments.Flag("abstract"));

    private static SystemVersions VersionsOf(Coded coding) =>
        coding is { System: { } system, Version: { } version } ? new SystemVersions { Default = [$"{system}|{version}"] } : SystemVersions.None;

    private static ReadOnlyMemory<byte> Write(CodeCheck check) => ResultJson.Parameters(json =>
    {
        json.Parameter("result", check.Result);
        json.Parameter("message", "valueString", check.Message);
        json.Parameter("display", "valueString", check.Display);
    });
}
