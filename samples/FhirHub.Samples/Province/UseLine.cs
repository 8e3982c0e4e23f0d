namespace FhirHub.Samples.Province;

/// <summary>What another institution decided of some of the results.</summary>
/// <param name="Requester">Key of the institutions.</param>
/// <param name="Step"><c>recognize</c> or <c>refuse-recognition</c>.</param>
/// <param name="Count">Of how many; of the first ones.</param>
/// <param name="Reason">Of CodeSystem recognition-refusal; null for one that is recognised.</param>
public sealed record UseLine(string Requester, string Step, int Count, string? Reason = null);
