namespace FhirHub.Regional.Policies;

/// <summary>
/// Which policy governs a request, by one rule: that of the pack the request names; else that of the institution that manages what is acted on; else the
/// caller's; else that of no region.
/// </summary>
/// <param name="book">The packs.</param>
/// <param name="named">Short name of the pack that the request names, or that of its package; null for none.</param>
/// <param name="division">Of the institution that calls, GB/T 2260; null where nobody says who calls, or the institution not where it is.</param>
public sealed class Governance(PolicyBook book, string? named, string? division)
{
    private readonly Policy? _named = named is null ? null : book.Named(named);

    /// <summary>The policy where nothing that is acted on says another: that which is named, or the caller's.</summary>
    public Policy Caller { get; } = named is null ? book.Governing(division) : book.Named(named);

    /// <summary>The policy about what an institution manages.</summary>
    /// <param name="managing">The institution's division; null where no institution manages it.</param>
    public Policy Of(string? managing) => _named ?? (managing is null ? Caller : book.Governing(managing));

    /// <summary>The policy about what keeps the pack under which it began.</summary>
    /// <param name="pack">Short name; null where it keeps none.</param>
    /// <param name="managing">Of the institution that manages it, where there is no such pack, or not any more.</param>
    public Policy Of(string? pack, string? managing) => _named ?? (pack is null ? null : book.Find(pack)) ?? Of(managing);

    /// <summary>The policies that may govern something here: of every installed pack, or the one that is named.</summary>
    public IReadOnlyList<Policy> All => _named is { } only ? [only] : book.All;
}
