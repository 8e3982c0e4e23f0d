namespace FhirHub.Samples;

/// <summary>One generated resource.</summary>
/// <param name="Type"><c>Patient</c>.</param>
/// <param name="Id">Its id, also in the JSON.</param>
/// <param name="Json">UTF-8 on one line, without a line end.</param>
public readonly record struct SampleResource(string Type, string Id, ReadOnlyMemory<byte> Json);
