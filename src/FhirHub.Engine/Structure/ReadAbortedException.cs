namespace FhirHub.Engine.Structure;

/// <summary>Leaves the walk after a fault that has been reported and behind which reading makes no sense. Never leaves this folder.</summary>
internal sealed class ReadAbortedException : Exception;
