namespace FhirHub.Engine.Structure.Xml;

/// <summary>Names that FHIR XML is made of.</summary>
internal static class FhirXml
{
    public const string Namespace = "http://hl7.org/fhir";

    public const string Xhtml = "http://www.w3.org/1999/xhtml";

    public const string Xmlns = "http://www.w3.org/2000/xmlns/";

    public const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
}
