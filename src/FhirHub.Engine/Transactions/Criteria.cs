using FhirHub.Engine.Search;

namespace FhirHub.Engine.Transactions;

/// <summary>What a conditional interaction matches resources by, https://hl7.org/fhir/R4/http.html#cond-update.</summary>
/// <param name="Type">The resource type.</param>
/// <param name="Text">As it was written, without the type: <c>identifier=http://x|1</c>.</param>
/// <param name="LockKey">The same for all criteria that mean the same: requests with it take turns.</param>
/// <param name="Query">The search.</param>
public sealed record Criteria(string Type, string Text, string LockKey, SearchQuery Query)
{
    public override string ToString() => $"{Type}?{Text}";
}
