using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>Takes the values that a <see cref="PathTree"/> selects, in the order of the JSON.</summary>
internal interface IValueReceiver
{
    /// <param name="slot">Whose path selected it.</param>
    /// <param name="value">Valid during the call.</param>
    /// <param name="resource">The resource it stands in.</param>
    void Receive(int slot, in ElementValue value, ReadOnlySpan<byte> resource);
}
