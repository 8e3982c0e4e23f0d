namespace FhirHub.Samples.Province;

/// <summary>Names of the national base that a province claims.</summary>
internal static class Cn
{
    public const string Base = "https://fhirhub.example/fhir/cn-base/";
    public const string Extensions = Base + "StructureDefinition/";
    public const string Codes = Base + "CodeSystem/";
    public const string Numbers = "https://fhirhub.example/fhir/sid/";
    public const string Divisions = Codes + "gb-t-2260";
    public const string ReferralNumbers = Numbers + "referral-number";
    public const string SourceNumbers = Numbers + "source-number";
    public const string Hl7 = "http://terminology.hl7.org/CodeSystem/";
}
