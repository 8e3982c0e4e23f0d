using FhirHub.Engine.Errors;

namespace FhirHub.Regional.Policies;

/// <summary>
/// Which policy governs a request, by one rule: that of the region of the institution that manages what is acted on; else of the region of the caller; where
/// neither is in a region that has a pack, the pack that the request names; else that of no region. A request that names another pack than the one that governs
/// is refused: nobody chooses the rules of a region.
/// </summary>
public sealed class Governance
{
    private readonly PolicyBook _book;
    private readonly Policy? _named;
    private readonly string? _division;

    /// <param name="book">The packs.</param>
    /// <param name="named">Short name of the pack that the request names, or that of its package; null for none.</param>
    /// <param name="division">Of the institution that calls, GB/T 2260; null where nobody says who calls, or the institution not where it is.</param>
    /// <exception cref="FhirException">Invalid: there is no such pack.</exception>
    public Governance(PolicyBook book, string? named, string? division) =>
        (_book, _named, _division) = (book, named is null ? null : book.Named(named), division);

    /// <summary>By whose definition of the operation its parameters are read, before it is known what they lead to.</summary>
    public Policy Definition => _named ?? _book.Governing(_division);

    /// <summary>The policy where nothing that is acted on says another: that of the caller's region, or that which is named.</summary>
    /// <exception cref="FhirException">Invalid: the request names another.</exception>
    public Policy Caller => Region(_division) ?? Unbound;

    /// <summary>The policies that may govern something here: of every installed pack.</summary>
    public IReadOnlyList<Policy> All => _book.All;

    private Policy Unbound => _named ?? _book.Governing(null);

    /// <summary>The policy about what an institution manages.</summary>
    /// <param name="managing">The institution's division; null where no institution manages it.</param>
    /// <exception cref="FhirException">Invalid: the request names another.</exception>
    public Policy Of(string? managing) => managing is null ? Caller : Region(managing) ?? Unbound;

    /// <summary>The policy about what keeps the pack under which it began.</summary>
    /// <param name="pack">Short name; null where it keeps none.</param>
    /// <param name="managing">Of the institution that manages it, where there is no such pack, or not any more.</param>
    /// <exception cref="FhirException">Invalid: the request names another.</exception>
    public Policy Of(string? pack, string? managing) => pack is not null && _book.Find(pack) is { } kept ? Held(kept) : Of(managing);

    /// <summary>The policy by which a source is shown in a pool, which is nobody's: its own region's, whatever is named.</summary>
    /// <param name="managing">Division of the institution whose it is.</param>
    public Policy Shown(string? managing) => _book.Region(managing) ?? Unbound;

    private Policy? Region(string? division) => _book.Region(division) is { } region ? Held(region) : null;

    private Policy Held(Policy governing) => _named is null || _named.Pack == governing.Pack
        ? governing
        : throw new FhirException(FaultKind.Invalid, [Issue.Error(
            "invalid", "pack-not-governing", $"The request names the pack {_named.Pack}; what it acts on is governed by {governing.Pack}. A pack is named where no region's pack governs.")
            with { Chinese = $"请求指定了 {_named.Pack} 包，但所涉事项由 {governing.Pack} 包管辖。只有在没有地区包管辖时才能指定。" }]);
}
