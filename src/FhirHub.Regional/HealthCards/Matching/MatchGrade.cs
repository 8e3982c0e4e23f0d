namespace FhirHub.Regional.HealthCards.Matching;

/// <summary>How sure a match is, https://hl7.org/fhir/R4/valueset-match-grade.html.</summary>
internal enum MatchGrade
{
    Certain,
    Probable,
    Possible,
    CertainlyNot,
}
