namespace FhirHub.Engine.Search.Parsing;

/// <summary>A step of a parameter's name that leads from one resource to another.</summary>
/// <param name="Text">The name from here on, as written: <c>subject:Patient.name</c>.</param>
internal abstract record NameStep(string Text);

/// <summary>Forward, along a reference: <c>subject:Patient.</c></summary>
/// <param name="Text">The name from here on.</param>
/// <param name="Code">The reference parameter.</param>
/// <param name="Type">The only type to follow it to; null for all.</param>
internal sealed record ChainStep(string Text, string Code, string? Type) : NameStep(Text);

/// <summary>Backward, to what refers to the resource: <c>_has:Observation:patient:</c></summary>
/// <param name="Text">The name from here on.</param>
/// <param name="Type">The type that refers.</param>
/// <param name="Code">Its reference parameter.</param>
internal sealed record HasStep(string Text, string Type, string Code) : NameStep(Text);
