using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Transactions;

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
