namespace FhirHub.Engine.Jobs;

/// <summary>How jobs are run and kept.</summary>
public sealed record JobOptions
{
    /// <summary>Jobs at once on a node.</summary>
    public int Concurrency { get; init; } = 2;

    /// <summary>How long a node may be silent before another takes its jobs over.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a node looks for work that others have left.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Runs that may fail before the job does.</summary>
    public int MaxFailures { get; init; } = 5;

    /// <summary>How long ended jobs and their results are kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(24);
}
