using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>A body that violates a constraint, and how an issue about it reads.</summary>
/// <param name="Expression">Where the issue is.</param>
/// <param name="Codes">Any of these.</param>
internal sealed record Mutant(JsonObject Body, string Expression, params string[] Codes);
