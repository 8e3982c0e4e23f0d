namespace FhirHub.Engine.Validation.Profiles;

/// <summary>What may be beside the slices.</summary>
internal enum SlicingEnd
{
    Open,
    OpenAtEnd,
    Closed,
}
