namespace FhirHub.Benchmarks.Load;

/// <summary>One request or call of a client.</summary>
/// <param name="client">Number of the client, from 0; a client makes one call at a time.</param>
/// <param name="turn">Number of the call of this client, from 0, going on from round to round.</param>
/// <returns>Whether the answer was the expected one.</returns>
internal delegate ValueTask<bool> Work(int client, int turn, CancellationToken cancellationToken);
