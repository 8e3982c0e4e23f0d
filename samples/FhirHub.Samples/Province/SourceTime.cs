namespace FhirHub.Samples.Province;

/// <summary>A source that a template makes.</summary>
/// <param name="Number">By which the server knows it, <c>[schedule]/[yyyyMMddTHHmm]/[index]</c>.</param>
/// <param name="Day">Its day.</param>
internal readonly record struct SourceTime(string Number, DateOnly Day);
