namespace FhirHub.Engine.Transactions;

/// <summary>
/// Which elements hold links that a transaction replaces, https://hl7.org/fhir/R4/http.html#trules: references, elements of type uri and
/// url, and <c>href</c> and <c>src</c> in narratives. Not replaced: canonicals, as the specification says; oid and uuid, which cannot hold
/// the address of a resource; and identities, which are no links: <c>Extension.url</c>, the <c>system</c> of codes and identifiers, and a
/// definition's own <c>url</c>.
/// </summary>
internal enum LinkKind
{
    None,

    /// <summary>Reference.reference.</summary>
    Reference,

    /// <summary>Absolute addresses only.</summary>
    Uri,

    Url,

    Narrative,
}
