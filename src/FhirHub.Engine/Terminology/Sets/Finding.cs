using FhirHub.Engine.Validation.Terms;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>Whether a code is in a value set.</summary>
/// <param name="Membership">In, out, or open.</param>
/// <param name="Item">The code, where it is in.</param>
/// <param name="Why">A clause that says why it is open.</param>
internal readonly record struct Finding(Membership Membership, SetItem? Item, string? Why)
{
    public static Finding Out { get; } = new(Membership.Out, null, null);

    public static Finding In(SetItem item) => new(Membership.In, item, null);

    public static Finding Open(string why) => new(Membership.Open, null, why);
}
