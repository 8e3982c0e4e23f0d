namespace FhirHub.Engine.Indexing.Codes;

/// <summary>Which codes does a search mean?</summary>
/// <param name="Parameter">For messages.</param>
/// <param name="Modifier"><c>in</c>, <c>below</c> or <c>above</c>.</param>
/// <param name="Value">The value set's URL, or the token <c>system|code</c> with its escapes.</param>
public sealed record TokenQuestion(string Parameter, string Modifier, string Value);
