namespace FhirHub.Engine.Validation.Invariants;

/// <summary>An invariant cannot be gone on with; the message is a clause that says why.</summary>
internal sealed class InvariantBudgetException(string message) : Exception(message);
