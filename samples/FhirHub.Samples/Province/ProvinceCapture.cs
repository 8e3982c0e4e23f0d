namespace FhirHub.Samples.Province;

/// <summary>A value of an answer that later calls name.</summary>
/// <param name="Variable">Its name; <see cref="State"/> for how far something is.</param>
/// <param name="Path">
/// Members, each with a dot between: <c>parameter[task].resource.id</c>. In brackets stands the place in an array, or the name, or the
/// type of the resource, of the item.
/// </param>
public sealed record ProvinceCapture(string Variable, string Path)
{
    public const string State = "state";

    /// <summary>Known to all tracks, and not to its own alone.</summary>
    public bool IsShared { get; init; }

    /// <summary>Where the answer has none the track ends: what it was about is not there.</summary>
    public bool IsRequired { get; init; }
}
