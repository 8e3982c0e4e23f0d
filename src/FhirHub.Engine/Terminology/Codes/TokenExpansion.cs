using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing.Values;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Expansions;
using FhirHub.Engine.Terminology.Messages;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Codes;

/// <summary>The codes that searches mean, by everything this server knows. Remembered until something changes.</summary>
public sealed class TokenExpansion(TerminologyCatalog catalog) : ITokenCodeSource
{
    /// <summary>Codes that one value may stand for: each becomes an entry to look for.</summary>
    private const int MostCodes = 10_000;

    /// <summary>Codes that are remembered in all.</summary>
    private const int MostRemembered = 500_000;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    public async ValueTask<TokenCodes> ReadAsync(TokenQuestion question, CancellationToken cancellationToken)
    {
        var snapshot = await catalog.FreshAsync(cancellationToken);
        var memory = BoundedMemory<string, TokenCodes>.Of(snapshot, "tokens", MostRemembered);
        string name = $"{question.Parameter}:{question.Modifier} {question.Value}";
        if (memory.Find(name) is { } known)
            return known;
        var (codes, urls) = await TimeLimit.WithinAsync(
            MaxTime,
            token => question.Modifier == "in" ? InSetAsync(snapshot, question, token) : InHierarchyAsync(snapshot, question, token),
            () => Refused(question, "finding its codes takes too long"),
            cancellationToken);
        memory.Keep(name, codes, codes.Codes.Count, urls);
        return codes;
    }

    /// <summary>With the URLs of what it depends on.</summary>
    private static async ValueTask<(TokenCodes Codes, IReadOnlyCollection<string> Urls)> InSetAsync(TermSnapshot snapshot, TokenQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            var set = await FindAsync(snapshot, question.Value, cancellationToken)
                ?? throw Refused(question, $"the value set {question.Value} is not known to this server");
            if (set.WholeSystems is { } systems && !await AreListableAsync(snapshot, systems, cancellationToken))
                return (new TokenCodes { WholeSystems = systems }, set.Urls);
            var codes = new List<SystemCode>();
            await foreach (var item in set.ItemsAsync(BaseTerms.Instance, ConceptQuery.All, cancellationToken))
            {
                if (codes.Count == MostCodes)
                    throw Refused(question, $"it has more than {MostCodes} codes");
                codes.Add(new SystemCode(item.System, item.Concept.Code));
            }

            return (new TokenCodes { Codes = codes }, set.Urls);
        }
        catch (FhirException e) when (TermFaults.IsUnknown(e) && e.Kind != FaultKind.Transient)
        {
            throw Refused(question, e.Message.TrimEnd('.'));
        }
    }

    private static async ValueTask<CompiledSet?> FindAsync(TermSnapshot snapshot, string value, CancellationToken cancellationToken) =>
        value.StartsWith("ValueSet/", StringComparison.Ordinal) && snapshot.ByKey(value) is { } entry
            ? await SetCompiler.CompileAsync(snapshot, entry, SystemVersions.None, cancellationToken)
            : await SetCompiler.FindAsync(snapshot, value, SystemVersions.None, cancellationToken);

    /// <summary>Whether all codes of the systems are known here, and few enough. If not, whatever names such a system is meant.</summary>
    private static async ValueTask<bool> AreListableAsync(TermSnapshot snapshot, IReadOnlyList<string> systems, CancellationToken cancellationToken)
    {
        int codes = 0;
        foreach (string system in systems)
        {
            if (await SystemLibrary.FindAsync(snapshot, system, null, cancellationToken) is not { Head.IsComplete: true } source)
                return false;
            codes += source.Count;
        }

        return codes <= MostCodes;
    }

    /// <inheritdoc cref="InSetAsync"/>
    private static async ValueTask<(TokenCodes Codes, IReadOnlyCollection<string> Urls)> InHierarchyAsync(TermSnapshot snapshot, TokenQuestion question, CancellationToken cancellationToken)
    {
        string parameter = $"{question.Parameter}:{question.Modifier}";
        var value = TokenValue.Read(question.Parameter, question.Value);
        if (value.System is not { Length: > 0 } system || value.Code.Length == 0)
            throw SearchFault.Value(parameter, question.Value, "not system|code, which names a place in a hierarchy");
        if (await SystemLibrary.FindAsync(snapshot, system, null, cancellationToken) is not { } source || source.Head.Content == "not-present")
        {
            throw FhirException.NotSupported(
                "code-system-unknown", $"{parameter}={question.Value}: the hierarchy of the code system {system} is not known to this server.");
        }

        if (await source.FindAsync(value.Code, cancellationToken) is not { } concept)
            throw SearchFault.Value(parameter, question.Value, $"{value.Code} is no code of {system} as this server knows it");
        if (question.Modifier == "above")
            return (new TokenCodes { Codes = [.. concept.Ancestors.Prepend(concept.Code).Select(c => new SystemCode(system, c))] }, [system]);
        var below = new ConceptQuery([new ConceptCondition.Below(concept.Code, true, source.Head.Comparer)]);
        int count = await source.CountAsync(below, cancellationToken);
        if (count > MostCodes)
            throw Refused(question, $"{count} codes are below {value.Code}, more than {MostCodes}");
        var codes = new List<SystemCode>(count);
        await foreach (var found in source.ReadAsync(below, 0, null, cancellationToken))
            codes.Add(new SystemCode(system, found.Code));
        return (new TokenCodes { Codes = codes }, [system]);
    }

    private static FhirException Refused(TokenQuestion question, string why) =>
        FhirException.NotSupported("value-set-not-enumerable", $"{question.Parameter}:{question.Modifier}={question.Value}: {TermTexts.Clause(why)}.");
}
