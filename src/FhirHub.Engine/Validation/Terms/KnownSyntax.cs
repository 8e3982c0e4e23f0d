using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace FhirHub.Engine.Validation.Terms;

/// <summary>Code systems without a CodeSystem resource whose codes are known nevertheless: by a grammar, a list, or value sets of R4.</summary>
internal static partial class KnownSyntax
{
    // ISO 4217, https://www.iso.org/iso-4217-currency-codes.html. It grows: what is not here may be newer than this list.
    private static readonly FrozenSet<string> Currencies = (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU " +
        "CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD " +
        "JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR " +
        "NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY " +
        "TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWL")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // R4 lists the countries of ISO 3166-1 in value sets, and gives the system itself to the subdivisions too.
    private static readonly string[] Countries =
    [
        "http://hl7.org/fhir/ValueSet/iso3166-1-2", "http://hl7.org/fhir/ValueSet/iso3166-1-3", "http://hl7.org/fhir/ValueSet/iso3166-1-N",
    ];

    /// <summary>Whether it is a code of its system; null when nobody can say.</summary>
    public static bool? IsCode(ITermSource terms, string system, string code) => system switch
    {
        "urn:iso:std:iso:4217" => Currencies.Contains(code) ? true : Currency().IsMatch(code) ? null : false,
        "urn:iso:std:iso:3166" => Countries.Any(c => terms.Set(c)?.Find(new TermWalk(terms), system, code).Membership == Membership.In) ? true : null,
        _ => IsWellFormed(system, code),
    };

    private static bool? IsWellFormed(string system, string code) => system switch
    {
        // https://www.rfc-editor.org/rfc/rfc6838#section-4.2, with parameters; and the short names that FHIR allows for its own formats,
        // https://hl7.org/fhir/R4/capabilitystatement-definitions.html#CapabilityStatement.format
        "urn:ietf:bcp:13" => code is "xml" or "json" or "ttl" || MediaType().IsMatch(code),
        // https://www.rfc-editor.org/rfc/rfc5646#section-2.1
        "urn:ietf:bcp:47" => Language().IsMatch(code),
        _ => null,
    };

    [GeneratedRegex("^[A-Z]{3}$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Currency();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*\s*(;.*)?$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex MediaType();

    [GeneratedRegex(@"^([A-Za-z]{2,8}|[xXiI])(-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Language();
}
