using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Expansions;
using FhirHub.Engine.Terminology.Sets;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>https://hl7.org/fhir/R4/valueset-operation-expand.html</summary>
internal sealed class ExpandOperation(ValueSetExpander expander, TimeProvider time)
{
    public const string Path = "ValueSet/$expand";

    /// <summary>Nobody types more.</summary>
    private const int LongestFilter = 500;

    public async ValueTask<ReadOnlyMemory<byte>> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        var given = scope.Arguments;
        scope.RequirePresent();
        if (given.Flag("excludePostCoordinated") == false)
            given.Refuse("excludePostCoordinated", "post-coordinated codes are never in an expansion");
        if (given.Text("filter") is { Length: > LongestFilter })
            throw FhirException.Invalid("parameter-invalid", $"The parameter 'filter' has at most {LongestFilter} characters.");
        if (given.Flag("includeDesignations") == false && given.Has("designation"))
            throw FhirException.Invalid("parameter-conflict", "'designation' names designations, 'includeDesignations' says that there are to be none.");
        var versions = new SystemVersions
        {
            Default = Versioned(given, "system-version"),
            Check = Versioned(given, "check-system-version"),
            Force = Versioned(given, "force-system-version"),
            Exclude = given.Texts("exclude-system"),
        };
        var request = new ExpansionRequest
        {
            Filter = given.Text("filter"),
            Offset = given.Number("offset") ?? 0,
            Count = given.Number("count"),
            Languages = scope.Languages,
            ActiveOnly = given.Flag("activeOnly") ?? false,
            ExcludeNotForUI = given.Flag("excludeNotForUI") ?? false,
            Nested = given.Flag("excludeNested") == false,
            Versions = versions,
        };
        var set = await scope.ValueSetAsync(versions, cancellationToken);
        var expansion = await expander.ExpandAsync(scope.Snapshot, set, request, cancellationToken);
        var writer = new ExpansionWriter(given, request, set.Definition, expansion, time.GetUtcNow());
        if (given.Flag("includeDefinition") != true)
            return writer.Write(null);
        if (given.Resource("valueSet", "ValueSet") is { } own)
            return writer.Write(own);
        var canonical = set.Definition.Url is null ? default : new Validation.Canonical(set.Definition.Url, set.Definition.Version);
        var entry = scope.Entry ?? scope.Snapshot.Find(Catalog.TermTypes.ValueSet, canonical.Url, canonical.Version);
        if (entry is null)
            return writer.Write(null);
        using var definition = await entry.ReadAsync(cancellationToken);
        return writer.Write(definition.RootElement);
    }

    private static IReadOnlyList<string> Versioned(OperationArguments given, string name)
    {
        var all = given.Texts(name);
        return all.FirstOrDefault(v => Validation.Canonical.Parse(v).Version is null) is { } wrong
            ? throw FhirException.Invalid("parameter-invalid", $"The parameter '{name}' has the form system|version, not '{wrong}'.")
            : all;
    }
}
