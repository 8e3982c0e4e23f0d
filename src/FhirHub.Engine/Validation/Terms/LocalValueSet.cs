using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Terms;

/// <summary>What a ValueSet is made of, asked code by code rather than expanded. https://hl7.org/fhir/R4/valueset.html#compositions</summary>
internal sealed class LocalValueSet
{
    /// <summary>Value sets may include each other.</summary>
    public const int MaxDepth = 16;

    private readonly List<LocalInclude> _includes = [];
    private readonly List<LocalInclude> _excludes = [];

    public static LocalValueSet Read(ReadOnlyMemory<byte> utf8Json)
    {
        using var json = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        var set = new LocalValueSet();
        if (json.RootElement.TryGetProperty("compose", out var compose))
        {
            set._includes.AddRange(compose.List("include").Select(LocalInclude.Read));
            set._excludes.AddRange(compose.List("exclude").Select(LocalInclude.Read));
        }
        else if (json.RootElement.TryGetProperty("expansion", out var expansion))
        {
            set._includes.AddRange(LocalInclude.OfExpansion(expansion));
        }
        return set;
    }

    /// <param name="system">Null for a bare code: then any system that has it here.</param>
    /// <returns>With the system and the display that the value set itself gives it.</returns>
    public (Membership Membership, string? System, string? Display) Find(ITermSource terms, string? system, string code, int depth)
    {
        var isOpen = depth == 0;
        foreach (var include in depth == 0 ? [] : _includes)
        {
            var found = include.Find(terms, system, code, depth - 1);
            if (found.Membership == Membership.Open)
                isOpen = true;
            if (found.Membership != Membership.In)
                continue;
            var excluded = Excluded(terms, system ?? found.System, code, depth - 1);
            if (excluded == Membership.Out)
                return found;
            isOpen |= excluded == Membership.Open;
        }
        return (isOpen ? Membership.Open : Membership.Out, null, null);
    }

    private Membership Excluded(ITermSource terms, string? system, string code, int depth)
    {
        var result = Membership.Out;
        foreach (var exclude in _excludes)
        {
            var found = exclude.Find(terms, system, code, depth).Membership;
            if (found == Membership.In)
                return Membership.In;
            if (found == Membership.Open)
                result = Membership.Open;
        }
        return result;
    }
}
