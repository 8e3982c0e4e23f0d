using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Jobs;

/// <summary>A kind of job. All there are stand in one list, where the server is put together.</summary>
public interface IJobType
{
    /// <summary>Its name in the database; never changes once released.</summary>
    string Name { get; }

    /// <summary>
    /// Does the work, from <see cref="Job.Position"/> where an earlier run has got somewhere. A run may end at any moment without a
    /// word, and the next may overlap with it for as long as a lease: whatever must happen once goes into a transaction with a receipt.
    /// </summary>
    /// <param name="context">The job, and where it tells how far it is.</param>
    /// <param name="cancellationToken">The server stops, the job was cancelled, or another node has it.</param>
    /// <exception cref="FhirException">The job fails; it is tried again only where the fault is transient.</exception>
    Task RunAsync(JobContext context, CancellationToken cancellationToken);
}
