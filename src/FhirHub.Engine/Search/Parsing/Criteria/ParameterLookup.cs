using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>Finds types and parameters by the names that a search uses, and says what was probably meant where there are none.</summary>
internal sealed class ParameterLookup(SearchParameterState state)
{
    /// <summary>Resource types that can be searched, in ordinal order: all but Parameters, which is never stored.</summary>
    public static IReadOnlyList<string> AllTypes { get; } =
        [.. FhirSchema.R4.Resources.Select(r => r.Name).Where(n => n != "Parameters").Order(StringComparer.Ordinal)];

    public static bool IsType(string name) => name != "Parameters" && FhirSchema.R4.FindResource(name) is not null;

    /// <summary>A reference parameter; null when the type has none of that name.</summary>
    /// <exception cref="FhirException">Not supported: it is not indexed yet.</exception>
    public SearchParameter? FindReference(string type, string code)
    {
        if (state.Catalog.Find(type, code) is not { Type: SearchParameterType.Reference } found)
            return null;
        RefusePending([found]);
        return found;
    }

    /// <summary>All reference parameters of a type that can be followed.</summary>
    public IReadOnlyList<SearchParameter> References(string type) =>
        [.. state.Catalog.For(type).Where(p => p.Type == SearchParameterType.Reference && !state.IsPending(p))];

    /// <summary>The parameter on each type of the scope; at least one.</summary>
    /// <exception cref="FhirException">Not supported: no type has it, or, where it must be common, not every type has it.</exception>
    public IReadOnlyList<SearchParameter> Find(TypeScope scope, string code)
    {
        SearchParameter[] found = [.. scope.Types.Select(t => state.Catalog.Find(t, code)).OfType<SearchParameter>()];
        if (found.Length == 0)
            throw Unknown(scope, code);
        if (scope.Common && found.Length < scope.Types.Count)
            throw NotCommon(scope, code, found);
        RefusePending(found);
        return Prefixed(scope, found);
    }

    /// <summary>The reference parameter on each type of the scope that has it.</summary>
    /// <exception cref="FhirException">Not supported: there is none, or it is of another kind.</exception>
    public IReadOnlyList<SearchParameter> FindReferences(TypeScope scope, string code)
    {
        var found = Find(scope, code);
        SearchParameter[] references = [.. found.Where(p => p.Type == SearchParameterType.Reference)];
        return references.Length > 0
            ? references
            : throw FhirException.NotSupported(
                "chain-not-reference",
                $"'{code}' of {scope.Named} is no reference but of type {TypeName.Of(found[0].Type)}: nothing can be chained to it.");
    }

    /// <exception cref="FhirException">Not supported: there is no such type.</exception>
    public static void RequireType(string name, string where)
    {
        if (!IsType(name))
            throw FhirException.NotSupported(
                "unknown-type", $"'{Quoted.Cut(name)}' in '{Quoted.Cut(where)}' is not a resource type.{SimilarName.Hint(name, AllTypes)}");
    }

    private static SearchParameter[] Prefixed(TypeScope scope, SearchParameter[] found) =>
        scope.Contained ? [.. found.Select(p => p with { ResourceType = '#' + p.ResourceType })] : found;

    /// <summary>What is not indexed by it would be missing from every answer.</summary>
    private void RefusePending(IReadOnlyList<SearchParameter> found)
    {
        string[] pending = [.. found.Where(state.IsPending).Select(p => p.Prefix)];
        if (pending.Length > 0)
            throw FhirException.NotSupported(
                "parameter-pending", $"{new TypeScope(pending, Common: false).Named}: defined, but not indexed yet; run $reindex.");
    }

    private FhirException Unknown(TypeScope scope, string code)
    {
        var names = scope.Types.Take(20).SelectMany(state.Catalog.For).Select(p => p.Code).Concat(KnownNames.Everywhere).Distinct();
        return FhirException.NotSupported(
            "parameter-unknown", $"{scope.Named}: there is no search parameter '{Quoted.Cut(code)}'.{SimilarName.Hint(code, names)}");
    }

    private static FhirException NotCommon(TypeScope scope, string code, SearchParameter[] found)
    {
        string[] without = [.. scope.Types.Except(found.Select(p => p.ResourceType))];
        return FhirException.NotSupported(
            "parameter-not-common",
            $"'{Quoted.Cut(code)}' is not a search parameter of all types searched: {new TypeScope(without, false).Named} {(without.Length == 1 ? "lacks" : "lack")} it.");
    }
}
