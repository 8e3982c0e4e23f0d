namespace FhirHub.Engine.Jobs;

/// <summary>A piece of work that outlives the request that asked for it, and the process that began it.</summary>
public sealed record Job
{
    public required string Id { get; init; }

    /// <summary>Name of its <see cref="IJobType"/>.</summary>
    public required string Type { get; init; }

    public required JobState State { get; init; }

    /// <summary>What it was asked, as its type wrote it.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Where its last run got to, as its type wrote it; null before the first time.</summary>
    public ReadOnlyMemory<byte>? Position { get; init; }

    /// <summary>How far it is, for people: <c>120 of 5000</c>.</summary>
    public string? Progress { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    public required DateTime Created { get; init; }

    /// <summary>When job and result are forgotten; null while it has not ended.</summary>
    public DateTime? Expires { get; init; }

    public bool HasEnded => State is JobState.Done or JobState.Failed or JobState.Cancelled;

    internal static Job From(JobDocument document) => new()
    {
        Id = document.Id,
        Type = document.Type,
        State = Enum.Parse<JobState>(document.State),
        Input = document.Input,
        // A null array would become an empty memory, not none.
        Position = document.Position is { } position ? new ReadOnlyMemory<byte>(position) : (ReadOnlyMemory<byte>?)null,
        Progress = document.Progress,
        Error = document.Error,
        Created = document.Created,
        Expires = document.Expires,
    };
}
