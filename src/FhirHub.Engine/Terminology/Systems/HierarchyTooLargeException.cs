namespace FhirHub.Engine.Terminology.Systems;

/// <summary>The concepts of a code system have more ancestors in all than can be kept.</summary>
internal sealed class HierarchyTooLargeException() : Exception("the hierarchy is too deep: its concepts have too many ancestors in all");
