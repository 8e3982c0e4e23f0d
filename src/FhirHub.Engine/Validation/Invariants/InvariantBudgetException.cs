namespace FhirHub.Engine.Validation.Invariants;

/// <summary>An invariant is too costly to go on with; the message is a clause that says how.</summary>
internal sealed class InvariantBudgetException(string message) : Exception(message);
