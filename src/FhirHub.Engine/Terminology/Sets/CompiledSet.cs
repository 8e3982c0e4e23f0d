using System.Runtime.CompilerServices;
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

    /// <summary>The one part it is made of, where that is plain and whole.</summary>
    public CompiledPart? Plain => includes is [{ IsPlain: true, IsExcluded: false } only] && excludes.Count == 0 && definition.HasInactive ? only : null;

    /// <summary>The code systems that it is all codes of; null where it is something else.</summary>
    public IReadOnlyList<string>? WholeSystems => excludes.Count > 0 || includes.Count == 0 ? null
        : includes.All(i => i.IsWholeSystem) && definition.HasInactive ? [.. includes.Select(i => i.System!).Distinct()]
        : includes is [{ System: null, Imports: [var import] }] ? import.WholeSystems
        : null;

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
        ITermSource terms, Systems.ConceptQuery also, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = includes.Count > 1 ? new HashSet<(string, string)>() : null;
        foreach (var include in includes)
        {
            await foreach (var item in include.ItemsAsync(terms, also, cancellationToken))
            {
                if (!definition.HasInactive && item.Concept.IsInactive)
                    continue;
                if (seen?.Add((item.System, item.Head?.Fold(item.Concept.Code) ?? item.Concept.Code)) == false)
                    continue;
                var excluded = await ExcludedAsync(terms, item.System, item.Concept.Code, cancellationToken);
                if (excluded.Membership == Membership.Open)
                    throw TermFaults.Open($"The value set {definition.Name} cannot be listed: {excluded.Why}.");
                if (excluded.Membership == Membership.Out)
                    yield return item;
            }
        }
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
