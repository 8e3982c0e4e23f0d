namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>What <see cref="MoveReferencesJob"/> is asked.</summary>
/// <param name="Task">The merge's, <c>Task/1</c>.</param>
/// <param name="Back">Whether the merge is undone.</param>
internal sealed record MoveReferences(string Task, bool Back);
