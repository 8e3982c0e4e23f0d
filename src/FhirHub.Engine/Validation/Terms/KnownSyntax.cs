using System.Text.RegularExpressions;

namespace FhirHub.Engine.Validation.Terms;

/// <summary>Code systems whose codes follow a grammar rather than a list.</summary>
internal static partial class KnownSyntax
{
    /// <summary>Whether the code is well-formed in its system; null for a system without a grammar here.</summary>
    public static bool? IsCode(string system, string code) => system switch
    {
        // https://www.rfc-editor.org/rfc/rfc6838#section-4.2, with parameters; and the short names that FHIR allows for its own formats,
        // https://hl7.org/fhir/R4/capabilitystatement-definitions.html#CapabilityStatement.format
        "urn:ietf:bcp:13" => code is "xml" or "json" or "ttl" || MediaType().IsMatch(code),
        // https://www.rfc-editor.org/rfc/rfc5646#section-2.1
        "urn:ietf:bcp:47" => Language().IsMatch(code),
        _ => null,
    };

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*\s*(;.*)?$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex MediaType();

    [GeneratedRegex(@"^([A-Za-z]{2,8}|[xXiI])(-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Language();
}
