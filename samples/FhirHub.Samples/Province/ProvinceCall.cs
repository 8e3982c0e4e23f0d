namespace FhirHub.Samples.Province;

/// <summary>
/// A call of a server. Path and body name what only the server knows by <c>@variable@</c>: an answer before gave it, or it is <c>now</c> or
/// <c>soon</c>, an hour and a half from now.
/// </summary>
public sealed record ProvinceCall
{
    /// <summary>Unique in its track.</summary>
    public required string Name { get; init; }

    /// <summary>Below the service root: <c>Task/@task@/$accept</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Parameters; empty for a question, which is asked by GET.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The institution that calls, as a reference; null for nobody.</summary>
    public string? Organization { get; init; }

    public IReadOnlyList<ProvinceCapture> Captures { get; init; } = [];

    /// <summary>
    /// The state that the call leads to. Where a question finds a state, all calls up to the last one that leads there are left out;
    /// where none leads there, somebody else went on, and all are.
    /// </summary>
    public string? Reaches { get; init; }

    public bool IsQuestion => Body.IsEmpty;
}
