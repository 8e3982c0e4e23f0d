namespace FhirHub.Regional.HealthCards.Numbers;

/// <summary>A kind of document that identifies a person.</summary>
/// <param name="Code">Two digits, WS 364.3 CV02.01.101.</param>
/// <param name="System">The preferred URI of its numbers.</param>
/// <param name="English">For texts.</param>
/// <param name="Chinese">For texts.</param>
internal sealed record DocumentKind(string Code, string System, string English, string Chinese)
{
    public static readonly DocumentKind IdentityNumber = new("01", "urn:oid:2.16.156.10011.1.3", "resident identity number", "居民身份证");

    /// <summary>The first that a person has is what the card is issued by.</summary>
    public static readonly IReadOnlyList<DocumentKind> All =
    [
        IdentityNumber,
        new("99", "https://fhirhub.example/fhir/sid/foreigner-residence-permit", "residence permit of a foreigner", "外国人永久居留身份证"),
        new("06", "https://fhirhub.example/fhir/sid/hong-kong-macao-permit", "permit of a resident of Hong Kong or Macao", "港澳居民来往内地通行证"),
        new("07", "https://fhirhub.example/fhir/sid/taiwan-permit", "permit of a resident of Taiwan", "台湾居民来往大陆通行证"),
        new("03", "https://fhirhub.example/fhir/sid/passport", "passport", "护照"),
    ];
}
