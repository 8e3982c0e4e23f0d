using MongoDB.Driver;

namespace FhirHub.Engine.Storage;

/// <summary>
/// A transaction, for reading what it has written so far; when it is over, what was read through it is read from what is committed.
/// Used by one thread at a time.
/// </summary>
public sealed class DatabaseSession
{
    internal DatabaseSession()
    {
    }

    /// <summary>Null when it is over.</summary>
    internal IClientSessionHandle? Current { get; private set; }

    internal IClientSessionHandle Handle => Current ?? throw new InvalidOperationException("The transaction is over.");

    /// <summary>Of its writes; null where it writes no resources.</summary>
    internal WriteFlight? Flight { get; private set; }

    internal void Begin(IClientSessionHandle handle, WriteFlight? flight) => (Current, Flight) = (handle, flight);

    internal void End() => (Current, Flight) = (null, null);
}
