namespace FhirHub.Engine.Storage;

/// <summary>Tells what keeps something of the resources in memory that this node has committed others. Handlers return at once.</summary>
public sealed class WriteSignal
{
    /// <summary>The types of the resources that were written.</summary>
    public event Action<IReadOnlyCollection<string>>? Written;

    internal void Publish(IEnumerable<ResourceDocument> written)
    {
        if (Written is { } handlers)
            handlers(written.Select(w => w.Type).ToHashSet(StringComparer.Ordinal));
    }
}
