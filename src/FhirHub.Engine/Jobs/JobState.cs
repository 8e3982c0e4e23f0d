namespace FhirHub.Engine.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>It waits to be begun, or to be taken up again after a failure.</summary>
    Queued,

    /// <summary>A node works on it.</summary>
    Running,

    /// <summary>Its result is there.</summary>
    Done,

    /// <summary>It will not be tried again.</summary>
    Failed,

    /// <summary>Somebody did not want it any more.</summary>
    Cancelled,
}
