namespace FhirHub.Samples.Province;

/// <summary>A part of a province that needs those before it.</summary>
/// <param name="Name">For people.</param>
/// <param name="Unit">What its tracks are counted in: <c>residents</c>.</param>
/// <param name="Total">Units of all tracks.</param>
/// <param name="Tracks">Made while they are taken; in any order, and several at once.</param>
public sealed record ProvinceStage(string Name, string Unit, int Total, IEnumerable<ProvinceTrack> Tracks);
