namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>The resource types that terminology is made of.</summary>
internal static class TermTypes
{
    public const string CodeSystem = "CodeSystem";
    public const string ValueSet = "ValueSet";
    public const string ConceptMap = "ConceptMap";

    public static readonly string[] All = [CodeSystem, ValueSet, ConceptMap];
}
