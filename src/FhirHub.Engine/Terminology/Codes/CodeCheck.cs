namespace FhirHub.Engine.Terminology.Codes;

/// <summary>What came of checking a code.</summary>
/// <param name="Result">Whether all that was said of it is right.</param>
/// <param name="Message">What is wrong, or worth knowing; null for nothing.</param>
/// <param name="Display">What the code is called; null where it is not known, or has no name.</param>
public sealed record CodeCheck(bool Result, string? Message, string? Display);
