namespace FhirHub.Engine.Search.Execution;

/// <summary>What walks learned of the sizes of windows.</summary>
internal sealed class WindowMemory(TimeProvider time)
{
    public WindowDensities Densities { get; } = new(time);

    public WindowCuts Cuts { get; } = new();
}
