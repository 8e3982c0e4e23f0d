using FhirHub.Engine.Conformance;

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

/// <summary>The kind of an element.</summary>
internal static class LinkKinds
{
    private static readonly PropertySchema Reference = FhirSchema.R4.FindType("Reference")!.FindProperty("reference")!;

    public static LinkKind Of(PropertySchema property) => property.Type.Primitive switch
    {
        _ when property == Reference => LinkKind.Reference,
        PrimitiveKind.Uri when !IsIdentity(property.Element) => LinkKind.Uri,
        PrimitiveKind.Url when !IsIdentity(property.Element) => LinkKind.Url,
        PrimitiveKind.Xhtml => LinkKind.Narrative,
        _ => LinkKind.None,
    };

    private static bool IsIdentity(ElementSchema element) => element.Name switch
    {
        "system" => true,
        "url" => element.Owner.IsResource || element.IsXmlAttribute,
        _ => false,
    };
}
