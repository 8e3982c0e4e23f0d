namespace FhirHub.Engine.Structure.Xml;

/// <summary>Ends the reading of a document whose faults have been collected.</summary>
internal sealed class XmlGivenUpException : Exception;
