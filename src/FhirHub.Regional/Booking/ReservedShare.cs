namespace FhirHub.Regional.Booking;

/// <summary>What part of a day's sources is reserved, and whom for.</summary>
/// <param name="Share">From 0 to 1.</param>
/// <param name="For">Codes of whom for, in turn; none reserves nothing.</param>
internal sealed record ReservedShare(decimal Share, IReadOnlyList<string> For)
{
    /// <summary>
    /// Whom the new sources of a day are reserved for: so many that, with those that are there, the nearest whole number to the share is. They are spread
    /// over the new ones, and of those whom for each has as many as another, as far as that goes. So a day that is published bit by bit has what it would
    /// have at once.
    /// </summary>
    /// <param name="present">What the day has already.</param>
    /// <param name="missing">How many are new.</param>
    /// <returns>One for each new source, in order of time; null for nobody.</returns>
    public IEnumerable<string?> Of(IReadOnlyCollection<PresentSource> present, int missing)
    {
        var given = present.Where(p => p.ReservedFor is not null).CountBy(p => p.ReservedFor!).ToDictionary();
        int wanted = For.Count == 0 ? 0 : (int)Math.Round((present.Count + missing) * Share, MidpointRounding.AwayFromZero);
        long count = Math.Clamp(wanted - given.Values.Sum(), 0, missing);
        for (int i = 0; i < missing; i++)
        {
            // The n-th reserved one stands where n of them are due.
            if ((i + 1) * count / missing == i * count / missing)
            {
                yield return null;
                continue;
            }

            string whom = For.MinBy(f => given.GetValueOrDefault(f))!;
            given[whom] = given.GetValueOrDefault(whom) + 1;
            yield return whom;
        }
    }
}
