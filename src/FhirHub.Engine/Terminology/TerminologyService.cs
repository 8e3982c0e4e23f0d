using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Closures;
using FhirHub.Engine.Terminology.Expansions;
using FhirHub.Engine.Terminology.Fallback;
using FhirHub.Engine.Terminology.Operations;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Validation;

namespace FhirHub.Engine.Terminology;

/// <summary>
/// The operations of a terminology service, https://hl7.org/fhir/R4/terminology-service.html. Each takes what it was given, and the key of the
/// resource in its path or null; each answers with a resource in JSON. What is not known here is asked of the fallback where there is one.
/// </summary>
public sealed class TerminologyService(
    FhirDatabase database, TerminologyCatalog catalog, IDefinitionSource definitions, ITerminologyFallback fallback, ExpansionLimits limits, TimeProvider time)
{
    private static readonly string[] WithDisplays = [ExpandOperation.Path, ValidateCodeOperation.InSetPath, ValidateCodeOperation.InSystemPath, LookupOperation.Path];

    private readonly ExpandOperation _expand = new(new ValueSetExpander(limits), time);
    private readonly ClosureOperation _closure = new(new ClosureTables(database));

    /// <summary>The code systems that are known, by URL, the versions of each with the one that counts where none is named first.</summary>
    public IReadOnlyList<KnownSystem> Systems => KnownSystem.Of(catalog.Current);

    public Task<ReadOnlyMemory<byte>> ExpandAsync(Caller caller, OperationArguments arguments, string? key, CancellationToken cancellationToken) =>
        RunAsync(caller, ExpandOperation.Path, _expand.RunAsync, arguments, key, cancellationToken);

    public Task<ReadOnlyMemory<byte>> ValidateInSetAsync(Caller caller, OperationArguments arguments, string? key, CancellationToken cancellationToken) =>
        RunAsync(caller, ValidateCodeOperation.InSetPath, ValidateCodeOperation.InSetAsync, arguments, key, cancellationToken);

    public Task<ReadOnlyMemory<byte>> ValidateInSystemAsync(Caller caller, OperationArguments arguments, string? key, CancellationToken cancellationToken) =>
        RunAsync(caller, ValidateCodeOperation.InSystemPath, ValidateCodeOperation.InSystemAsync, arguments, key, cancellationToken);

    public Task<ReadOnlyMemory<byte>> LookupAsync(Caller caller, OperationArguments arguments, CancellationToken cancellationToken) =>
        RunAsync(caller, LookupOperation.Path, LookupOperation.RunAsync, arguments, null, cancellationToken);

    public Task<ReadOnlyMemory<byte>> SubsumesAsync(Caller caller, OperationArguments arguments, string? key, CancellationToken cancellationToken) =>
        RunAsync(caller, SubsumesOperation.Path, SubsumesOperation.RunAsync, arguments, key, cancellationToken);

    public Task<ReadOnlyMemory<byte>> TranslateAsync(Caller caller, OperationArguments arguments, string? key, CancellationToken cancellationToken) =>
        RunAsync(caller, TranslateOperation.Path, TranslateOperation.RunAsync, arguments, key, cancellationToken);

    public Task<ReadOnlyMemory<byte>> ClosureAsync(Caller caller, OperationArguments arguments, CancellationToken cancellationToken) =>
        RunAsync(caller, ClosureOperation.Path, _closure.RunAsync, arguments, null, cancellationToken);

    private async Task<ReadOnlyMemory<byte>> RunAsync(
        Caller caller,
        string path,
        Func<OperationScope, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> operation,
        OperationArguments arguments,
        string? key,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        try
        {
            return await AnswerAsync(path, operation, arguments, key, cancellationToken);
        }
        catch (FhirException e) when (e.Issues is [{ Code: "terminology-changed" }])
        {
            // What was known of it was of a version of before.
            await catalog.RefreshAsync(cancellationToken);
            return await AnswerAsync(path, operation, arguments, key, cancellationToken);
        }
    }

    private async Task<ReadOnlyMemory<byte>> AnswerAsync(
        string path,
        Func<OperationScope, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> operation,
        OperationArguments arguments,
        string? key,
        CancellationToken cancellationToken)
    {
        var snapshot = await catalog.FreshAsync(cancellationToken);
        try
        {
            var scope = new OperationScope(snapshot, arguments, key is null ? null : await EntryAsync(snapshot, key, cancellationToken)) { Time = time, Definitions = definitions };
            return await operation(scope, cancellationToken);
        }
        catch (FhirException e) when (fallback.IsConfigured && key is null && path != ClosureOperation.Path && TermFaults.IsUnknown(e))
        {
            var answer = await fallback.AskAsync(path, (WithDisplays.Contains(path) ? arguments.WithLanguages() : arguments).ToParameters(), cancellationToken);
            return answer.Json ?? throw new FhirException(
                e.Kind, [.. e.Issues, Issue.Information("informational", "terminology-fallback", answer.Fault ?? "The other terminology server does not know either.")], e);
        }
    }

    /// <summary>What is in the path exists; another node may have written it a moment ago.</summary>
    private async ValueTask<TermEntry> EntryAsync(TermSnapshot snapshot, string key, CancellationToken cancellationToken)
    {
        if (snapshot.ByKey(key) is { } known)
            return known;
        await catalog.RefreshAsync(cancellationToken);
        return catalog.Current.ByKey(key) ?? throw FhirException.NotFound("not-found", $"{key} does not exist.");
    }
}
