using System.Runtime.CompilerServices;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>A value set with all that it is made of. Safe for all threads.</summary>
internal sealed class CompiledSet(SetDefinition definition, IReadOnlyList<CompiledPart> includes, IReadOnlyList<CompiledPart> excludes)
{
    public SetDefinition Definition => definition;

    public IReadOnlyList<CompiledPart> Includes => includes;

    /// <summary>How many parts it has in all: as many as may be asked for one code.</summary>
    public int Parts { get; } = (int)Math.Min(int.MaxValue / 2, includes.Concat(excludes).Sum(p => 1L + p.Imports.Sum(i => (long)i.Parts)));

    /// <summary>Whether it is one of the server's own, which its URL and version name.</summary>
    public bool IsKept { get; init; }

    /// <summary>URLs of all that it is made of, known or not: it holds until one of them changes. Of a part of another value set, nothing.</summary>
    public IReadOnlyCollection<string> Urls { get; private set; } = [];

    /// <summary>The one part it is made of, where that is plain, and what is excluded are conditions on the same concepts.</summary>
    public CompiledPart? Plain { get; } = includes is [{ IsPlain: true } only] && excludes.All(e => e.QueryOn(only.Source!) is not null) ? only : null;

    /// <summary>What <see cref="Plain"/> is asked, with what is excluded.</summary>
    public ConceptQuery PlainQuery => Plain is { Source: { } source } ? QueryOn(source)! : ConceptQuery.All;

    /// <summary>What makes a concept of a code system one of the set's; null where it takes more to know.</summary>
    public ConceptQuery? QueryOn(IConceptSource system)
    {
        var included = new List<ConceptQuery>();
        foreach (var include in includes)
        {
            if (include.QueryOn(system) is not { } query)
                return null;
            included.Add(query);
        }

        var result = ConceptQuery.Any(included);
        foreach (var exclude in excludes)
        {
            if (exclude.QueryOn(system) is not { } query)
                return null;
            if (!ReferenceEquals(query, ConceptQuery.None))
                result = result.And(new ConceptQuery([new ConceptCondition.Outside(query)]));
        }

        return definition.HasInactive ? result : result.And(new ConceptQuery([new ConceptCondition.Active()]));
    }

    /// <summary>The code systems that it is all codes of; null where it is something else.</summary>
    public IReadOnlyList<string>? WholeSystems => excludes.Count > 0 || includes.Count == 0 ? null
        : includes.All(i => i.IsWholeSystem) && definition.HasInactive ? [.. includes.Select(i => i.System!).Distinct()]
        : includes is [{ System: null, Imports: [var import] }] ? import.WholeSystems
        : null;

    /// <summary>Said once, before others see it.</summary>
    public void DependsOn(IReadOnlyCollection<string> urls) => Urls = urls;

    /// <param name="terms">For systems that are known by their syntax alone.</param>
    /// <param name="system">Null for a bare code: then any system that has it here.</param>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<Finding> FindAsync(ITermSource terms, string? system, string code, CancellationToken cancellationToken)
    {
        var open = default(Finding?);
        foreach (var include in includes)
        {
            var found = await include.FindAsync(terms, system, code, cancellationToken);
            if (found.Membership == Membership.Open)
                open ??= found;
            if (found.Membership != Membership.In || (!definition.HasInactive && found.Item!.Value.Concept.IsInactive))
                continue;
            var excluded = await ExcludedAsync(terms, found.Item!.Value.System, code, cancellationToken);
            if (excluded.Membership == Membership.Out)
                return found;
            if (excluded.Membership == Membership.Open)
                open ??= excluded;
        }

        return open ?? Finding.Out;
    }

    /// <summary>Each code once, in order.</summary>
    /// <param name="terms">For systems that are known by their syntax alone.</param>
    /// <param name="also">What is asked of the codes beside.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<SetItem> ItemsAsync(
        ITermSource terms, ConceptQuery also, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Plain is { Source: { } source } plain)
        {
            await foreach (var concept in source.ReadAsync(PlainQuery.And(also), 0, null, cancellationToken))
                yield return new SetItem(plain.System!, source.Head.Version, concept, source.Head);
            yield break;
        }

        var seen = includes.Count > 1 ? new HashSet<(string, string)>() : null;
        foreach (var include in includes)
        {
            var items = include.ItemsAsync(terms, also, cancellationToken);
            await foreach (var some in SetItems.GroupedAsync(items, excludes.Count == 0 ? 1 : SetItems.AtOnce, cancellationToken))
            {
                foreach (var exclude in excludes)
                    await exclude.WarmAsync(some, cancellationToken);
                foreach (var item in some)
                {
                    if (!definition.HasInactive && item.Concept.IsInactive)
                        continue;
                    if (seen?.Add((item.System, item.Head?.Fold(item.Concept.Code) ?? item.Concept.Code)) == false)
                        continue;
                    if (await IsLeftAsync(terms, item, cancellationToken))
                        yield return item;
                }
            }
        }
    }

    /// <summary>Reads these codes at once, which would be asked one by one.</summary>
    public async ValueTask WarmAsync(IReadOnlyList<SetItem> items, CancellationToken cancellationToken)
    {
        foreach (var part in includes.Concat(excludes))
            await part.WarmAsync(items, cancellationToken);
    }

    private async ValueTask<bool> IsLeftAsync(ITermSource terms, SetItem item, CancellationToken cancellationToken)
    {
        var excluded = await ExcludedAsync(terms, item.System, item.Concept.Code, cancellationToken);
        return excluded.Membership != Membership.Open
            ? excluded.Membership == Membership.Out
            : throw TermFaults.Open($"The value set {definition.Name} cannot be listed: {excluded.Why}.");
    }

    private async ValueTask<Finding> ExcludedAsync(ITermSource terms, string system, string code, CancellationToken cancellationToken)
    {
        var result = Finding.Out;
        foreach (var exclude in excludes)
        {
            var found = await exclude.FindAsync(terms, system, code, cancellationToken);
            if (found.Membership == Membership.In)
                return found;
            if (found.Membership == Membership.Open)
                result = found;
        }

        return result;
    }
}
