namespace FhirHub.Samples.Writing;

/// <summary>Collects the resources of one part of the data, an institution or a patient, in the order in which they are written.</summary>
internal sealed class ResourceSink
{
    private readonly ResourceWriter _writer = new();
    private readonly List<SampleResource> _resources = [];

    public IReadOnlyList<SampleResource> Resources => _resources;

    public void Clear() => _resources.Clear();

    /// <param name="write">Writes the members after the id.</param>
    public void Add<TState>(string type, string id, TState state, Action<ResourceWriter, TState> write)
    {
        _writer.Clear();
        _writer.Open().Member("resourceType"u8, type).Member("id"u8, id);
        write(_writer, state);
        _writer.Close();
        _resources.Add(new SampleResource(type, id, _writer.ToArray()));
    }
}
