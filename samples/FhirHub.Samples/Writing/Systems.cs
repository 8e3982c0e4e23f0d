namespace FhirHub.Samples.Writing;

/// <summary>The code systems and identifier systems of the data.</summary>
internal static class Systems
{
    public const string Loinc = "http://loinc.org";
    public const string Ucum = "http://unitsofmeasure.org";
    public const string Snomed = "http://snomed.info/sct";
    public const string Icd10 = "http://hl7.org/fhir/sid/icd-10";
    public const string Atc = "http://www.whocc.no/atc";
    public const string Hl7 = "http://terminology.hl7.org/CodeSystem/";
    public const string ActCode = Hl7 + "v3-ActCode";
    public const string IdentifierType = Hl7 + "v2-0203";

    /// <summary>Object identifiers of Chinese health statistics.</summary>
    public const string IdentityNumber = "urn:oid:2.16.156.10011.1.3";
    public const string HealthCard = "urn:oid:2.16.156.10011.1.19";
    public const string OutpatientNumber = "urn:oid:2.16.156.10011.1.11";
    public const string Ethnicity = "urn:oid:2.16.156.10011.2.3.3.3";

    private const string Own = "https://fhirhub.example/fhir/";
    private const string Base = Own + "cn-base/";
    public const string CreditCode = Own + "sid/unified-social-credit-code";
    public const string Licence = Own + "sid/practitioner-licence";
    public const string ClaimNumber = Own + "sid/claim-number";
    public const string EthnicityExtension = Base + "StructureDefinition/ethnicity";
    public const string InstitutionLevel = Base + "CodeSystem/institution-level";
    public const string Department = Base + "CodeSystem/department";
    public const string Insurance = Base + "CodeSystem/insurance";
    public const string Service = Base + "CodeSystem/service";
    public const string Title = Base + "CodeSystem/practitioner-title";
}
