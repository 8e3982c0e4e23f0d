using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Terms;

/// <summary>What a ValueSet is made of, asked code by code rather than expanded. https://hl7.org/fhir/R4/valueset.html#compositions</summary>
internal sealed class LocalValueSet
{
    private readonly List<LocalInclude> _includes = [];
    private readonly List<LocalInclude> _excludes = [];
    private bool _hasInactive = true;
    private bool _isOpen;

    public static LocalValueSet Read(ReadOnlyMemory<byte> utf8Json)
    {
        using var json = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        var set = new LocalValueSet();
        if (json.RootElement.Member("compose") is { } compose)
        {
            set._includes.AddRange(compose.List("include").Select(LocalInclude.Read));
            set._excludes.AddRange(compose.List("exclude").Select(LocalInclude.Read));
            set._hasInactive = compose.Member("inactive") is null || compose.Flag("inactive");
            // Versions of before are not told apart by date.
            set._isOpen = compose.Text("lockedDate") is not null
                && compose.List("include").Concat(compose.List("exclude")).Any(i => i.Text("system") is not null && i.Text("version") is null);
        }
        else if (json.RootElement.Member("expansion") is { } expansion)
        {
            set._includes.AddRange(LocalInclude.OfExpansion(expansion));
        }
        return set;
    }

    /// <param name="system">Null for a bare code: then any system that has it here.</param>
    /// <returns>With the system and the displays that the value set itself gives it.</returns>
    public (Membership Membership, string? System, IReadOnlyList<string> Displays) Find(TermWalk walk, string? system, string code)
    {
        if (_isOpen || !walk.TryEnter())
            return (Membership.Open, null, []);
        var found = Included(walk, system, code);
        walk.Leave();
        return found;
    }

    private (Membership Membership, string? System, IReadOnlyList<string> Displays) Included(TermWalk walk, string? system, string code)
    {
        var isOpen = false;
        foreach (var include in _includes)
        {
            var found = include.Find(walk, system, code, _hasInactive);
            if (found.Membership == Membership.Open)
                isOpen = true;
            if (found.Membership != Membership.In)
                continue;
            var excluded = Excluded(walk, system ?? found.System, code);
            if (excluded == Membership.Out)
                return found;
            isOpen |= excluded == Membership.Open;
        }
        return (isOpen ? Membership.Open : Membership.Out, null, []);
    }

    private Membership Excluded(TermWalk walk, string? system, string code)
    {
        var result = Membership.Out;
        foreach (var exclude in _excludes)
        {
            var found = exclude.Find(walk, system, code).Membership;
            if (found == Membership.In)
                return Membership.In;
            if (found == Membership.Open)
                result = Membership.Open;
        }
        return result;
    }
}
