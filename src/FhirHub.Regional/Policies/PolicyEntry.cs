using System.Text.Json;

namespace FhirHub.Regional.Policies;

/// <summary>A parameter as it stands in a <c>policy.json</c>.</summary>
/// <param name="Value">Its JSON.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="ActiveFrom">The first day on which it counts; null from the beginning.</param>
/// <param name="IsWaiting">Whether it waits for a day that nobody has set yet.</param>
internal sealed record PolicyEntry(JsonElement Value, PolicySource Source, DateOnly? ActiveFrom, bool IsWaiting)
{
    public bool Counts(DateOnly today) => !IsWaiting && (ActiveFrom is not { } day || day <= today);
}
