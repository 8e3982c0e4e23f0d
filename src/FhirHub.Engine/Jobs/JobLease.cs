using FhirHub.Engine.Access;

namespace FhirHub.Engine.Jobs;

/// <summary>A node's right to work on a job, until it expires or another takes it over.</summary>
/// <param name="Job">The job as it was when the lease was taken.</param>
/// <param name="Caller">On whose behalf it works.</param>
/// <param name="Fence">Tells this lease from earlier ones.</param>
/// <param name="Failures">Runs before this one that failed.</param>
public sealed record JobLease(Job Job, Caller Caller, long Fence, int Failures);
