namespace FhirHub.Engine.Structure;

/// <summary>The JSON of a resource as it was sent, to name lines and columns in.</summary>
/// <param name="Json">Of the resource alone.</param>
public sealed record SentText(ReadOnlyMemory<byte> Json)
{
    /// <summary>The line of the body in which it begins, from 1.</summary>
    public int FirstLine { get; init; } = 1;

    /// <summary>The column in which it begins, from 1.</summary>
    public int FirstColumn { get; init; } = 1;
}
