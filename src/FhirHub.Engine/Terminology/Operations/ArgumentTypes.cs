using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>The types of the operations' parameters, https://hl7.org/fhir/R4/terminology-service.html.</summary>
public static class ArgumentTypes
{
    private static readonly string[] Texts = ["valueString", "valueUri", "valueUrl", "valueCanonical", "valueCode", "valueId"];
    private static readonly string[] Times = ["valueDateTime", "valueDate"];
    private static readonly string[] Flags = ["activeOnly", "includeDesignations", "includeDefinition", "excludeNested", "excludeNotForUI", "excludePostCoordinated", "abstract", "reverse"];
    private static readonly string[] Numbers = ["offset", "count"];
    private static readonly string[] Codings = ["coding", "codingA", "codingB", "concept"];
    private static readonly string[] Resources = ["valueSet", "codeSystem", "conceptMap"];

    /// <summary>Texts of one kind may come as another: clients write a canonical URL as url, uri or string.</summary>
    /// <param name="name">Of the parameter.</param>
    /// <param name="member">That of its item in which the value is: <c>valueString</c>, <c>resource</c>, <c>part</c>.</param>
    /// <param name="path">Of the item, for messages.</param>
    /// <exception cref="FhirException">Invalid: the parameter is of another type.</exception>
    public static void Check(string name, string member, string path)
    {
        string[] right = Of(name);
        if (!right.Contains(member))
            throw FhirException.Invalid("parameter-invalid", $"The parameter '{name}' is given as {right[0]}, not as {member}.", path);
    }

    private static string[] Of(string name) => name switch
    {
        "codeableConcept" => ["valueCodeableConcept"],
        "dependency" => ["part"],
        "date" => Times,
        _ when Codings.Contains(name) => ["valueCoding"],
        _ when Resources.Contains(name) => ["resource"],
        _ when Flags.Contains(name) => ["valueBoolean"],
        _ when Numbers.Contains(name) => ["valueInteger", "valueUnsignedInt", "valuePositiveInt"],
        _ => Texts,
    };
}
