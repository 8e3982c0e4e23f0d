namespace FhirHub.Engine.Installation;

/// <summary>
/// Writes of a pack that happen in one transaction: all of them where these are not too many for the minute that databases give a transaction, else
/// parts, with all SearchParameters together, which need each other.
/// </summary>
internal static class PackPart
{
    private const int MaxResources = 500;
    private const long MaxBytes = 24 * 1024 * 1024;

    // Of several, each is small: they wait for nothing, and none keeps others waiting.
    private const int ResourcesOfPart = 100;
    private const long BytesOfPart = 8 * 1024 * 1024;

    /// <summary>At least one, which may be empty.</summary>
    public static IReadOnlyList<IReadOnlyList<PackWrite>> Of(IEnumerable<PackWrite> writes)
    {
        PackWrite[] all = [.. writes];
        if (all.Length <= MaxResources && all.Sum(w => w.Bytes) <= MaxBytes)
            return [all];
        PackWrite[] parameters = [.. all.Where(w => w.Type == "SearchParameter")];
        var parts = new List<IReadOnlyList<PackWrite>>();
        if (parameters.Length > 0)
            parts.Add(parameters);
        var part = new List<PackWrite>();
        foreach (var write in all.Except(parameters))
        {
            if (part.Count > 0 && (part.Count == ResourcesOfPart || part.Sum(w => w.Bytes) + write.Bytes > BytesOfPart))
            {
                parts.Add(part);
                part = [];
            }

            part.Add(write);
        }

        if (part.Count > 0)
            parts.Add(part);
        return parts;
    }
}
