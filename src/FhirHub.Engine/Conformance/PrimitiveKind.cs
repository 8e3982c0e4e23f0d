namespace FhirHub.Engine.Conformance;

/// <summary>The primitive datatypes of R4, https://hl7.org/fhir/R4/datatypes.html#primitive. <see cref="None"/> for all other types.</summary>
internal enum PrimitiveKind
{
    None,
    Base64Binary,
    Boolean,
    Canonical,
    Code,
    Date,
    DateTime,
    Decimal,
    Id,
    Instant,
    Integer,
    Markdown,
    Oid,
    PositiveInt,
    String,
    Time,
    UnsignedInt,
    Uri,
    Url,
    Uuid,
    Xhtml,
}
