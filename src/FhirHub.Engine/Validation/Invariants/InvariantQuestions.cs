using Hl7.Fhir.Model;

namespace FhirHub.Engine.Validation.Invariants;

/// <summary>Whom the functions of FHIRPath ask that need more than the instance.</summary>
/// <param name="Terminology">For <c>memberOf()</c>.</param>
/// <param name="Conformance">For <c>conformsTo()</c>: an element and the canonical of a profile.</param>
internal sealed record InvariantQuestions(Func<CodeQuestion, CodeAnswer> Terminology, Func<PocoNode, string, bool> Conformance);
